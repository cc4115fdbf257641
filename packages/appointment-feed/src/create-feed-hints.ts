import type { ConversationStore, Clock, Logger } from '@clinicarrivals/core';
import type { FeedEventSink } from './feed-event.ts';
import type { Noticed } from './gather-hints.ts';
import { createRefusals } from './refusals.ts';
import { createSystemClock } from './system-clock.ts';

/** What {@link createFeedHints} is made of. */
export interface FeedHintsOptions {
  /** Takes the hint, and resolves once it is durable: `(hint) => arrivals.noticed(hint)`. */
  readonly noticed: Noticed;
  /** The clinic's own; takes what could not be used. */
  readonly store: ConversationStore;
  /** Sends a reminder now. Without it none is sent. */
  readonly remind?: FeedEventSink['remind'];
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: silence. */
  readonly logger?: Logger;
}

/**
 * Makes the sink for the events of a clinic that has a FHIR server: what an event says is not believed but read afresh from the server.
 *
 * An event is acknowledged once its hint is; were one lost all the same, the next scan finds what it was about.
 */
export function createFeedHints(options: FeedHintsOptions): FeedEventSink {
  const { noticed, store, remind } = options;
  const clock = options.clock ?? createSystemClock();
  const refuse = createRefusals({ store, clock, logger: options.logger ?? { log: () => undefined } });
  return {
    accept: async ({ appointment }) => {
      await noticed({ appointmentIds: [appointment.id] });
      return { type: 'stored' };
    },
    // The server has it as it is, whatever the message was.
    refuse: (refusal) => refuse({ ...refusal, leavesDoubt: false }),
    remind: async (query) => (await remind?.(query)) ?? false,
  };
}
