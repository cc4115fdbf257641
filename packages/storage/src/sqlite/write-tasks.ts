import type { Task, TaskChange } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';

/** Makes the functions that insert and change tasks. Both tell whether they wrote. */
export function createTaskWriter({ clinicId, statement }: Connection) {
  const insert = statement(`
    INSERT INTO tasks (clinic_id, id, kind, appointment_id, phone, reason, next_action, is_urgent, raised_at,
      escalated_at, resolved_at, resolved_by, stands_for)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const resolve = statement(`
    UPDATE tasks SET resolved_at = ?, resolved_by = ? WHERE clinic_id = ? AND id = ? AND resolved_at IS NULL`);
  const escalate = statement('UPDATE tasks SET escalated_at = ? WHERE clinic_id = ? AND id = ?');

  return {
    insert: (task: Task): boolean => {
      const { id, kind, appointmentId, phone, reason, nextAction, isUrgent } = task;
      const { raisedAt, escalatedAt, resolvedAt, resolvedBy, standsFor } = task;
      const subject = [id, kind, appointmentId, phone, reason, nextAction, isUrgent ? 1 : 0] as const;
      const result = insert.run(clinicId, ...subject, raisedAt, escalatedAt, resolvedAt, resolvedBy, standsFor);
      return result.changes === 1;
    },
    change: (change: TaskChange): boolean => {
      const { id, at } = change;
      const result =
        change.type === 'resolve' ? resolve.run(at, change.by, clinicId, id) : escalate.run(at, clinicId, id);
      return result.changes === 1;
    },
  };
}
