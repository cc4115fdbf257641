/** Keeps the screen on until it is called back: a telephone that goes dark while one waits would end the call. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isWanted = true;
  const request = async (): Promise<void> => {
    if (document.hidden || !('wakeLock' in navigator)) return;
    // Refused when the battery is low.
    const given = await navigator.wakeLock.request('screen').catch(() => null);
    if (isWanted) lock = given;
    else await given?.release();
  };
  // The browser takes it back whenever the page is hidden.
  const onVisible = (): void => void request();
  document.addEventListener('visibilitychange', onVisible);
  void request();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}
