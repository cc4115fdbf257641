import { ClinicArrivalsError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import type { Counts } from './counts.ts';
import { createQuietLog } from './quiet-log.ts';
import type { RelayStore } from './relay-store.ts';
import { Refusal, retryAfter, toErrorResponse } from './responses.ts';

const retryMs = 5_000;

/** What goes wrong, counted and logged without anything of a request. */
export interface Failures {
  /** Makes the answer to a request that has failed or is refused. */
  readonly toResponse: (error: unknown) => Response;
  /** Notes a failure of our own that is told to nobody. */
  readonly note: (error: unknown) => void;
  /** Throws while the store takes nothing. Tried only after something went wrong, so that asking after health costs nothing. */
  readonly checkHealth: () => Promise<void>;
}

/** Makes the failures of a relay. */
export function createFailures(parts: {
  readonly store: Pick<RelayStore, 'probe'>;
  readonly clock: Clock;
  readonly logger: Logger | null;
  readonly counts: Counts;
}): Failures {
  const { store, counts } = parts;
  const quiet = createQuietLog(parts.logger, parts.clock);
  let isFailing = false;
  const note = (error: unknown): void => {
    isFailing = true;
    quiet.log('error', '[relay] a request failed and was answered with 503', { reason: describe(error) });
  };
  return {
    note,
    toResponse: (error) => {
      const refusal = error instanceof Refusal ? error : notNow('Try again later.');
      counts.refused.set(refusal.code, (counts.refused.get(refusal.code) ?? 0) + 1);
      const account = refusal.account === null ? {} : { account: refusal.account };
      if (refusal === error) quiet.log('warn', '[relay] refused a request', { reason: refusal.code, ...account });
      else note(error);
      return toErrorResponse(refusal);
    },
    checkHealth: async () => {
      if (isFailing) await store.probe();
      isFailing = false;
    },
  };
}

/** Makes the refusal of what may be asked again a little later. */
export function notNow(message: string): Refusal {
  return new Refusal('unavailable', message, { headers: retryAfter(retryMs) });
}

/** Says what failed in words that hold nothing of a request. */
function describe(error: unknown): string {
  if (ClinicArrivalsError.isInstance(error)) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}
