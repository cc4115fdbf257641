import type { AnswerChange, AnswerRecord, SnapshotRecord } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';
import { removalsKey } from './read-fed-appointments.ts';
import type { SnapshotJson } from './read-fed-appointments.ts';

const nextWrite = '(SELECT coalesce(max(written), 0) + 1 FROM snapshots WHERE clinic_id = ?)';

/** Makes the function that writes a snapshot over the version that it was made from. It tells whether it wrote. */
export function createSnapshotWriter({ clinicId, statement }: Connection): (record: SnapshotRecord) => boolean {
  const insert = statement(`
    INSERT INTO snapshots
      (clinic_id, appointment_id, version, written, start_at, patient_id, made_at, stored_at, snapshot)
    VALUES (?, ?, 1, ${nextWrite}, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  // As with conversations, what stands in an index and seldom changes is compared first and written only when it has changed.
  const change = statement(`
    UPDATE snapshots SET version = version + 1, written = ${nextWrite}, made_at = ?, stored_at = ?, snapshot = ?
    WHERE clinic_id = ? AND appointment_id = ? AND version = ? AND start_at IS ? AND patient_id IS ?`);
  const move = statement(`
    UPDATE snapshots SET version = version + 1, written = ${nextWrite}, made_at = ?, stored_at = ?, snapshot = ?,
      start_at = ?, patient_id = ?
    WHERE clinic_id = ? AND appointment_id = ? AND version = ?`);

  return (record) => {
    const { appointmentId, version, appointment, madeAt, toldAt, storedAt, messageIds, doubt, answered } = record;
    const startAt = appointment?.startAt ?? null;
    const patientId = appointment?.patient.id ?? null;
    const told = toldAt === undefined ? {} : { toldAt };
    const json: SnapshotJson = { appointment, ...told, messageIds, doubt, answered };
    const content = [madeAt, storedAt, JSON.stringify(json)] as const;
    if (version === 0) {
      return insert.run(clinicId, appointmentId, clinicId, startAt, patientId, ...content).changes === 1;
    }
    const key = [clinicId, appointmentId, version] as const;
    return (
      change.run(clinicId, ...content, ...key, startAt, patientId).changes === 1 ||
      move.run(clinicId, ...content, startAt, patientId, ...key).changes === 1
    );
  };
}

/** Makes the functions that insert and change answers. Both tell whether they wrote. */
export function createAnswerWriter({ clinicId, statement }: Connection) {
  const insert = statement(`
    INSERT INTO answers (clinic_id, id, appointment_id, patient_id, start_at, status, attempts, due_at,
      created_at, finished_at, reason, content)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const update = statement(`
    UPDATE answers SET status = coalesce(?, status), attempts = coalesce(?, attempts), due_at = coalesce(?, due_at),
      finished_at = coalesce(?, finished_at), reason = CASE WHEN ? THEN ? ELSE reason END
    WHERE clinic_id = ? AND id = ? AND status = 'waiting' AND attempts = ?`);
  return {
    insert: (record: AnswerRecord): boolean => {
      const { id, appointmentId, patientId, startAt, status, attempts, dueAt, createdAt, finishedAt } = record;
      const { reason, content } = record;
      const progress = [status, attempts, dueAt, createdAt, finishedAt, reason] as const;
      return (
        insert.run(clinicId, id, appointmentId, patientId, startAt, ...progress, JSON.stringify(content)).changes === 1
      );
    },
    change: ({ id, attempts, set }: AnswerChange): boolean => {
      const values = [set.status ?? null, set.attempts ?? null, set.dueAt ?? null, set.finishedAt ?? null] as const;
      const reason = ['reason' in set ? 1 : 0, set.reason ?? null] as const;
      return update.run(...values, ...reason, clinicId, id, attempts).changes === 1;
    },
  };
}

/** Deletes the snapshots of some appointments and the answers about some, and counts the removal. Returns how many rows went. */
export function deleteFedAppointments(
  { clinicId, run, statement }: Connection,
  ids: { readonly snapshots: readonly string[]; readonly answers: readonly string[] },
): number {
  let snapshots = 0;
  let answers = 0;
  for (const id of ids.answers) answers += run('DELETE FROM answers WHERE clinic_id = ? AND appointment_id = ?', id);
  for (const id of ids.snapshots) {
    snapshots += run('DELETE FROM snapshots WHERE clinic_id = ? AND appointment_id = ?', id);
  }
  if (snapshots > 0) {
    statement(`
      INSERT INTO meta (clinic_id, key, value) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET value = value + 1`).run(
      clinicId,
      removalsKey,
    );
  }
  return snapshots + answers;
}
