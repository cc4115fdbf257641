import type { DatabaseSync } from 'node:sqlite';
import type { LeaseQuery } from '../relay-store.ts';

/** No lease is longer: one that seems to be was given before the clock was set back, and is over. */
const longestHoldMs = 300_000;
/** An answer carries so many bytes of webhooks, and at least one webhook. */
const largestAnswerBytes = 1_000_000;

/** A webhook without its content. */
export interface Row {
  readonly id: number;
  readonly received_at: number;
  readonly is_sealed: number;
  readonly bytes: number;
  readonly acknowledged_at: number | null;
  /** Until when another consumer holds it; null when it may be given. */
  readonly free_at: number | null;
}

const freeAt = `CASE WHEN holder <> :consumer AND held_until > :now AND held_until <= :now + ${longestHoldMs} THEN held_until END`;
const columns = `id, received_at, is_sealed, bytes, acknowledged_at, ${freeAt} AS free_at`;
/** The unread webhooks of an account. */
export const unread = 'account = :account AND acknowledged_at IS NULL';

/** What a consumer is given at a time. */
export interface Page {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly nextFreeAt: number | null;
}

/** Nothing. */
export const emptyPage: Page = { rows: [], hasMore: false, nextFreeAt: null };

/** Prepares choosing what a consumer is given. */
export function createSelection(database: DatabaseSync): (query: LeaseQuery) => Page {
  const fresh = `SELECT ${columns} FROM webhooks WHERE ${unread} AND id > :from`;
  const selectFresh = database.prepare(`${fresh} ORDER BY id`);
  const selectReplay = database.prepare(
    `${fresh} UNION ALL SELECT ${columns} FROM webhooks
       WHERE account = :account AND acknowledged_at IS NOT NULL AND id > :after ORDER BY id`,
  );
  const selectHeld = database.prepare(
    `SELECT ${freeAt} AS free_at FROM webhooks WHERE ${unread} AND id <= :from AND free_at IS NOT NULL ORDER BY id LIMIT 1`,
  );
  return ({ account, consumer, now, limit, isReplay, after, from: skippedTo }) => {
    if (limit === 0) return emptyPage;
    const from = skippedTo ?? 0;
    const held = skippedTo === null ? undefined : selectHeld.get({ account, consumer, now, from });
    if (held !== undefined) return { ...emptyPage, nextFreeAt: Number(held['free_at']) };
    const rows = isReplay
      ? selectReplay.iterate({ account, consumer, now, from, after: Math.max(after ?? 0, from) })
      : selectFresh.iterate({ account, consumer, now, from });
    // The columns are those that the statements name.
    return cutPage(rows as Iterable<Row>, limit);
  };
}

function cutPage(rows: Iterable<Row>, limit: number): Page {
  const page: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    // Nothing behind it is given either: its cursor would acknowledge what the other consumer holds.
    if (row.free_at !== null && row.acknowledged_at === null) {
      return { rows: page, hasMore: false, nextFreeAt: row.free_at };
    }
    bytes += row.bytes;
    const isFull = page.length >= limit || (page.length > 0 && bytes > largestAnswerBytes);
    if (isFull) return { rows: page, hasMore: true, nextFreeAt: null };
    page.push(row);
  }
  return { rows: page, hasMore: false, nextFreeAt: null };
}
