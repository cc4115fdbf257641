import type { Clock } from '@clinicarrivals/core';

/** Does something again and again, one turn after the other. */
export interface Loop {
  start(): void;
  /** Takes the next turn now, or as soon as the one under way has ended. */
  wake(): void;
  /** Takes no further turn and waits for the one under way. */
  stop(): Promise<void>;
}

/** Makes a loop. A turn resolves with the milliseconds until the next one, and never rejects. */
export function createLoop(clock: Clock, turn: () => Promise<number>): Loop {
  let isRunning = false;
  let isAwaited = false;
  let underWay: Promise<void> | null = null;
  let cancel: (() => void) | null = null;

  const run = async (): Promise<void> => {
    isAwaited = false;
    const pauseMs = await turn();
    underWay = null;
    if (isRunning) cancel = clock.schedule(isAwaited ? 0 : pauseMs, begin);
  };
  const begin = (): void => {
    cancel?.();
    cancel = null;
    underWay ??= run();
  };
  return {
    start: () => {
      isRunning = true;
      begin();
    },
    wake: () => {
      isAwaited = true;
      if (isRunning && underWay === null) begin();
    },
    stop: async () => {
      isRunning = false;
      cancel?.();
      await underWay;
    },
  };
}
