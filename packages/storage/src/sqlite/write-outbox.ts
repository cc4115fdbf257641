import type { SQLInputValue } from 'node:sqlite';
import type { EffectChange, EffectRecord } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';

/** The columns that a change may set, by the name of the field. */
const changeableColumns = {
  status: 'status',
  dueAt: 'due_at',
  attempts: 'attempts',
  claimedBy: 'claimed_by',
  claimedAt: 'claimed_at',
  reason: 'reason',
  body: 'body',
  gatewayId: 'gateway_id',
  delivery: 'delivery',
  finishedAt: 'finished_at',
} as const satisfies Record<keyof EffectChange['set'], string>;

const columns: ReadonlyMap<string, string> = new Map(Object.entries(changeableColumns));

/** Call-ins go before everything else. */
export const callInLane = 0;
/** Where everything but call-ins waits. */
export const commonLane = 1;

/** Makes the functions that insert and change rows of the outbox. Both tell whether they wrote. */
export function createOutboxWriter({ clinicId, statement }: Connection) {
  const insert = statement(`
    INSERT INTO outbox (clinic_id, id, appointment_id, phone, lane, after_id, status, due_at, attempts, claimed_by,
      claimed_at, reason, body, gateway_id, delivery, created_at, finished_at, effect)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);

  return {
    insert: (record: EffectRecord): boolean => {
      const { id, appointmentId, effect, status, dueAt, attempts, claimedBy, claimedAt } = record;
      const { reason, body, gatewayId, delivery, createdAt, finishedAt } = record;
      const isText = effect.type === 'send-message';
      const lane = isText && effect.urgency === 'call-in' ? callInLane : commonLane;
      const route = [id, appointmentId, isText ? effect.to : null, lane, effect.after] as const;
      const progress = [status, dueAt, attempts, claimedBy, claimedAt, reason, body, gatewayId, delivery] as const;
      const result = insert.run(clinicId, ...route, ...progress, createdAt, finishedAt, JSON.stringify(effect));
      return result.changes === 1;
    },
    change: ({ id, from, set }: EffectChange): boolean => {
      const assignments: string[] = [];
      const values: SQLInputValue[] = [];
      for (const [field, value] of Object.entries(set)) {
        const column = columns.get(field);
        if (column === undefined) continue;
        assignments.push(`${column} = ?`);
        values.push(value);
      }
      // A change that sets nothing still has its expectation.
      if (assignments.length === 0) assignments.push('status = status');
      // Few combinations of fields occur, so that the statements stay few.
      const update = statement(
        `UPDATE outbox SET ${assignments.join(', ')} WHERE clinic_id = ? AND id = ? AND status = ?`,
      );
      return update.run(...values, clinicId, id, from).changes === 1;
    },
  };
}
