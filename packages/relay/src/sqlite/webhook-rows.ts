import type { DatabaseSync } from 'node:sqlite';
import type { Lease, LeaseQuery, NewWebhook, StoredWebhook } from '../relay-store.ts';
import { rowBytes } from './mailbox-sizes.ts';
import type { MailboxSizes } from './mailbox-sizes.ts';
import { createSelection, emptyPage, unread } from './webhook-pages.ts';
import type { Page, Row } from './webhook-pages.ts';

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

/** Prepares the statements. */
export function createWebhookRows(database: DatabaseSync, sizes: MailboxSizes): WebhookRows {
  const select = createSelection(database);
  const withContents = createReading(database);
  const oldest = database.prepare(`SELECT received_at AS at FROM webhooks WHERE ${unread} ORDER BY id LIMIT 1`);
  const acknowledgeOne = database.prepare('UPDATE webhooks SET acknowledged_at = ? WHERE id = ?');
  const { acknowledge, hold } = createHolding(database);
  const position = createPosition(database);

  const oldestUnreadAt = (account: string): number | null => {
    const at = oldest.get({ account })?.['at'];
    return typeof at === 'number' ? at : null;
  };

  return {
    put: createPut(database, sizes),
    oldestUnreadAt,
    idleLease: (query) => {
      const page = query.isReplay ? select(query) : emptyPage;
      const webhooks = withContents(page.rows);
      return {
        ...position(query, page, 0),
        webhooks,
        hasMore: page.hasMore,
        acknowledged: 0,
        oldestUnreadAt: null,
        nextFreeAt: null,
      };
    },
    lease: (query) => {
      const acknowledged = acknowledge(query);
      const size = sizes.of(query.account);
      size.unread -= acknowledged;
      const page = select(query);
      const given = page.rows.filter((row) => row.acknowledged_at === null);
      hold(query, given);
      return {
        ...position(query, page, size.unread - given.length),
        webhooks: withContents(page.rows),
        hasMore: page.hasMore,
        acknowledged,
        oldestUnreadAt: oldestUnreadAt(query.account),
        nextFreeAt: page.nextFreeAt,
      };
    },
    take: ({ account, limit, now }) => {
      // No consumer's name is empty, so that what a consumer holds now stays with it.
      const asked = { account, consumer: '', after: null, from: null, isReplay: false, limit, holdMs: 0, now };
      const { rows } = select(asked);
      for (const { id } of rows) acknowledgeOne.run(now, id);
      sizes.of(account).unread -= rows.length;
      return withContents(rows);
    },
  };
}

/** Prepares reading the contents of a page. */
function createReading(database: DatabaseSync): (rows: readonly Row[]) => StoredWebhook[] {
  const contentOf = database.prepare('SELECT content FROM contents WHERE id = ?');
  return (rows) =>
    rows.map(({ id, received_at, is_sealed }) => ({
      id,
      receivedAt: received_at,
      isSealed: is_sealed === 1,
      // Each row was written together with its content, which is a blob.
      content: contentOf.get(id)?.['content'] as Uint8Array,
    }));
}

interface Holding {
  /** Returns how many were acknowledged. */
  readonly acknowledge: (query: LeaseQuery) => number;
  readonly hold: (query: LeaseQuery, rows: readonly Row[]) => void;
}

/** Prepares writing down what was given, and what of it is durable at the clinic. */
function createHolding(database: DatabaseSync): Holding {
  // What nobody was given is not acknowledged, whatever cursor somebody brings from elsewhere; nor what was given for that very cursor,
  // which lay ahead of it: whoever asks with it again has not got the answer.
  const acknowledge = database.prepare(
    `UPDATE webhooks SET acknowledged_at = :now
     WHERE ${unread} AND id <= :after AND holder IS NOT NULL AND given_behind IS NOT :after`,
  );
  const hold = database.prepare(
    `UPDATE webhooks SET holder = :consumer, held_until = :until,
       given_behind = CASE WHEN :after >= id THEN :after ELSE given_behind END
     WHERE id = :id`,
  );
  return {
    acknowledge: ({ account, after, now }) =>
      after === null ? 0 : Number(acknowledge.run({ account, after, now }).changes),
    hold: ({ consumer, after, now, holdMs }, rows) => {
      for (const { id } of rows) hold.run({ consumer, until: now + holdMs, after, id });
    },
  };
}

/** Prepares telling where a page ends: what is to be asked with next, and how much comes behind it, given how much is unread besides the page. */
function createPosition(
  database: DatabaseSync,
): (query: LeaseQuery, page: Page, unreadBesides: number) => Pick<Lease, 'cursor' | 'waiting'> {
  // Nothing that is unread lies before it, so that it acknowledges nothing.
  const beginning = database.prepare(
    `SELECT coalesce(max(id), 0) AS id FROM webhooks WHERE account = :account AND acknowledged_at IS NOT NULL
       AND id < coalesce((SELECT min(id) FROM webhooks WHERE ${unread}), 1e18)`,
  );
  const countBehind = database.prepare(
    'SELECT count(*) AS count FROM webhooks WHERE account = ? AND acknowledged_at IS NOT NULL AND id > ?',
  );
  const countSkipped = database.prepare(`SELECT count(*) AS count FROM webhooks WHERE ${unread} AND id <= :from`);
  return ({ account, after, from, isReplay }, { rows, hasMore }, unreadBesides) => {
    const last = rows.at(-1)?.id ?? null;
    const again = isReplay && hasMore ? Number(countBehind.get(account, last)?.['count']) : 0;
    const skipped = from === null ? 0 : Number(countSkipped.get({ account, from })?.['count']);
    return {
      cursor: last ?? after ?? Number(beginning.get({ account })?.['id']),
      waiting: unreadBesides - skipped + again,
    };
  };
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
      if (evicted.length === 0) {
        // The size is wrong.
        sizes.forget();
        return 'full';
      }
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
