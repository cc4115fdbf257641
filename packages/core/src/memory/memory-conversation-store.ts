import type { ConversationStore } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { applyCommit } from './apply-commit.ts';
import { createConversationTables, documentKey } from './conversation-tables.ts';
import type { ConversationTables } from './conversation-tables.ts';
import type { AnswerRecord, FedAppointments, SnapshotRecord } from '../ports/conversation-store/fed-appointments.ts';
import { erasePatientRows, exportPatientRows, purgeBodyRows, purgeConversationRows } from './patient-rows.ts';

/**
 * Makes a store that keeps everything in memory, for tests and first steps. Nothing survives the process.
 *
 * Records go in as copies and come out frozen, so that nobody can change what is stored but by a commit.
 */
export function createMemoryConversationStore(): ConversationStore {
  const tables = createConversationTables();
  return {
    open: async () => {},
    close: async () => {},
    commit: async (commit) => applyCommit(tables, commit),
    ...conversationReads(tables),
    ...inboxReads(tables),
    ...effectReads(tables),
    ...otherReads(tables),
    ...fedAppointments(tables),
    ...maintenance(tables),
  };
}

/** Every method is async, so that a failure rejects as it does in stores that do I/O. */
type Part<Name extends keyof ConversationStore> = Pick<ConversationStore, Name>;

const byStart = (a: ConversationRecord, b: ConversationRecord): number =>
  a.startAt - b.startAt || compareText(a.appointmentId, b.appointmentId);

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function conversationReads({
  conversations,
}: ConversationTables): Part<
  'conversation' | 'conversationsOfDay' | 'conversationsOfPhone' | 'dueConversations' | 'liveConversations'
> {
  const where = (isMeant: (record: ConversationRecord) => boolean): ConversationRecord[] =>
    [...conversations.values()].filter(isMeant).sort(byStart);
  return {
    conversation: async ({ appointmentId }) => conversations.get(appointmentId) ?? null,
    conversationsOfDay: async ({ day }) => where((record) => record.day === day),
    conversationsOfPhone: async ({ phone, from, to }) =>
      where((record) => record.phone === phone && record.startAt >= from && record.startAt < to),
    dueConversations: async ({ now, limit }) =>
      where((record) => (record.dueAt ?? Infinity) <= now)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit),
    liveConversations: async ({ before }) => where((record) => record.isLive && record.startAt < before),
  };
}

function inboxReads({
  inbox,
}: ConversationTables): Part<'pendingInbox' | 'inboxMessage' | 'inboxOfPhone' | 'unknownInbox'> {
  const since = (moment: number) =>
    [...inbox.values()].filter((record) => record.storedAt >= moment).sort((a, b) => a.storedAt - b.storedAt);
  return {
    pendingInbox: async ({ limit, phone }) =>
      [...inbox.values()]
        .filter((record) => record.outcome === null && (phone === undefined || record.phone === phone))
        .slice(0, limit),
    inboxMessage: async ({ gatewayId }) => inbox.get(gatewayId) ?? null,
    inboxOfPhone: async ({ phone, since: moment }) => since(moment).filter((record) => record.phone === phone),
    unknownInbox: async ({ since: moment }) => since(moment).filter((record) => record.outcome === 'unknown'),
  };
}

function effectReads({
  conversations,
  effects,
}: ConversationTables): Part<
  | 'dueEffects'
  | 'effect'
  | 'effectsOfAppointment'
  | 'effectsOfPhone'
  | 'effectsOfStatus'
  | 'undeliveredEffects'
  | 'nextDueAt'
> {
  const inOrder = (isMeant: (row: EffectRecord) => boolean): EffectRecord[] =>
    [...effects.values()].filter(isMeant).sort((a, b) => a.createdAt - b.createdAt);
  const isFree = (row: EffectRecord): boolean => {
    if (row.status !== 'waiting') return false;
    if (row.effect.after === null) return true;
    const status = effects.get(row.effect.after)?.status;
    return status === 'done' || status === 'failed' || status === 'dropped';
  };
  const lane = ({ effect }: EffectRecord): number =>
    effect.type === 'send-message' && effect.urgency === 'call-in' ? 0 : 1;
  return {
    dueEffects: async ({ now, limit }) =>
      [...effects.values()]
        .filter((row) => row.dueAt <= now && isFree(row))
        .sort((a, b) => lane(a) - lane(b) || a.dueAt - b.dueAt)
        .slice(0, limit),
    effect: async ({ id }) => effects.get(id) ?? null,
    effectsOfAppointment: async ({ appointmentId }) => inOrder((row) => row.appointmentId === appointmentId),
    effectsOfPhone: async ({ phone, since }) =>
      inOrder((row) => row.effect.type === 'send-message' && row.effect.to === phone && row.createdAt >= since),
    effectsOfStatus: async ({ status, limit }) => inOrder((row) => row.status === status).slice(0, limit),
    undeliveredEffects: async ({ since, limit }) =>
      inOrder(
        (row) =>
          row.status === 'done' &&
          (row.delivery === 'accepted' || row.delivery === 'sent') &&
          (row.finishedAt ?? -Infinity) >= since,
      )
        .sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0))
        .slice(0, limit),
    nextDueAt: async () => {
      const moments = [...conversations.values()].map((record) => record.dueAt ?? Infinity);
      for (const row of effects.values()) if (isFree(row)) moments.push(row.dueAt);
      const earliest = moments.reduce((a, b) => Math.min(a, b), Infinity);
      return earliest === Infinity ? null : earliest;
    },
  };
}

function otherReads(
  tables: ConversationTables,
): Part<
  'thread' | 'journalOfAppointment' | 'journal' | 'task' | 'openTasks' | 'tasksOfAppointment' | 'document' | 'documents'
> {
  const { threads, tasks, documents } = tables;
  return {
    thread: async ({ phone }) => threads.get(phone) ?? null,
    journalOfAppointment: async ({ appointmentId }) =>
      tables.journal.filter((line) => line.appointmentId === appointmentId),
    journal: async ({ limit }) => tables.journal.slice(Math.max(0, tables.journal.length - limit)).reverse(),
    task: async ({ id }) => tasks.get(id) ?? null,
    openTasks: async () =>
      [...tasks.values()]
        .filter((task) => task.resolvedAt === null)
        .sort((a, b) => Number(b.isUrgent) - Number(a.isUrgent) || a.raisedAt - b.raisedAt),
    tasksOfAppointment: async ({ appointmentId }) =>
      [...tasks.values()]
        .filter((task) => task.appointmentId === appointmentId)
        .sort((a, b) => a.raisedAt - b.raisedAt),
    document: async (query) => documents.get(documentKey(query)) ?? null,
    documents: async ({ kind }) =>
      [...documents.values()].filter((document) => document.kind === kind).sort((a, b) => compareText(a.id, b.id)),
  };
}

function fedAppointments(tables: ConversationTables): FedAppointments {
  const { snapshots, answers } = tables;
  const startOf = ({ appointment }: SnapshotRecord): number => appointment?.startAt ?? -Infinity;
  return {
    snapshot: async ({ appointmentId }) => snapshots.get(appointmentId)?.record ?? null,
    snapshotsBetween: async ({ from, to }) =>
      [...snapshots.values()]
        .map(({ record }) => record)
        .filter((record) => startOf(record) >= from && startOf(record) < to)
        .sort((a, b) => startOf(a) - startOf(b) || compareText(a.appointmentId, b.appointmentId)),
    snapshotsSince: async ({ written, limit }) =>
      [...snapshots.values()]
        .filter((snapshot) => snapshot.written > written)
        .sort((a, b) => a.written - b.written)
        .slice(0, limit)
        .map(({ record }) => record),
    snapshotMark: async () => tables.snapshotMark,
    waitingAnswers: async ({ limit }) => [...answers.values()].filter(isWaiting).slice(0, limit),
    answersOfAppointment: async ({ appointmentId }) =>
      [...answers.values()].filter((answer) => answer.appointmentId === appointmentId),
  };
}

function isWaiting({ status }: AnswerRecord): boolean {
  return status === 'waiting';
}

function maintenance(
  tables: ConversationTables,
): Part<
  | 'acquireLease'
  | 'releaseLease'
  | 'purgeBodies'
  | 'purgeConversations'
  | 'exportPatient'
  | 'erasePatient'
  | 'restoredFrom'
  | 'settleRestore'
> {
  return {
    acquireLease: async ({ holder, now, ttlMs }) => {
      const { lease } = tables;
      const isHeld = lease !== null && lease.until > now && lease.until <= now + ttlMs;
      if (isHeld && lease.holder !== holder) return false;
      tables.lease = { holder, until: now + ttlMs };
      return true;
    },
    releaseLease: async ({ holder }) => {
      if (tables.lease?.holder === holder) tables.lease = null;
    },
    purgeBodies: async ({ before }) => purgeBodyRows(tables, before),
    purgeConversations: async ({ before }) => purgeConversationRows(tables, before),
    exportPatient: async (query) => exportPatientRows(tables, query),
    erasePatient: async (query) => erasePatientRows(tables, query),
    restoredFrom: async () => null,
    settleRestore: async () => {},
  };
}
