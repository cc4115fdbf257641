import type { Clock } from '@clinicarrivals/core';

/** Makes the clock of the machine, for who is given none. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}
