import type { DatabaseSync } from 'node:sqlite';
import type { RelayStore, SweepQuery } from '../relay-store.ts';
import type { MailboxSizes } from './mailbox-sizes.ts';

/** So many are deleted in a transaction, so that arrivals do not wait for long. */
const sweptAtOnce = 500;

/** Deletes what is no longer kept; each write runs inside a transaction of the caller. */
export interface SweepRows {
  /** Deletes some; returns how many were deleted, none when all is done. */
  sweepAcknowledged(query: SweepQuery): number;
  /** Deletes some that were never acknowledged; returns the account of each, none when all is done. */
  sweepUnread(query: SweepQuery): readonly string[];
  note(query: SweepQuery): void;
  last: RelayStore['lastSweep'] extends () => Promise<infer Last> ? () => Last : never;
}

/** Prepares the statements. */
export function createSweepRows(database: DatabaseSync, sizes: MailboxSizes): SweepRows {
  const erase = (which: string) =>
    database.prepare(
      `DELETE FROM webhooks WHERE id IN (SELECT id FROM webhooks WHERE ${which} LIMIT ${sweptAtOnce})
       RETURNING account, bytes`,
    );
  // A clock that was set back leaves times that lie ahead of it: they count as old.
  const acknowledged = erase(
    'acknowledged_at IS NOT NULL AND (acknowledged_at < :acknowledgedBefore OR acknowledged_at > :now)',
  );
  const unread = erase('acknowledged_at IS NULL AND received_at < :unreadBefore');
  const read = database.prepare('SELECT value FROM notes WHERE name = ?');
  const write = database.prepare('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)');
  const drop = database.prepare('DELETE FROM notes WHERE name = ?');
  const find = (name: string): number | null => {
    const value = read.get(name)?.['value'];
    return typeof value === 'number' ? value : null;
  };
  const subtract = (row: Readonly<Record<string, unknown>>, isUnread: boolean): string => {
    const account = String(row['account']);
    const size = sizes.of(account);
    size.webhooks -= 1;
    size.bytes -= Number(row['bytes']);
    if (isUnread) size.unread -= 1;
    return account;
  };
  return {
    sweepAcknowledged: ({ acknowledgedBefore, now }) => {
      const rows = acknowledged.all({ acknowledgedBefore, now });
      for (const row of rows) subtract(row, false);
      return rows.length;
    },
    sweepUnread: ({ unreadBefore, keepUnreadUntil, now }) =>
      keepUnreadUntil !== null && keepUnreadUntil > now
        ? []
        : unread.all({ unreadBefore }).map((row) => subtract(row, true)),
    note: ({ now, keepUnreadUntil }) => {
      write.run('swept-at', now);
      if (keepUnreadUntil === null) drop.run('keep-unread-until');
      else write.run('keep-unread-until', keepUnreadUntil);
    },
    last: () => ({ sweptAt: find('swept-at'), keepUnreadUntil: find('keep-unread-until') }),
  };
}
