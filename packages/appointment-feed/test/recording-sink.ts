import { StorageError } from '@clinicarrivals/core';
import type { FeedEvent, FeedEventSink, FeedOutcome, FeedRefusal } from '../src/feed-event.ts';

/** A sink that keeps what it is given, for what is read out of messages; `createAppointmentFeed` is the real one. */
export interface RecordingSink extends FeedEventSink {
  readonly events: FeedEvent[];
  readonly refusals: FeedRefusal[];
  readonly reminders: { readonly appointmentId: string; readonly key?: string }[];
  /** What `accept` answers from now on; a StorageError for `null`. */
  answer(outcome: FeedOutcome | null): void;
  /** `accept` waits until the promise is settled. */
  wait(until: Promise<void>): void;
}

/** Makes an empty one. */
export function createRecordingSink(): RecordingSink {
  let outcome: FeedOutcome | null = { type: 'stored' };
  let until: Promise<void> = Promise.resolve();
  const events: FeedEvent[] = [];
  const refusals: FeedRefusal[] = [];
  const reminders: RecordingSink['reminders'] = [];
  return {
    events,
    refusals,
    reminders,
    answer: (given) => {
      outcome = given;
    },
    wait: (given) => {
      until = given;
    },
    accept: async (event) => {
      await until;
      if (outcome === null) throw new StorageError({ message: '[storage] the disk is full' });
      events.push(event);
      return outcome;
    },
    refuse: async (refusal) => void refusals.push(refusal),
    remind: async (query) => {
      reminders.push(query);
      return query.appointmentId !== 'unknown';
    },
  };
}
