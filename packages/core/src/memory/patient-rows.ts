import type { StoreMaintenance } from '../ports/conversation-store/store-maintenance.ts';
import type { EffectRecord, JournalEntry } from '../ports/conversation-store/records.ts';
import type { PhoneNumber } from '../phone-number.ts';
import { frozenCopy } from './conversation-tables.ts';
import type { ConversationTables, WrittenSnapshot } from './conversation-tables.ts';

type PatientQuery = Parameters<StoreMaintenance['exportPatient']>[0];

/** Everything about one patient and the given numbers, by table. */
export function exportPatientRows(
  tables: ConversationTables,
  query: PatientQuery,
): Readonly<Record<string, readonly unknown[]>> {
  const belongs = belonging(tables, query);
  return {
    conversations: [...tables.conversations.values()].filter(belongs.toPatient),
    threads: [...tables.threads.values()].filter((thread) => query.phones.includes(thread.phone)),
    effects: [...tables.effects.values()].filter(belongs.effect),
    inbox: [...tables.inbox.values()].filter(belongs.message),
    tasks: [...tables.tasks.values()].filter(belongs.line),
    journal: tables.journal.filter(belongs.line),
    snapshots: [...tables.snapshots.values()].filter(belongs.snapshot).map(({ record }) => record),
    answers: [...tables.answers.values()].filter(belongs.answer),
  };
}

/** Deletes what {@link exportPatientRows} gives, except the consent of numbers that opted out. Returns how many rows went. */
export function erasePatientRows(tables: ConversationTables, query: PatientQuery): number {
  const belongs = belonging(tables, query);
  const lines = tables.journal.length;
  tables.journal = tables.journal.filter((line) => !belongs.line(line));
  return (
    lines -
    tables.journal.length +
    deleteWhere(tables.effects, belongs.effect) +
    deleteWhere(tables.inbox, belongs.message) +
    deleteWhere(tables.tasks, belongs.line) +
    eraseThreads(tables, query.phones) +
    deleteWhere(tables.answers, belongs.answer) +
    removeSnapshots(tables, belongs.snapshot) +
    deleteWhere(tables.conversations, belongs.toPatient)
  );
}

/** Deletes closed conversations that started before a moment with all that belongs to them. Returns how many conversations. */
export function purgeConversationRows(tables: ConversationTables, before: number): number {
  const gone = new Set<string | null>();
  for (const record of tables.conversations.values()) {
    if (!record.isLive && record.startAt < before) gone.add(record.appointmentId);
  }
  const isGone = (row: { readonly appointmentId: string | null }): boolean => gone.has(row.appointmentId);
  for (const table of [tables.effects, tables.inbox, tables.tasks]) deleteWhere(table, isGone);
  purgeFedAppointments(tables, before);
  const isOldRefusal = ({ event, at }: JournalEntry): boolean => event === 'event-refused' && at < before;
  tables.journal = tables.journal.filter((line) => !isGone(line) && !isOldRefusal(line));
  return deleteWhere(tables.conversations, isGone);
}

/** What no conversation needs any more, whether there was one or not. */
function purgeFedAppointments(tables: ConversationTables, before: number): void {
  const gone = new Set<string>();
  for (const [id, { record }] of tables.snapshots) {
    const isNeeded = tables.conversations.get(id)?.isLive === true;
    if (!isNeeded && (record.appointment?.startAt ?? record.storedAt) < before) gone.add(id);
  }
  deleteWhere(tables.answers, ({ appointmentId }) => gone.has(appointmentId));
  removeSnapshots(tables, ({ record }) => gone.has(record.appointmentId));
}

function removeSnapshots(tables: ConversationTables, isMeant: (row: WrittenSnapshot) => boolean): number {
  const removed = deleteWhere(tables.snapshots, isMeant);
  if (removed > 0) tables.snapshotMark = { ...tables.snapshotMark, removed: tables.snapshotMark.removed + 1 };
  return removed;
}

/** Sets the bodies of finished effects and handled messages older than a moment to null. Returns how many. */
export function purgeBodyRows(tables: ConversationTables, before: number): number {
  let purged = 0;
  for (const [id, row] of tables.effects) {
    if (row.body === null || row.finishedAt === null || row.finishedAt >= before) continue;
    tables.effects.set(id, frozenCopy({ ...row, body: null }));
    purged += 1;
  }
  for (const [id, row] of tables.inbox) {
    if (row.body === null || row.outcome === null || row.storedAt >= before) continue;
    tables.inbox.set(id, frozenCopy({ ...row, body: null }));
    purged += 1;
  }
  return purged;
}

/** A shared number belongs to several people: rows that name an appointment belong to its patient, the others to the number. */
function belonging(tables: ConversationTables, query: PatientQuery) {
  const appointments = new Set<string | null>();
  for (const record of tables.conversations.values()) {
    if (record.patientId === query.patientId) appointments.add(record.appointmentId);
  }
  for (const { record } of tables.snapshots.values()) {
    const isOthers = (tables.conversations.get(record.appointmentId)?.patientId ?? query.patientId) !== query.patientId;
    if (record.appointment?.patient.id === query.patientId && !isOthers) appointments.add(record.appointmentId);
  }
  const isOf = (appointmentId: string | null, phone: PhoneNumber | null): boolean =>
    appointments.has(appointmentId) || (appointmentId === null && phone !== null && query.phones.includes(phone));
  return {
    toPatient: (row: { readonly patientId: string }) => row.patientId === query.patientId,
    line: (row: { readonly appointmentId: string | null; readonly phone: PhoneNumber | null }) =>
      isOf(row.appointmentId, row.phone),
    snapshot: ({ record }: WrittenSnapshot) => record.appointment?.patient.id === query.patientId,
    answer: (row: { readonly appointmentId: string }) => appointments.has(row.appointmentId),
    effect: (row: EffectRecord) => isOf(row.appointmentId, row.effect.type === 'send-message' ? row.effect.to : null),
    message: (row: { readonly appointmentId: string | null; readonly phone: PhoneNumber | null }) =>
      appointments.has(row.appointmentId) || (row.phone !== null && query.phones.includes(row.phone)),
  };
}

function eraseThreads(tables: ConversationTables, phones: readonly PhoneNumber[]): number {
  let erased = 0;
  for (const phone of phones) {
    const thread = tables.threads.get(phone);
    if (thread === undefined) continue;
    if (thread.consent !== 'opted-out') {
      tables.threads.delete(phone);
      erased += 1;
      continue;
    }
    const { consent, consentAt, consentBy, version, sent } = thread;
    // Of what was said about texts the last word stays: the opt-out.
    const lastWord = thread.consentLog === undefined ? {} : { consentLog: thread.consentLog.slice(-1) };
    const kept = { phone, version: version + 1, consent, consentAt, consentBy, ...lastWord };
    const forgotten = { lastTextAt: null, lastUnknownPhoneAt: null, choice: null, wrongFor: [], failure: null };
    tables.threads.set(phone, frozenCopy({ ...kept, ...forgotten, sent: { day: sent.day, texts: 0, callIns: 0 } }));
  }
  return erased;
}

function deleteWhere<T>(table: Map<string, T>, isMeant: (row: T) => boolean): number {
  let deleted = 0;
  for (const [key, row] of table) {
    if (isMeant(row) && table.delete(key)) deleted += 1;
  }
  return deleted;
}
