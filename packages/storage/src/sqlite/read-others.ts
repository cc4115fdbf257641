import type {
  ConversationStore,
  DocumentRecord,
  JournalEntry,
  JsonValue,
  Task,
  ThreadRecord,
} from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { RecordCache } from './record-cache.ts';
import type { SynchronousReads } from './synchronous-reads.ts';

/** A row of the threads, as {@link threadFields} selects it. */
export type ThreadRow = Pick<ThreadRecord, 'phone' | 'version' | 'consent'> & { readonly thread: string };
/** A row of the tasks, as {@link taskFields} selects it. */
export type TaskRow = Omit<Task, 'isUrgent'> & { readonly isUrgent: number };
type DocumentRow = Omit<DocumentRecord, 'value'> & { readonly value: string };

/** The fields of a journal line, for a SELECT. */
export const journalFields = 'at, appointment_id AS appointmentId, phone, "by", event, "from", "to", reason';
/**
 * The index to name after the journal. Left alone, SQLite would rather walk through the whole journal of the clinic, as that
 * comes in the order of its key.
 */
export const journalIndexes = {
  ofAppointment: 'INDEXED BY journal_of_appointment',
  ofPhone: 'INDEXED BY journal_of_phone',
} as const;
/** The fields of a thread, for a SELECT. */
export const threadFields = 'phone, version, consent, thread';
/** The fields of a task, for a SELECT. */
export const taskFields = `id, kind, appointment_id AS appointmentId, phone, reason, next_action AS nextAction,
  is_urgent AS isUrgent, raised_at AS raisedAt, escalated_at AS escalatedAt, resolved_at AS resolvedAt,
  resolved_by AS resolvedBy, stands_for AS standsFor`;

const selectLine = `SELECT ${journalFields} FROM journal`;
const selectTask = `SELECT ${taskFields} FROM tasks WHERE clinic_id = ?`;
const selectDocument = 'SELECT kind, id, value FROM documents WHERE clinic_id = ? AND kind = ?';

/** Makes the record of a thread's row. */
export function toThreadRecord({ phone, version, consent, thread }: ThreadRow): ThreadRecord {
  // Only commits of this store write the column, from the rest of a ThreadRecord.
  const rest = JSON.parse(thread) as Omit<ThreadRecord, 'phone' | 'version' | 'consent'>;
  return { phone, version, consent, ...rest };
}

/** Makes the task of a row. */
export function toTask(row: TaskRow): Task {
  return { ...row, isUrgent: row.isUrgent === 1 };
}

/** Makes the journal line of a row; SQLite's rows have no prototype. */
export function toJournalEntry(row: JournalEntry): JournalEntry {
  return { ...row };
}

function toDocument({ kind, id, value }: DocumentRow): DocumentRecord {
  // Only commits of this store write the column, from a JsonValue.
  return { kind, id, value: JSON.parse(value) as JsonValue };
}

/** The reads of threads, journal, tasks and documents. */
export function otherReads(
  { get, all }: Connection,
  threads: RecordCache<ThreadRecord>,
): SynchronousReads<
  Pick<
    ConversationStore,
    | 'thread'
    | 'journalOfAppointment'
    | 'journal'
    | 'task'
    | 'openTasks'
    | 'tasksOfAppointment'
    | 'document'
    | 'documents'
  >
> {
  return {
    thread: ({ phone }) => {
      const kept = threads.get(phone);
      if (kept !== undefined) return kept;
      const row = get<ThreadRow>(`SELECT ${threadFields} FROM threads WHERE clinic_id = ? AND phone = ?`, phone);
      if (row === undefined) return null;
      const record = toThreadRecord(row);
      threads.keep(phone, record);
      return record;
    },
    journalOfAppointment: ({ appointmentId }) =>
      all<JournalEntry>(
        `${selectLine} ${journalIndexes.ofAppointment} WHERE clinic_id = ? AND appointment_id = ? ORDER BY seq`,
        appointmentId,
      ).map(toJournalEntry),
    journal: ({ limit }) =>
      all<JournalEntry>(`${selectLine} WHERE clinic_id = ? ORDER BY seq DESC ${atMost}`, limit).map(toJournalEntry),
    task: ({ id }) => {
      const row = get<TaskRow>(`${selectTask} AND id = ?`, id);
      return row === undefined ? null : toTask(row);
    },
    openTasks: () =>
      all<TaskRow>(`${selectTask} AND resolved_at IS NULL ORDER BY is_urgent DESC, raised_at, rowid`).map(toTask),
    tasksOfAppointment: ({ appointmentId }) =>
      all<TaskRow>(`${selectTask} AND appointment_id = ? ORDER BY raised_at, rowid`, appointmentId).map(toTask),
    document: ({ kind, id }) => {
      const row = get<DocumentRow>(`${selectDocument} AND id = ?`, kind, id);
      return row === undefined ? null : toDocument(row);
    },
    documents: ({ kind }) => all<DocumentRow>(`${selectDocument} ORDER BY id`, kind).map(toDocument),
  };
}
