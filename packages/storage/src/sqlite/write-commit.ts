import type { StatementSync } from 'node:sqlite';
import type { Commit, ConversationRecord, InboxChange, JournalEntry, ThreadRecord } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';
import { ExpectationFailed } from './group-commit.ts';
import { createAnswerWriter, createSnapshotWriter } from './write-fed-appointments.ts';
import { createOutboxWriter } from './write-outbox.ts';
import { createTaskWriter } from './write-tasks.ts';

/**
 * Makes the function that writes one commit inside a transaction. Statements are prepared once.
 *
 * Every expectation is part of the statement that writes (`WHERE version = ?`), so that nothing is read first. Where one does
 * not hold the function throws ExpectationFailed, and the transaction undoes what it had written.
 */
export function createCommitWriter(connection: Connection): (commit: Commit) => void {
  const writeConversation = createConversationWriter(connection);
  const writeThread = createThreadWriter(connection);
  const writeSnapshot = createSnapshotWriter(connection);
  const answers = createAnswerWriter(connection);
  const outbox = createOutboxWriter(connection);
  const inbox = createInboxWriter(connection);
  const tasks = createTaskWriter(connection);
  const writeLine = createJournalWriter(connection);
  const writeDocument = createDocumentWriter(connection);

  return (commit) => {
    let hasWritten = false;
    const expect = (holds: boolean): void => {
      if (!holds) throw new ExpectationFailed(hasWritten);
      hasWritten = true;
    };
    for (const record of commit.conversations ?? []) expect(writeConversation(record));
    for (const record of commit.threads ?? []) expect(writeThread(record));
    for (const record of commit.snapshots ?? []) expect(writeSnapshot(record));
    for (const record of commit.answers ?? []) hasWritten = answers.insert(record) || hasWritten;
    for (const change of commit.answerChanges ?? []) expect(answers.change(change));
    for (const record of commit.effects ?? []) {
      const isNew = outbox.insert(record);
      if (record.status === 'claimed') expect(isNew);
      hasWritten = isNew || hasWritten;
    }
    for (const change of commit.effectChanges ?? []) expect(outbox.change(change));
    for (const record of commit.inbox ?? []) {
      const isNew = inbox.insert(record);
      if (record.outcome !== null) expect(isNew);
      hasWritten = isNew || hasWritten;
    }
    for (const change of commit.inboxChanges ?? []) expect(inbox.change(change));
    for (const task of commit.tasks ?? []) hasWritten = tasks.insert(task) || hasWritten;
    for (const change of commit.taskChanges ?? []) expect(tasks.change(change));
    for (const line of commit.journal ?? []) writeLine(line);
    for (const document of commit.documents ?? []) writeDocument(document);
  };
}

function hasChanged(result: ReturnType<StatementSync['run']>): boolean {
  return result.changes === 1;
}

function createConversationWriter({ clinicId, statement }: Connection): (record: ConversationRecord) => boolean {
  const insert = statement(`
    INSERT INTO conversations
      (clinic_id, appointment_id, version, patient_id, phone, day, start_at, due_at, is_live, state)
    VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  // An update touches the index of every column that it names, changed or not. What seldom changes is therefore only
  // compared; when something of it has changed no row is found, and the second statement writes it all.
  const move = statement(`
    UPDATE conversations SET version = version + 1, due_at = ?, state = ?
    WHERE clinic_id = ? AND appointment_id = ? AND version = ?
      AND patient_id = ? AND phone IS ? AND day = ? AND start_at = ? AND is_live = ?`);
  const rewrite = statement(`
    UPDATE conversations SET version = version + 1, due_at = ?, state = ?,
      patient_id = ?, phone = ?, day = ?, start_at = ?, is_live = ?
    WHERE clinic_id = ? AND appointment_id = ? AND version = ?`);

  return (record) => {
    const { appointmentId, version, patientId, phone, day, startAt, dueAt } = record;
    const isLive = record.isLive ? 1 : 0;
    const state = JSON.stringify(record.state);
    if (version === 0) {
      return hasChanged(insert.run(clinicId, appointmentId, patientId, phone, day, startAt, dueAt, isLive, state));
    }
    const key = [clinicId, appointmentId, version] as const;
    return (
      hasChanged(move.run(dueAt, state, ...key, patientId, phone, day, startAt, isLive)) ||
      hasChanged(rewrite.run(dueAt, state, patientId, phone, day, startAt, isLive, ...key))
    );
  };
}

function createThreadWriter({ clinicId, statement }: Connection): (record: ThreadRecord) => boolean {
  const insert = statement(`
    INSERT INTO threads (clinic_id, phone, version, consent, thread) VALUES (?, ?, 1, ?, ?) ON CONFLICT DO NOTHING`);
  const update = statement(`
    UPDATE threads SET version = version + 1, consent = ?, thread = ?
    WHERE clinic_id = ? AND phone = ? AND version = ?`);
  return ({ phone, version, consent, ...rest }) => {
    const thread = JSON.stringify(rest);
    if (version === 0) return hasChanged(insert.run(clinicId, phone, consent, thread));
    return hasChanged(update.run(consent, thread, clinicId, phone, version));
  };
}

function createInboxWriter({ clinicId, statement }: Connection) {
  const insert = statement(`
    INSERT INTO inbox (clinic_id, gateway_id, phone, "from", "to", body, received_at, stored_at, carrier_keyword,
      outcome, intent, appointment_id, reason, handled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const update = statement(`
    UPDATE inbox SET outcome = ?, intent = ?, appointment_id = ?, reason = ?, handled_at = ?
    WHERE clinic_id = ? AND gateway_id = ? AND outcome IS NULL`);
  return {
    insert: (record: NonNullable<Commit['inbox']>[number]): boolean => {
      const { gatewayId, phone, from, to, body, receivedAt, storedAt, carrierKeyword } = record;
      const { outcome, intent, appointmentId, reason, handledAt } = record;
      const message = [gatewayId, phone, from, to, body, receivedAt, storedAt, carrierKeyword] as const;
      return hasChanged(insert.run(clinicId, ...message, outcome, intent, appointmentId, reason, handledAt));
    },
    change: ({ gatewayId, outcome, intent, appointmentId, reason, handledAt }: InboxChange): boolean =>
      hasChanged(update.run(outcome, intent, appointmentId, reason, handledAt, clinicId, gatewayId)),
  };
}

function createJournalWriter({ clinicId, statement }: Connection): (line: JournalEntry) => void {
  const insert = statement(`
    INSERT INTO journal (clinic_id, seq, at, appointment_id, phone, "by", event, "from", "to", reason)
    VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE clinic_id = ?), ?, ?, ?, ?, ?, ?, ?, ?)`);
  return ({ at, appointmentId, phone, by, event, from, to, reason }) => {
    insert.run(clinicId, clinicId, at, appointmentId, phone, by, event, from, to, reason);
  };
}

function createDocumentWriter({ clinicId, statement }: Connection) {
  const upsert = statement(`
    INSERT INTO documents (clinic_id, kind, id, value) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET value = excluded.value`);
  const remove = statement('DELETE FROM documents WHERE clinic_id = ? AND kind = ? AND id = ?');
  return ({ kind, id, value }: NonNullable<Commit['documents']>[number]): void => {
    if (value === null) remove.run(clinicId, kind, id);
    else upsert.run(clinicId, kind, id, JSON.stringify(value));
  };
}
