import type { Commit, CommitResult, TaskChange } from '../ports/conversation-store/conversation-store.ts';
import { documentKey, frozenCopy } from './conversation-tables.ts';
import type { ConversationTables } from './conversation-tables.ts';

/** Writes all of a commit or, where an expectation does not hold, nothing. */
export function applyCommit(tables: ConversationTables, commit: Commit): CommitResult {
  const undo: (() => void)[] = [];
  const holds =
    writeVersioned(tables.conversations, commit.conversations ?? [], (record) => record.appointmentId, undo) &&
    writeVersioned(tables.threads, commit.threads ?? [], (record) => record.phone, undo) &&
    writeEffects(tables, commit, undo) &&
    writeInbox(tables, commit, undo) &&
    writeTasks(tables, commit, undo) &&
    writeSnapshots(tables, commit, undo) &&
    writeAnswers(tables, commit, undo);
  if (!holds) {
    for (const step of undo.reverse()) step();
    return 'conflict';
  }
  for (const line of commit.journal ?? []) tables.journal.push(frozenCopy(line));
  for (const document of commit.documents ?? []) {
    if (document.value === null) tables.documents.delete(documentKey(document));
    else tables.documents.set(documentKey(document), frozenCopy(document));
  }
  return 'committed';
}

type Undo = (() => void)[];

function put<T>(table: Map<string, T>, key: string, value: T, undo: Undo): void {
  const before = table.get(key);
  undo.push(() => (before === undefined ? table.delete(key) : table.set(key, before)));
  table.set(key, frozenCopy(value));
}

function writeVersioned<T extends { readonly version: number }>(
  table: Map<string, T>,
  records: readonly T[],
  keyOf: (record: T) => string,
  undo: Undo,
): boolean {
  return records.every((record) => {
    if ((table.get(keyOf(record))?.version ?? 0) !== record.version) return false;
    put(table, keyOf(record), { ...record, version: record.version + 1 }, undo);
    return true;
  });
}

function insertNew<T>(table: Map<string, T>, records: readonly T[], keyOf: (record: T) => string, undo: Undo): void {
  for (const record of records) {
    if (!table.has(keyOf(record))) put(table, keyOf(record), record, undo);
  }
}

function writeEffects({ effects }: ConversationTables, commit: Commit, undo: Undo): boolean {
  const isTaken = (commit.effects ?? []).some(({ id, status }) => status === 'claimed' && effects.has(id));
  if (isTaken) return false;
  insertNew(effects, commit.effects ?? [], (record) => record.id, undo);
  return (commit.effectChanges ?? []).every((change) => {
    const stored = effects.get(change.id);
    if (stored?.status !== change.from) return false;
    put(effects, change.id, { ...stored, ...change.set }, undo);
    return true;
  });
}

function writeInbox({ inbox }: ConversationTables, commit: Commit, undo: Undo): boolean {
  const isKnown = (commit.inbox ?? []).some(({ gatewayId, outcome }) => outcome !== null && inbox.has(gatewayId));
  if (isKnown) return false;
  insertNew(inbox, commit.inbox ?? [], (record) => record.gatewayId, undo);
  return (commit.inboxChanges ?? []).every((change) => {
    const stored = inbox.get(change.gatewayId);
    if (stored === undefined || stored.outcome !== null) return false;
    put(inbox, change.gatewayId, { ...stored, ...change }, undo);
    return true;
  });
}

function writeTasks({ tasks }: ConversationTables, commit: Commit, undo: Undo): boolean {
  insertNew(tasks, commit.tasks ?? [], (record) => record.id, undo);
  return (commit.taskChanges ?? []).every((change: TaskChange) => {
    const stored = tasks.get(change.id);
    if (stored === undefined) return false;
    if (change.type === 'escalate') {
      put(tasks, change.id, { ...stored, escalatedAt: change.at }, undo);
      return true;
    }
    if (stored.resolvedAt !== null) return false;
    put(tasks, change.id, { ...stored, resolvedAt: change.at, resolvedBy: change.by }, undo);
    return true;
  });
}

function writeSnapshots(tables: ConversationTables, commit: Commit, undo: Undo): boolean {
  return (commit.snapshots ?? []).every((record) => {
    const before = tables.snapshots.get(record.appointmentId);
    if ((before?.record.version ?? 0) !== record.version) return false;
    const written = tables.snapshotMark.written + 1;
    tables.snapshotMark = { ...tables.snapshotMark, written };
    put(tables.snapshots, record.appointmentId, { record: { ...record, version: record.version + 1 }, written }, undo);
    return true;
  });
}

function writeAnswers({ answers }: ConversationTables, commit: Commit, undo: Undo): boolean {
  insertNew(answers, commit.answers ?? [], (record) => record.id, undo);
  return (commit.answerChanges ?? []).every((change) => {
    const stored = answers.get(change.id);
    if (stored?.status !== 'waiting' || stored.attempts !== change.attempts) return false;
    put(answers, change.id, { ...stored, ...change.set }, undo);
    return true;
  });
}
