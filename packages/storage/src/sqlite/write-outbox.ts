import type { StatementSync } from 'node:sqlite';
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

type ChangeableField = keyof typeof changeableColumns;

function isChangeable(field: string): field is ChangeableField {
  return Object.hasOwn(changeableColumns, field);
}

/** Makes the function that gives the statement for the fields that a change sets. Few combinations occur, so the statements stay few. */
function createUpdates(statement: Connection['statement']) {
  interface Update {
    readonly update: StatementSync;
    readonly fields: readonly ChangeableField[];
  }
  const updates = new Map<string, Update>();
  return (set: EffectChange['set']): Update => {
    const names = Object.keys(set);
    const key = names.join();
    const known = updates.get(key);
    if (known !== undefined) return known;
    const fields = names.filter(isChangeable);
    const assignments = fields.map((field) => `${changeableColumns[field]} = ?`);
    // A change that sets nothing still has its expectation.
    if (assignments.length === 0) assignments.push('status = status');
    const made = {
      fields,
      update: statement(`UPDATE outbox SET ${assignments.join(', ')} WHERE clinic_id = ? AND id = ? AND status = ?`),
    };
    updates.set(key, made);
    return made;
  };
}

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

  const updateOf = createUpdates(statement);

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
      const { update, fields } = updateOf(set);
      return update.run(...fields.map((field) => set[field] ?? null), clinicId, id, from).changes === 1;
    },
  };
}
