import type { Clock } from '@clinicarrivals/core';

/** Makes the clock of the machine, for a relay that is given none. Its timers keep no process alive. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.max(0, delayMs));
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
