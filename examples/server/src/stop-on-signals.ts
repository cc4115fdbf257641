import process from 'node:process';

// SIGBREAK is Ctrl+Break on Windows, SIGHUP a closed terminal or console window; each of them means: stop.
const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'];

/**
 * Stops on the first signal and then exits with 0; a second signal exits at once with 1.
 *
 * Returns what does the same without a signal, such as when the window was closed.
 */
export function stopOnSignals(options: {
  readonly stop: () => Promise<void>;
  readonly say: (text: string) => void;
}): () => void {
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    options.say('Stopping: finishing what is under way (once more stops at once) …');
    options.stop().then(
      () => {
        options.say('Stopped.');
        process.exit(0);
      },
      (error: unknown) => {
        options.say(`Stopped, not cleanly: ${error instanceof Error ? error.message : 'unknown error'}`);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, onSignal);
  return onSignal;
}
