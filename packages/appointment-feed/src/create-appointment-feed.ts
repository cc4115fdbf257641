import { ConfigurationError, createTurns } from '@clinicarrivals/core';
import type {
  AppointmentStore,
  AppointmentStoreAbilities,
  Clinic,
  Clock,
  ConversationStore,
  Logger,
} from '@clinicarrivals/core';
import { createAcceptance } from './accept-events.ts';
import { createDelivery } from './answers/deliver-answers.ts';
import { createAnswerPost } from './answers/post-answers.ts';
import type { AnswerEndpoint, DeliverAnswer } from './answers/post-answers.ts';
import { createRetries } from './answers/retry-answers.ts';
import { createAnswerWrites } from './answers/write-answers.ts';
import type { FeedEventSink } from './feed-event.ts';
import { gatherHints } from './gather-hints.ts';
import type { Noticed } from './gather-hints.ts';
import { createSnapshotReads } from './list-snapshots.ts';
import { createRefusals } from './refusals.ts';
import { createSystemClock } from './system-clock.ts';

/** How answers reach the EHR, and which of them it takes; all if not given. */
export type AnswerOptions = (AnswerEndpoint | { readonly deliver: DeliverAnswer }) & {
  readonly abilities?: Partial<AppointmentStoreAbilities>;
};

/** What {@link createAppointmentFeed} is made of. */
export interface AppointmentFeedOptions {
  /** The clinic's own, opened before the first event comes; the same that `createArrivals` is given. */
  readonly store: ConversationStore;
  readonly clinic: Pick<Clinic, 'id'>;
  /** Told of appointments about which there is news: `(hint) => arrivals.noticed(hint)`. */
  readonly noticed: Noticed;
  /** Sends a reminder now: such as `(query) => arrivals.reminders.send({ ...query, by: 'EHR' })`. Without it none is sent. */
  readonly remind?: FeedEventSink['remind'];
  /** Without it the EHR is told nothing: what patients say becomes tasks for people. */
  readonly answers?: AnswerOptions;
  /** How long an appointment lasts whose end is never told, in minutes; default 30. */
  readonly appointmentMinutes?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: silence. */
  readonly logger?: Logger;
}

/** The appointments of a clinic whose EHR pushes them. */
export interface AppointmentFeed extends AppointmentStore, FeedEventSink {
  /**
   * Tries the answers that wait and are due, and resolves when all were tried. It is called by itself whenever appointments are listed,
   * so that the process that leads does it.
   */
  tryAnswers(): Promise<void>;
}

const nothing: AppointmentStoreAbilities = {
  canMarkArrived: false,
  canSetTelehealth: false,
  canConfirm: false,
  canCancel: false,
  canUndoCancel: false,
};
const everything: AppointmentStoreAbilities = {
  canMarkArrived: true,
  canSetTelehealth: true,
  canConfirm: true,
  canCancel: true,
  canUndoCancel: true,
};

/**
 * Makes the appointment store of a clinic without a FHIR server: events of the EHR fill it, and what patients say is posted back.
 *
 * An event is acknowledged once it is durable in the clinic's own store. There is no EHR to ask: what it has said is what it has, so
 * reading gives the snapshot as it was last told.
 *
 * @throws ConfigurationError when an option is wrong
 *
 * @example
 * const feed = createAppointmentFeed({ store, clinic, noticed: (hint) => arrivals.noticed(hint) });
 * const arrivals = createArrivals({ clinic, store, appointments: feed, messages, video });
 */
export function createAppointmentFeed(options: AppointmentFeedOptions): AppointmentFeed {
  const { store, clinic, answers, appointmentMinutes = 30 } = options;
  if (!(appointmentMinutes >= 1 && appointmentMinutes <= 1_440))
    throw new ConfigurationError({ field: 'feed.appointmentMinutes', message: 'must be 1 to 1440' });
  const clock = options.clock ?? createSystemClock();
  const logger = options.logger ?? { log: () => undefined };
  const hint = gatherHints(options.noticed, logger);
  const eventTurn = createTurns();
  // Apart from those of events: an EHR that is slow to take an answer may send events meanwhile.
  const answerTurn = createTurns();
  const refuse = createRefusals({ store, clock, logger });
  const accept = createAcceptance({ store, clock, hint, refuse, durationMs: appointmentMinutes * 60_000 });
  const abilities = answers === undefined ? nothing : { ...everything, ...answers.abilities };
  const deliver = answers === undefined ? unreachable : toDelivery(answers, clock);
  const deliverAbout = createDelivery({ store, clock, logger, deliver });
  const tryAnswers = createRetries({ store, clock, logger, inTurn: answerTurn, deliverAbout, hint });
  const { list, read } = createSnapshotReads({ store, clock });

  return {
    abilities,
    accept: (event) => eventTurn(event.appointment.id, () => accept(event)),
    refuse: (refusal) => eventTurn(refusal.appointmentId ?? '', () => refuse(refusal)),
    remind: async (query) => {
      const { appointment = null } = (await store.snapshot({ appointmentId: query.appointmentId })) ?? {};
      return appointment !== null && ((await options.remind?.(query)) ?? false);
    },
    list: (query) => {
      if (answers !== undefined) void tryAnswers();
      return list(query);
    },
    read,
    tryAnswers,
    ...createAnswerWrites({ clinicId: clinic.id, store, clock, abilities, inTurn: answerTurn, deliverAbout }),
  };
}

function toDelivery(answers: AnswerOptions, clock: Clock): DeliverAnswer {
  return 'deliver' in answers ? answers.deliver : createAnswerPost(answers, clock);
}

/** Answers may wait from a time when there was an endpoint; they go on waiting. */
const unreachable: DeliverAnswer = async () => ({
  type: 'failed',
  failure: 'unavailable',
  reason: 'no endpoint for answers is set',
  retryAfterMs: null,
});
