import { StorageError } from '@clinicarrivals/core';
import type { Clock, ConversationStore, SnapshotRecord } from '@clinicarrivals/core';
import type { FeedEvent, FeedOutcome, FeedRefusal } from './feed-event.ts';
import { mergeEvent } from './merge-event.ts';

/** So many snapshots are kept at hand, so that the next event about one of them reads nothing. */
const capacity = 2_000;
const mostAttempts = 8;

/** What taking events depends on. */
export interface AcceptOptions {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly durationMs: number;
  readonly hint: (appointmentId: string) => void;
  readonly refuse: (refusal: FeedRefusal) => Promise<void>;
}

/**
 * Makes the function that takes one event. Call it in turn for each appointment.
 *
 * Each event is written upon the version that it was merged with; where another process was faster it is merged again. The events of one
 * turn of the event loop share the store's commit.
 */
export function createAcceptance(options: AcceptOptions): (event: FeedEvent) => Promise<FeedOutcome> {
  const { store, clock, durationMs, hint, refuse } = options;
  const kept = new Map<string, SnapshotRecord>();
  const keep = (record: SnapshotRecord): void => {
    kept.delete(record.appointmentId);
    kept.set(record.appointmentId, { ...record, version: record.version + 1 });
    const oldest = kept.size > capacity ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  };

  return async (event) => {
    const appointmentId = event.appointment.id;
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const known = kept.get(appointmentId) ?? (await store.snapshot({ appointmentId }));
      const merged = mergeEvent(known, event, { now: clock.now(), durationMs });
      if (merged.type === 'refused') {
        const { field, message } = merged;
        const { messageId, madeAt } = event;
        await refuse({ appointmentId, messageId, madeAt, field, message, leavesDoubt: true });
        kept.delete(appointmentId);
        return merged;
      }
      // What is kept may be what another process has gone beyond: only what is written proves that it is not.
      if (merged.type !== 'merged' && kept.delete(appointmentId)) continue;
      if (merged.type !== 'merged') return { type: merged.type };
      if ((await store.commit({ snapshots: [merged.record] })) === 'conflict') {
        kept.delete(appointmentId);
        continue;
      }
      keep(merged.record);
      if (merged.tells === 'same') return { type: 'unchanged' };
      if (merged.tells === 'past') return { type: 'past' };
      hint(appointmentId);
      return { type: 'stored' };
    }
    throw new StorageError({
      message: '[feed] event not stored: the appointment changes too often; send it again',
      isRetryable: true,
    });
  };
}
