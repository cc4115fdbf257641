import type { ConversationRecord, ConversationState, ConversationStore, PhoneNumber } from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { ConversationCache } from './record-cache.ts';
import type { SynchronousReads } from './synchronous-reads.ts';

/** A row of the conversations, as {@link conversationFields} selects it. */
export type ConversationRow = Omit<ConversationRecord, 'isLive' | 'state'> & {
  readonly isLive: number;
  readonly state: string;
};

/** The fields of a conversation, for a SELECT. */
export const conversationFields = `appointment_id AS appointmentId, version, patient_id AS patientId, phone, day,
  start_at AS startAt, due_at AS dueAt, is_live AS isLive, state`;

const select = `SELECT ${conversationFields} FROM conversations WHERE clinic_id = ?`;
const selectOne = `${select} AND appointment_id = ?`;
const selectId = 'SELECT appointment_id AS appointmentId FROM conversations WHERE clinic_id = ?';
const byStart = 'ORDER BY start_at, appointment_id';

const selectStarts = `SELECT appointment_id AS appointmentId, start_at AS startAt FROM conversations
  WHERE clinic_id = ? AND phone = ?`;

type StartRow = Pick<ConversationRecord, 'appointmentId' | 'startAt'>;

/** By start and then id, as {@link byStart} does. */
function inOrder(a: ConversationRecord, b: ConversationRecord): number {
  if (a.startAt !== b.startAt) return a.startAt - b.startAt;
  return a.appointmentId < b.appointmentId ? -1 : 1;
}

/** Makes the record of a row. */
export function toConversationRecord(row: ConversationRow): ConversationRecord {
  // Only commits of this store write the column, from a ConversationState; older machine versions are the engine's to read.
  return { ...row, isLive: row.isLive === 1, state: JSON.parse(row.state) as ConversationState };
}

/** The reads of conversations. Those whose records are asked for again and again look into the cache first. */
export function conversationReads(
  { get, all }: Connection,
  cache: ConversationCache,
): SynchronousReads<
  Pick<
    ConversationStore,
    'conversation' | 'conversationsOfDay' | 'conversationsOfPhone' | 'dueConversations' | 'liveConversations'
  >
> {
  const keep = (row: ConversationRow): ConversationRecord => {
    const record = toConversationRecord(row);
    cache.keep(record.appointmentId, record);
    return record;
  };
  const conversation = (appointmentId: string): ConversationRecord | null => {
    const kept = cache.get(appointmentId);
    if (kept !== undefined) return kept;
    const row = get<ConversationRow>(selectOne, appointmentId);
    return row === undefined ? null : keep(row);
  };
  const found = (rows: readonly { readonly appointmentId: string }[]): readonly ConversationRecord[] =>
    rows.flatMap(({ appointmentId }) => conversation(appointmentId) ?? []);

  const startsOfPhone = (phone: PhoneNumber): ReadonlyMap<string, number> => {
    const kept = cache.startsOfPhone(phone);
    if (kept !== undefined) return kept;
    const starts = new Map(all<StartRow>(selectStarts, phone).map((row) => [row.appointmentId, row.startAt]));
    cache.keepStarts(phone, starts);
    return starts;
  };

  return {
    conversation: ({ appointmentId }) => conversation(appointmentId),
    conversationsOfDay: ({ day }) => found(all(`${selectId} AND day = ? ${byStart}`, day)),
    conversationsOfPhone: ({ phone, from, to }) => {
      const records: ConversationRecord[] = [];
      for (const [appointmentId, startAt] of startsOfPhone(phone)) {
        const record = startAt >= from && startAt < to ? conversation(appointmentId) : null;
        if (record?.phone === phone) records.push(record);
      }
      return records.length > 1 ? records.sort(inOrder) : records;
    },
    // Thousands may be due at one instant, and most of them are long asleep by then: they are read at once.
    dueConversations: ({ now, limit }) =>
      all<ConversationRow>(`${select} AND due_at <= ? ORDER BY due_at ${atMost}`, now, limit).map(
        (row) => cache.get(row.appointmentId) ?? keep(row),
      ),
    liveConversations: ({ before }) =>
      all<ConversationRow>(`${select} AND is_live = 1 AND start_at < ? ${byStart}`, before).map(toConversationRecord),
  };
}
