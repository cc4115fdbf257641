import type { ConversationStore, InboxRecord } from '@clinicarrivals/core';
import { atMost } from './connection.ts';
import type { Connection } from './connection.ts';
import type { PendingMark } from './record-cache.ts';
import type { SynchronousReads } from './synchronous-reads.ts';

/** The fields of an inbound message, for a SELECT. */
export const inboxFields = `gateway_id AS gatewayId, phone, "from", "to", body, received_at AS receivedAt,
  stored_at AS storedAt, carrier_keyword AS carrierKeyword, outcome, intent, appointment_id AS appointmentId, reason,
  handled_at AS handledAt`;

const select = `SELECT ${inboxFields} FROM inbox WHERE clinic_id = ?`;
const byAge = 'ORDER BY stored_at, rowid';
const pending = `${select} AND outcome IS NULL ORDER BY rowid ${atMost}`;
const anyPending = `SELECT 1 FROM inbox WHERE clinic_id = ? AND outcome IS NULL LIMIT 1`;
const pendingOfPhone = `${select} AND outcome IS NULL AND phone = ? ORDER BY rowid ${atMost}`;

/** The reads of the inbox. */
export function inboxReads(
  { get, all }: Connection,
  pendingMark: PendingMark,
): SynchronousReads<Pick<ConversationStore, 'pendingInbox' | 'inboxMessage' | 'inboxOfPhone' | 'unknownInbox'>> {
  const list = (sql: string, value: string | number, moment?: number): readonly InboxRecord[] =>
    (moment === undefined ? all<InboxRecord>(sql, value) : all<InboxRecord>(sql, value, moment)).map(toInboxRecord);
  return {
    pendingInbox: ({ limit, phone }) => {
      if (pendingMark.isNone()) return [];
      const found = phone === undefined ? list(pending, limit) : list(pendingOfPhone, phone, limit);
      if (found.length === 0 && get(anyPending) === undefined) pendingMark.noteNone();
      return found;
    },
    inboxMessage: ({ gatewayId }) => {
      const row = get<InboxRecord>(`${select} AND gateway_id = ?`, gatewayId);
      return row === undefined ? null : toInboxRecord(row);
    },
    inboxOfPhone: ({ phone, since }) => list(`${select} AND phone = ? AND stored_at >= ? ${byAge}`, phone, since),
    unknownInbox: ({ since }) => list(`${select} AND outcome = 'unknown' AND stored_at >= ? ${byAge}`, since),
  };
}

/** Makes the record of a row; SQLite's rows have no prototype; records are plain objects. */
export function toInboxRecord(row: InboxRecord): InboxRecord {
  return { ...row };
}
