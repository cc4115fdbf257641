import type { ConversationStore, Effect, EffectRecord } from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { SynchronousReads } from './synchronous-reads.ts';
import { callInLane, commonLane } from './write-outbox.ts';

/** A row of the outbox, as {@link effectFields} selects it. */
export type EffectRow = Omit<EffectRecord, 'effect'> & { readonly effect: string };

/** The fields of an outbox row, for a SELECT. */
export const effectFields = `id, appointment_id AS appointmentId, status, due_at AS dueAt, attempts,
  claimed_by AS claimedBy, claimed_at AS claimedAt, reason, body, gateway_id AS gatewayId, delivery,
  created_at AS createdAt, finished_at AS finishedAt, effect`;

const select = `SELECT ${effectFields} FROM outbox WHERE clinic_id = ?`;
// What was written in the same millisecond stays in the order in which it was written.
const byAge = 'ORDER BY created_at, rowid';

/** Waiting and held up by nothing: an `after` that failed or was dropped is for the dispatcher to judge. */
const isFree = `status = 'waiting' AND lane = ? AND (after_id IS NULL OR EXISTS (
  SELECT 1 FROM outbox AS earlier WHERE earlier.clinic_id = outbox.clinic_id AND earlier.id = outbox.after_id
    AND earlier.status IN ('done', 'failed', 'dropped')))`;

const selectOne = `${select} AND id = ?`;
const due = `${select} AND ${isFree} AND due_at <= ? ORDER BY due_at, rowid ${atMost}`;
const earliestEffect = `SELECT due_at AS dueAt FROM outbox WHERE clinic_id = ? AND ${isFree} ORDER BY due_at LIMIT 1`;
const earliestConversation = `SELECT due_at AS dueAt FROM conversations WHERE clinic_id = ? AND due_at IS NOT NULL
  ORDER BY due_at LIMIT 1`;

/** Makes the record of a row. */
export function toEffectRecord(row: EffectRow): EffectRecord {
  // Only commits of this store write the column, from an Effect.
  return { ...row, effect: JSON.parse(row.effect) as Effect };
}

/** The reads of the outbox, and when something is due next. */
export function outboxReads({
  get,
  all,
}: Connection): SynchronousReads<
  Pick<
    ConversationStore,
    | 'dueEffects'
    | 'effect'
    | 'effectsOfAppointment'
    | 'effectsOfPhone'
    | 'effectsOfStatus'
    | 'undeliveredEffects'
    | 'nextDueAt'
  >
> {
  return {
    dueEffects: ({ now, limit }) => {
      const rows = all<EffectRow>(due, callInLane, now, limit);
      if (rows.length < limit) rows.push(...all<EffectRow>(due, commonLane, now, limit - rows.length));
      return rows.map(toEffectRecord);
    },
    effect: ({ id }) => {
      const row = get<EffectRow>(selectOne, id);
      return row === undefined ? null : toEffectRecord(row);
    },
    effectsOfAppointment: ({ appointmentId }) =>
      all<EffectRow>(`${select} AND appointment_id = ? ${byAge}`, appointmentId).map(toEffectRecord),
    effectsOfPhone: ({ phone, since }) =>
      all<EffectRow>(`${select} AND phone = ? AND created_at >= ? ${byAge}`, phone, since).map(toEffectRecord),
    // The status is part of the text, not a value: only then can SQLite use the partial index of that status.
    effectsOfStatus: ({ status, limit }) =>
      all<EffectRow>(
        `${select} AND ${status === 'claimed' ? "status = 'claimed'" : "status = 'in-doubt'"} ${byAge} ${atMost}`,
        limit,
      ).map(toEffectRecord),
    undeliveredEffects: ({ since, limit }) =>
      all<EffectRow>(
        `${select} AND status = 'done' AND delivery IN ('accepted', 'sent') AND finished_at >= ?
         ORDER BY finished_at, rowid ${atMost}`,
        since,
        limit,
      ).map(toEffectRecord),
    nextDueAt: () => {
      const earliest = [
        get<{ dueAt: number }>(earliestConversation),
        get<{ dueAt: number }>(earliestEffect, callInLane),
        get<{ dueAt: number }>(earliestEffect, commonLane),
      ];
      return earliest.reduce<number | null>(
        (soonest, row) => (row === undefined || (soonest !== null && soonest <= row.dueAt) ? soonest : row.dueAt),
        null,
      );
    },
  };
}
