import type { Connection } from './connection.ts';
import { journalIndexes } from './read-others.ts';
import { deleteFedAppointments } from './write-fed-appointments.ts';

/** So many rows go in one write, so that a purge of years does not hold the event loop or the other writes. */
const batch = 200;

/** Sets the bodies of some old messages to null. Returns how many; less than the batch means that it is done. */
export function purgeSomeBodies(
  { run }: Connection,
  before: number,
): { readonly purged: number; readonly isDone: boolean } {
  const texts = run(
    `UPDATE outbox SET body = NULL WHERE rowid IN (
       SELECT rowid FROM outbox WHERE clinic_id = ? AND body IS NOT NULL AND finished_at < ? LIMIT ?)`,
    before,
    batch,
  );
  const messages = run(
    `UPDATE inbox SET body = NULL WHERE rowid IN (
       SELECT rowid FROM inbox WHERE clinic_id = ? AND body IS NOT NULL AND stored_at < ? AND outcome IS NOT NULL LIMIT ?)`,
    before,
    batch,
  );
  return { purged: texts + messages, isDone: texts < batch && messages < batch };
}

/** Deletes some closed conversations that started before a moment, and some snapshots, with all that belongs to them. */
export function purgeSomeConversations(
  connection: Connection,
  before: number,
): { readonly purged: number; readonly isDone: boolean } {
  const closed = connection.all<{ id: string }>(
    `SELECT appointment_id AS id FROM conversations WHERE clinic_id = ? AND is_live = 0 AND start_at < ?
     ORDER BY start_at LIMIT ?`,
    before,
    batch,
  );
  for (const { id } of closed) deleteConversation(connection, id);
  const isSnapshotsDone = purgeSomeSnapshots(connection, before);
  const isRefusalsDone = purgeSomeRefusals(connection, before);
  return { purged: closed.length, isDone: closed.length < batch && isSnapshotsDone && isRefusalsDone };
}

const unneeded = `NOT EXISTS (
  SELECT 1 FROM conversations WHERE conversations.clinic_id = snapshots.clinic_id
    AND conversations.appointment_id = snapshots.appointment_id AND is_live = 1)`;
const selectOld = 'SELECT appointment_id AS id FROM snapshots WHERE clinic_id = ?';

/** Deletes some that no conversation needs. Of what is known without a start, the age is that of the last word about it. */
function purgeSomeSnapshots(connection: Connection, before: number): boolean {
  const old = [
    ...connection.all<{ id: string }>(`${selectOld} AND start_at < ? AND ${unneeded} LIMIT ?`, before, batch),
    ...connection.all<{ id: string }>(`${selectOld} AND start_at IS NULL AND stored_at < ? LIMIT ?`, before, batch),
  ];
  const ids = old.map(({ id }) => id);
  deleteFedAppointments(connection, { snapshots: ids, answers: ids });
  return ids.length === 0;
}

/** Deletes some lines about events that could not be used: how many there are is up to whoever sends, and few belong to a conversation. */
function purgeSomeRefusals({ run }: Connection, before: number): boolean {
  // The old lines stand at the beginning, so that no more than those are looked at.
  const deleted = run(
    `DELETE FROM journal WHERE clinic_id = ?1 AND seq IN (
       SELECT seq FROM journal WHERE clinic_id = ?1 AND event = 'event-refused' AND seq < coalesce(
         (SELECT seq FROM journal WHERE clinic_id = ?1 AND at >= ?2 ORDER BY seq LIMIT 1), 9e15)
       LIMIT ?3)`,
    before,
    batch,
  );
  return deleted < batch;
}

/** Deletes one conversation with its effects, messages, tasks and journal lines. Returns how many rows went. */
export function deleteConversation({ run }: Connection, appointmentId: string): number {
  return (
    run('DELETE FROM outbox WHERE clinic_id = ? AND appointment_id = ?', appointmentId) +
    run('DELETE FROM inbox WHERE clinic_id = ? AND appointment_id = ?', appointmentId) +
    run('DELETE FROM tasks WHERE clinic_id = ? AND appointment_id = ?', appointmentId) +
    run(
      `DELETE FROM journal ${journalIndexes.ofAppointment} WHERE clinic_id = ? AND appointment_id = ?`,
      appointmentId,
    ) +
    run('DELETE FROM conversations WHERE clinic_id = ? AND appointment_id = ?', appointmentId)
  );
}
