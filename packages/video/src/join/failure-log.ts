import { ClinicArrivalsError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';

const minute = 60_000;

/**
 * Makes a log of failures: the first at once, then one line a minute with the number of those since. Every open page asks every few
 * seconds, so that an outage would else fill the disk.
 */
export function createFailureLog({ clock, logger }: { readonly clock: Pick<Clock, 'now'>; readonly logger: Logger }): {
  add(error: unknown): void;
} {
  let loggedAt: number | null = null;
  let count = 0;
  return {
    add: (error) => {
      count += 1;
      // The clock may have been set back.
      if (loggedAt !== null && Math.abs(clock.now() - loggedAt) < minute) return;
      try {
        logger.log('error', '[join page] the clinic could not be asked', { reason: reasonOf(error), count });
      } catch {
        // A log that fails keeps nobody from an answer.
      }
      loggedAt = clock.now();
      count = 0;
    },
  };
}

/** Our own errors carry nothing of patients; of others only the name is safe. */
function reasonOf(error: unknown): string {
  if (ClinicArrivalsError.isInstance(error)) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}
