import type { Clock, ReceiveQuery, ReceivedMessages } from '@clinicarrivals/core';

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A relay that asks for longer is asked earlier: patients are waiting. */
const longestRetryAfterMs = 5 * 60_000;

/** Asks once. `waitMs` is how long the server may wait for something to come in; 0 after a failure, so that its end is seen at once. */
export type Collect = (query: ReceiveQuery & { readonly waitMs: number }) => Promise<ReceivedMessages>;

/**
 * Makes a `receive` that does not hammer a server that fails: pauses are as long as it asks for, or else double from one second to half a
 * minute, with jitter.
 *
 * The caller may ask as often as it likes. Within a pause it waits as long as it may (`waitMs`), and is then given the same failure again.
 */
export function paced(clock: Clock, collect: Collect): (query: ReceiveQuery) => Promise<ReceivedMessages> {
  let failures = 0;
  let pause = { error: null as unknown, until: 0, ms: 0 };

  const leftMs = (): number => {
    const left = pause.until - clock.now();
    // More than was ever to wait: the clock was set back.
    return failures === 0 || left > pause.ms ? 0 : left;
  };
  return async (query) => {
    const { waitMs = 0, signal, cursor } = query;
    const isAborted = (): boolean => signal?.aborted === true;
    const nothing: ReceivedMessages = { messages: [], cursor };
    if (leftMs() > 0 && waitMs > 0 && !isAborted()) await sleep(clock, Math.min(leftMs(), waitMs), signal);
    if (isAborted()) return nothing;
    if (leftMs() > 0) throw pause.error;
    try {
      const received = await collect({ ...query, waitMs: failures > 0 ? 0 : waitMs });
      failures = 0;
      return received;
    } catch (error) {
      if (isAborted()) return nothing;
      failures += 1;
      const ms = pauseMs(error, failures);
      pause = { error, until: clock.now() + ms, ms };
      throw error;
    }
  };
}

/** How long to wait after so many failures in a row: as long as the server asks for, or else doubling to half a minute, with jitter. */
export function pauseMs(error: unknown, failures: number): number {
  // A GatewayError; what somebody else throws says nothing of the kind.
  const { retryAfterMs } = Object(error) as { readonly retryAfterMs?: number | null };
  if (retryAfterMs && retryAfterMs > 0) return Math.min(retryAfterMs, longestRetryAfterMs);
  return Math.ceil(Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
}

/** Waits on a clock; an abort ends the wait at once. */
function sleep(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(delayMs, end);
    signal?.addEventListener('abort', end);
  });
}
