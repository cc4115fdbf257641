import type { ConversationRecord, ConversationState, ConversationStore } from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { RecordCache } from './record-cache.ts';
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
const selectId = 'SELECT appointment_id AS appointmentId FROM conversations WHERE clinic_id = ?';
const byStart = 'ORDER BY start_at, appointment_id';

/** Makes the record of a row. */
export function toConversationRecord(row: ConversationRow): ConversationRecord {
  // Only commits of this store write the column, from a ConversationState; older machine versions are the engine's to read.
  return { ...row, isLive: row.isLive === 1, state: JSON.parse(row.state) as ConversationState };
}

/** The reads of conversations. Those whose records are asked for again and again look into the cache first. */
export function conversationReads(
  { get, all }: Connection,
  cache: RecordCache<ConversationRecord>,
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
    const row = get<ConversationRow>(`${select} AND appointment_id = ?`, appointmentId);
    return row === undefined ? null : keep(row);
  };
  const found = (rows: readonly { readonly appointmentId: string }[]): readonly ConversationRecord[] =>
    rows.flatMap(({ appointmentId }) => conversation(appointmentId) ?? []);

  return {
    conversation: ({ appointmentId }) => conversation(appointmentId),
    conversationsOfDay: ({ day }) => found(all(`${selectId} AND day = ? ${byStart}`, day)),
    conversationsOfPhone: ({ phone, from, to }) =>
      found(all(`${selectId} AND phone = ? AND start_at >= ? AND start_at < ? ${byStart}`, phone, from, to)),
    dueConversations: ({ now, limit }) =>
      found(all(`${selectId} AND due_at <= ? ORDER BY due_at ${atMost}`, now, limit)),
    liveConversations: ({ before }) =>
      all<ConversationRow>(`${select} AND is_live = 1 AND start_at < ? ${byStart}`, before).map(toConversationRecord),
  };
}
