import type { DatabaseSync } from 'node:sqlite';
import type { Lease, LeaseQuery, NewWebhook, StoredWebhook } from '../relay-store.ts';
import { rowBytes } from './mailbox-sizes.ts';
import type { MailboxSizes } from './mailbox-sizes.ts';

/** No lease is longer: one that seems to be was given before the clock was set back, and is over. */
const longestHoldMs = 300_000;
/** An answer carries so many bytes of webhooks, and at least one webhook. */
const largestAnswerBytes = 1_000_000;
/** So many acknowledged webhooks are deleted at once where a new one needs their room. */
const evictedAtOnce = 100;

/** Reads and writes the webhooks. Everything but `oldestUnreadAt` and an idle lease runs inside a transaction of the caller. */
export interface WebhookRows {
  put(webhook: NewWebhook): 'kept' | 'full';
  lease(query: LeaseQuery): Lease;
  /** A lease of a mailbox without anything unread: writes nothing. */
  idleLease(query: LeaseQuery): Lease;
  take(query: { readonly account: string; readonly limit: number; readonly now: number }): StoredWebhook[];
  oldestUnreadAt(account: string): number | null;
}

interface Row {
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
const unread = 'account = :account AND acknowledged_at IS NULL';

/** Prepares the statements. */
export function createWebhookRows(database: DatabaseSync, sizes: MailboxSizes): WebhookRows {
  const select = createSelection(database);
  const contentOf = database.prepare('SELECT content FROM contents WHERE id = ?');
  const oldest = database.prepare(`SELECT received_at AS at FROM webhooks WHERE ${unread} ORDER BY id LIMIT 1`);
  // What nobody was given is not acknowledged, whatever cursor somebody brings from elsewhere; nor what was given for that very cursor,
  // which lay ahead of it: whoever asks with it again has not got the answer.
  const acknowledge = database.prepare(
    `UPDATE webhooks SET acknowledged_at = :now
     WHERE ${unread} AND id <= :after AND holder IS NOT NULL AND given_behind IS NOT :after`,
  );
  const acknowledgeOne = database.prepare('UPDATE webhooks SET acknowledged_at = ? WHERE id = ?');
  const hold = database.prepare(
    `UPDATE webhooks SET holder = :consumer, held_until = :until,
       given_behind = CASE WHEN :after >= id THEN :after ELSE given_behind END
     WHERE id = :id`,
  );
  const countAcknowledged = database.prepare(
    'SELECT count(*) AS count FROM webhooks WHERE account = ? AND acknowledged_at IS NOT NULL AND id > ?',
  );
  // Nothing that is unread lies before it, so that it acknowledges nothing.
  const beginning = database.prepare(
    `SELECT coalesce(max(id), 0) AS id FROM webhooks WHERE account = :account AND acknowledged_at IS NOT NULL
       AND id < coalesce((SELECT min(id) FROM webhooks WHERE ${unread}), 1e18)`,
  );

  const oldestUnreadAt = (account: string): number | null => {
    const at = oldest.get({ account })?.['at'];
    return typeof at === 'number' ? at : null;
  };

  const withContents = (rows: readonly Row[]): StoredWebhook[] =>
    rows.map(({ id, received_at, is_sealed }) => ({
      id,
      receivedAt: received_at,
      isSealed: is_sealed === 1,
      // Each row was written together with its content, which is a blob.
      content: contentOf.get(id)?.['content'] as Uint8Array,
    }));

  const cursorOf = ({ account, after }: LeaseQuery, rows: readonly Row[]): number =>
    rows.at(-1)?.id ?? after ?? Number(beginning.get({ account })?.['id']);

  /** How many acknowledged ones are still to be given again behind a page. */
  const replayedLater = ({ account }: LeaseQuery, { rows, hasMore }: Page): number =>
    hasMore ? Number(countAcknowledged.get(account, rows.at(-1)?.id ?? 0)?.['count']) : 0;

  return {
    put: createPut(database, sizes),
    oldestUnreadAt,
    idleLease: (query) => {
      const page = query.isReplay ? select(query) : emptyPage;
      return {
        webhooks: withContents(page.rows),
        cursor: cursorOf(query, page.rows),
        hasMore: page.hasMore,
        acknowledged: 0,
        waiting: replayedLater(query, page),
        oldestUnreadAt: null,
        nextFreeAt: null,
      };
    },
    lease: (query) => {
      const { account, consumer, after, now, holdMs } = query;
      const acknowledged = after === null ? 0 : Number(acknowledge.run({ account, after, now }).changes);
      const size = sizes.of(account);
      size.unread -= acknowledged;
      const page = select(query);
      const { rows, hasMore, nextFreeAt } = page;
      const given = rows.filter((row) => row.acknowledged_at === null);
      for (const { id } of given) hold.run({ consumer, until: now + holdMs, after, id });
      return {
        webhooks: withContents(rows),
        cursor: cursorOf(query, rows),
        hasMore,
        acknowledged,
        waiting: size.unread - given.length + (query.isReplay ? replayedLater(query, page) : 0),
        oldestUnreadAt: oldestUnreadAt(account),
        nextFreeAt,
      };
    },
    take: ({ account, limit, now }) => {
      // No consumer's name is empty, so that what a consumer holds now stays with it.
      const { rows } = select({ account, consumer: '', after: null, isReplay: false, limit, holdMs: 0, now });
      for (const { id } of rows) acknowledgeOne.run(now, id);
      sizes.of(account).unread -= rows.length;
      return withContents(rows);
    },
  };
}

interface Page {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly nextFreeAt: number | null;
}

const emptyPage: Page = { rows: [], hasMore: false, nextFreeAt: null };

/** Prepares choosing what a consumer is given. */
function createSelection(database: DatabaseSync): (query: LeaseQuery) => Page {
  const fresh = `SELECT ${columns} FROM webhooks WHERE ${unread}`;
  const selectFresh = database.prepare(`${fresh} ORDER BY id`);
  const selectReplay = database.prepare(
    `${fresh} UNION ALL SELECT ${columns} FROM webhooks
       WHERE account = :account AND acknowledged_at IS NOT NULL AND id > :after ORDER BY id`,
  );
  return ({ account, consumer, now, limit, isReplay, after }) => {
    if (limit === 0) return emptyPage;
    const rows = isReplay
      ? selectReplay.iterate({ account, consumer, now, after: after ?? 0 })
      : selectFresh.iterate({ account, consumer, now });
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

/** Prepares keeping a webhook; what was acknowledged makes room for it. */
function createPut(database: DatabaseSync, sizes: MailboxSizes): WebhookRows['put'] {
  const newest = database.prepare("SELECT seq AS id FROM sqlite_sequence WHERE name = 'webhooks'");
  const insert = database.prepare(
    'INSERT INTO webhooks (id, account, received_at, is_sealed, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  const insertContent = database.prepare('INSERT INTO contents (id, content) VALUES (?, ?)');
  const evict = database.prepare(
    `DELETE FROM webhooks WHERE id IN (
       SELECT id FROM webhooks WHERE account = ? AND acknowledged_at IS NOT NULL ORDER BY id LIMIT ${evictedAtOnce}
     ) RETURNING bytes`,
  );
  return ({ account, receivedAt, isSealed, content, room }) => {
    const size = sizes.of(account);
    const bytes = content.byteLength + rowBytes;
    while (size.webhooks + 1 > room.webhooks || size.bytes + bytes > room.bytes) {
      if (size.webhooks === size.unread) return 'full';
      const evicted = evict.all(account);
      size.webhooks -= evicted.length;
      size.bytes -= evicted.reduce((sum, row) => sum + Number(row['bytes']), 0);
    }
    // Made of the time, so that the ids of a new file are greater than those that clients remember of a lost one.
    const id = Math.max(Number(newest.get()?.['id'] ?? 0) + 1, Math.floor(receivedAt) * 1_000);
    insert.run(id, account, receivedAt, isSealed ? 1 : 0, bytes);
    insertContent.run(id, content);
    size.unread += 1;
    size.webhooks += 1;
    size.bytes += bytes;
    return 'kept';
  };
}
