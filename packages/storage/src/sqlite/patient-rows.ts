import type { PhoneNumber, StoreMaintenance } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';
import { conversationFields, toConversationRecord } from './read-conversations.ts';
import { inboxFields } from './read-inbox.ts';
import { journalFields, taskFields, threadFields, toJournalEntry, toTask, toThreadRecord } from './read-others.ts';
import { effectFields, toEffectRecord } from './read-outbox.ts';
import { deleteConversation } from './retention.ts';

type PatientQuery = Parameters<StoreMaintenance['exportPatient']>[0];

/** A shared number belongs to several people: rows that name an appointment belong to its patient, the others to the number. */
const ofNumberOnly = 'clinic_id = ? AND appointment_id IS NULL AND phone = ?';

/** Everything about one patient and the given numbers, by table. */
export function exportPatientRows(
  { all }: Connection,
  { patientId, phones }: PatientQuery,
): Readonly<Record<string, readonly unknown[]>> {
  const conversations = all<Parameters<typeof toConversationRecord>[0]>(
    `SELECT ${conversationFields} FROM conversations WHERE clinic_id = ? AND patient_id = ? ORDER BY start_at`,
    patientId,
  );
  const gather = <Row>(fields: string, table: string, ofNumber: string, order: string): Row[] => {
    const select = `SELECT ${order} AS rank, ${fields} FROM ${table} WHERE`;
    const byRank = new Map<number, Row>();
    const found = [
      ...conversations.flatMap((row) =>
        all<Row & { rank: number }>(`${select} clinic_id = ? AND appointment_id = ?`, row.appointmentId),
      ),
      ...phones.flatMap((phone) => all<Row & { rank: number }>(`${select} ${ofNumber}`, phone)),
    ];
    // A message may be found twice: by its appointment and by its number.
    for (const { rank, ...row } of found.sort((a, b) => a.rank - b.rank)) byRank.set(rank, row as Row);
    return [...byRank.values()];
  };
  return {
    conversations: conversations.map(toConversationRecord),
    threads: phones.flatMap((phone) =>
      all<Parameters<typeof toThreadRecord>[0]>(
        `SELECT ${threadFields} FROM threads WHERE clinic_id = ? AND phone = ?`,
        phone,
      ).map(toThreadRecord),
    ),
    effects: gather<Parameters<typeof toEffectRecord>[0]>(effectFields, 'outbox', ofNumberOnly, 'rowid').map(
      toEffectRecord,
    ),
    inbox: gather<object>(inboxFields, 'inbox', 'clinic_id = ? AND phone = ?', 'rowid'),
    tasks: gather<Parameters<typeof toTask>[0]>(taskFields, 'tasks', ofNumberOnly, 'rowid').map(toTask),
    journal: gather<Parameters<typeof toJournalEntry>[0]>(journalFields, 'journal', ofNumberOnly, 'seq').map(
      toJournalEntry,
    ),
  };
}

/** Deletes what {@link exportPatientRows} gives, except the consent of numbers that opted out. Returns how many rows went. */
export function erasePatientRows(connection: Connection, { patientId, phones }: PatientQuery): number {
  const { all, run } = connection;
  const conversations = all<{ id: string }>(
    'SELECT appointment_id AS id FROM conversations WHERE clinic_id = ? AND patient_id = ?',
    patientId,
  );
  let erased = 0;
  for (const { id } of conversations) erased += deleteConversation(connection, id);
  for (const phone of phones) {
    for (const table of ['outbox', 'tasks', 'journal'])
      erased += run(`DELETE FROM ${table} WHERE ${ofNumberOnly}`, phone);
    erased += run('DELETE FROM inbox WHERE clinic_id = ? AND phone = ?', phone);
    erased += eraseThread(connection, phone);
  }
  return erased;
}

/** Of a number that opted out nothing stays but that it did, when and through whom. */
function eraseThread({ clinicId, get, run, statement }: Connection, phone: PhoneNumber): number {
  const row = get<Parameters<typeof toThreadRecord>[0]>(
    `SELECT ${threadFields} FROM threads WHERE clinic_id = ? AND phone = ?`,
    phone,
  );
  if (row === undefined) return 0;
  if (row.consent !== 'opted-out') return run('DELETE FROM threads WHERE clinic_id = ? AND phone = ?', phone);
  const { consentAt, consentBy, sent } = toThreadRecord(row);
  const forgotten = { lastTextAt: null, lastUnknownPhoneAt: null, choice: null, wrongFor: [], failure: null };
  const kept = { consentAt, consentBy, sent: { day: sent.day, texts: 0, callIns: 0 }, ...forgotten };
  statement('UPDATE threads SET version = version + 1, thread = ? WHERE clinic_id = ? AND phone = ?').run(
    JSON.stringify(kept),
    clinicId,
    phone,
  );
  return 0;
}
