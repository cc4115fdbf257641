import type { InboxRecord, JournalEntry, PhoneNumber, StoreMaintenance } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';
import { conversationFields, toConversationRecord } from './read-conversations.ts';
import type { ConversationRow } from './read-conversations.ts';
import { inboxFields, toInboxRecord } from './read-inbox.ts';
import { answerFields, snapshotFields, toAnswerRecord, toSnapshotRecord } from './read-fed-appointments.ts';
import type { AnswerRow, SnapshotRow } from './read-fed-appointments.ts';
import {
  journalFields,
  journalIndexes,
  taskFields,
  threadFields,
  toJournalEntry,
  toTask,
  toThreadRecord,
} from './read-others.ts';
import type { TaskRow, ThreadRow } from './read-others.ts';
import { effectFields, toEffectRecord } from './read-outbox.ts';
import type { EffectRow } from './read-outbox.ts';
import { deleteConversation } from './retention.ts';
import { deleteFedAppointments } from './write-fed-appointments.ts';

type PatientQuery = Parameters<StoreMaintenance['exportPatient']>[0];

/** A shared number belongs to several people: rows that name an appointment belong to its patient, the others to the number. */
const ofNumberOnly = 'clinic_id = ? AND appointment_id IS NULL AND phone = ?';

interface PatientRowsQuery {
  readonly ofAppointment: string;
  readonly ofNumber: string;
}

const ofAppointment = 'clinic_id = ? AND appointment_id = ?';

const effectsOfPatient: PatientRowsQuery = {
  ofAppointment: `SELECT ${effectFields} FROM outbox WHERE ${ofAppointment} ORDER BY created_at, rowid`,
  ofNumber: `SELECT ${effectFields} FROM outbox WHERE ${ofNumberOnly} ORDER BY created_at, rowid`,
};
const inboxOfPatient: PatientRowsQuery = {
  ofAppointment: `SELECT ${inboxFields} FROM inbox WHERE ${ofAppointment} ORDER BY rowid`,
  ofNumber: `SELECT ${inboxFields} FROM inbox WHERE clinic_id = ? AND phone = ? ORDER BY rowid`,
};
const tasksOfPatient: PatientRowsQuery = {
  ofAppointment: `SELECT ${taskFields} FROM tasks WHERE ${ofAppointment} ORDER BY raised_at`,
  ofNumber: `SELECT ${taskFields} FROM tasks WHERE ${ofNumberOnly} ORDER BY raised_at`,
};
const journalOfPatient: PatientRowsQuery = {
  ofAppointment: `SELECT ${journalFields} FROM journal ${journalIndexes.ofAppointment} WHERE ${ofAppointment} ORDER BY seq`,
  ofNumber: `SELECT ${journalFields} FROM journal ${journalIndexes.ofPhone} WHERE ${ofNumberOnly} ORDER BY seq`,
};
const selectSnapshots = `SELECT ${snapshotFields} FROM snapshots WHERE clinic_id = ? AND patient_id = ?`;
const selectAnswers = `SELECT ${answerFields} FROM answers WHERE ${ofAppointment} ORDER BY rowid`;
const selectThread = `SELECT ${threadFields} FROM threads WHERE clinic_id = ? AND phone = ?`;

/** The appointments of a patient. What is kept about one whose conversation is another patient's belongs to that one. */
function appointmentsOf({ all, get }: Connection, patientId: string): readonly string[] {
  const conversations = all<{ id: string }>(
    'SELECT appointment_id AS id FROM conversations WHERE clinic_id = ? AND patient_id = ?',
    patientId,
  );
  const snapshots = all<{ id: string }>(
    'SELECT appointment_id AS id FROM snapshots WHERE clinic_id = ? AND patient_id = ?',
    patientId,
  );
  const alone = snapshots.filter(
    ({ id }) => get('SELECT 1 FROM conversations WHERE clinic_id = ? AND appointment_id = ?', id) === undefined,
  );
  return [...conversations, ...alone].map(({ id }) => id);
}

/** Everything about one patient and the given numbers, by table. */
export function exportPatientRows(
  connection: Connection,
  { patientId, phones }: PatientQuery,
): Readonly<Record<string, readonly unknown[]>> {
  const { all } = connection;
  const conversations = all<ConversationRow>(
    `SELECT ${conversationFields} FROM conversations WHERE clinic_id = ? AND patient_id = ? ORDER BY start_at`,
    patientId,
  );
  const ids = appointmentsOf(connection, patientId);
  const own = new Set<string | null>(ids);
  const gather = <Row extends { readonly appointmentId: string | null }>(rows: PatientRowsQuery): Row[] => [
    ...ids.flatMap((id) => all<Row>(rows.ofAppointment, id)),
    // A message that names one of the patient's appointments has been found by it.
    ...phones.flatMap((phone) => all<Row>(rows.ofNumber, phone)).filter((row) => !own.has(row.appointmentId)),
  ];
  return {
    conversations: conversations.map(toConversationRecord),
    threads: phones.flatMap((phone) => all<ThreadRow>(selectThread, phone).map(toThreadRecord)),
    effects: gather<EffectRow>(effectsOfPatient).map(toEffectRecord),
    inbox: gather<InboxRecord>(inboxOfPatient).map(toInboxRecord),
    tasks: gather<TaskRow>(tasksOfPatient).map(toTask),
    journal: gather<JournalEntry>(journalOfPatient).map(toJournalEntry),
    snapshots: all<SnapshotRow>(selectSnapshots, patientId).map(toSnapshotRecord),
    answers: ids.flatMap((id) => all<AnswerRow>(selectAnswers, id).map(toAnswerRecord)),
  };
}

/** Deletes what {@link exportPatientRows} gives, except the consent of numbers that opted out. Returns how many rows went. */
export function erasePatientRows(connection: Connection, { patientId, phones }: PatientQuery): number {
  const { all, run } = connection;
  const ids = appointmentsOf(connection, patientId);
  const snapshots = all<SnapshotRow>(selectSnapshots, patientId);
  let erased = deleteFedAppointments(connection, {
    snapshots: snapshots.map((row) => row.appointmentId),
    answers: ids,
  });
  for (const id of ids) erased += deleteConversation(connection, id);
  for (const phone of phones) {
    for (const table of ['outbox', 'tasks', `journal ${journalIndexes.ofPhone}`]) {
      erased += run(`DELETE FROM ${table} WHERE ${ofNumberOnly}`, phone);
    }
    erased += run('DELETE FROM inbox WHERE clinic_id = ? AND phone = ?', phone);
    erased += eraseThread(connection, phone);
  }
  return erased;
}

/** Of a number that opted out nothing stays but that it did, when and through whom. */
function eraseThread({ clinicId, get, run, statement }: Connection, phone: PhoneNumber): number {
  const row = get<ThreadRow>(selectThread, phone);
  if (row === undefined) return 0;
  if (row.consent !== 'opted-out') return run('DELETE FROM threads WHERE clinic_id = ? AND phone = ?', phone);
  const { consentAt, consentBy, consentLog, sent } = toThreadRecord(row);
  // Of what was said about texts the last word stays: the opt-out.
  const lastWord = consentLog === undefined ? {} : { consentLog: consentLog.slice(-1) };
  const forgotten = { lastTextAt: null, lastUnknownPhoneAt: null, choice: null, wrongFor: [], failure: null };
  const kept = {
    consentAt,
    consentBy,
    ...lastWord,
    sent: { day: sent.day, texts: 0, callIns: 0 },
    ...forgotten,
  };
  statement('UPDATE threads SET version = version + 1, thread = ? WHERE clinic_id = ? AND phone = ?').run(
    JSON.stringify(kept),
    clinicId,
    phone,
  );
  return 0;
}
