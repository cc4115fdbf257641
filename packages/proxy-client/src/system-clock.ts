import type { Clock } from '@clinicarrivals/core';

/** Makes the clock of the machine, for clients that are given none. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
