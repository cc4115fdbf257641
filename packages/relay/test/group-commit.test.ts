import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupCommit } from '../src/sqlite/group-commit.ts';
import type { GroupCommit } from '../src/sqlite/group-commit.ts';
import { createMailboxSizes } from '../src/sqlite/mailbox-sizes.ts';
import type { MailboxSizes } from '../src/sqlite/mailbox-sizes.ts';
import { openFile } from '../src/sqlite/open-file.ts';
import { createWebhookRows } from '../src/sqlite/webhook-rows.ts';
import type { WebhookRows } from '../src/sqlite/webhook-rows.ts';

let folder: string;
let database: DatabaseSync;
let sizes: MailboxSizes;
let rows: WebhookRows;
let group: GroupCommit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-relay-'));
  database = openFile(join(folder, 'relay.db'));
  sizes = createMailboxSizes(database);
  rows = createWebhookRows(database, sizes);
  group = createGroupCommit(database, sizes);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const webhook = (room = { webhooks: 10, bytes: 1_000_000 }) => ({
  account: 'a',
  receivedAt: 1_000,
  isSealed: true,
  content: new Uint8Array(10),
  room,
});
const asked = {
  account: 'a',
  consumer: 'c',
  after: null,
  from: null,
  isReplay: false,
  limit: 10,
  holdMs: 1_000,
  now: 1_000,
};

/** Ends the transaction as SQLite does after some failures, and leaves a file in which nothing can be counted. */
function fail(): never {
  database.exec('ROLLBACK; ALTER TABLE webhooks RENAME TO hidden');
  throw new Error('the disk has failed');
}
const heal = (): void => database.exec('ALTER TABLE hidden RENAME TO webhooks');

describe('a group that was undone', () => {
  it('leaves nothing that was given out uncounted, also when nothing could be counted at that moment', async () => {
    await group.write(() => rows.put(webhook()));
    const id = await group.write(() => rows.lease(asked).cursor);
    const acknowledging = group.write(() => rows.lease({ ...asked, after: id }));
    const failing = group.write(fail);
    await expect(acknowledging).rejects.toThrow('the disk has failed');
    await expect(failing).rejects.toThrow('the disk has failed');
    await expect(group.write(() => rows.put(webhook()))).rejects.toThrow(/no such table/);
    expect(sizes.isIdle('a')).toBe(false);
    heal();
    expect(await group.write(() => rows.lease(asked))).toMatchObject({ webhooks: [{ id }], waiting: 0 });
    expect(sizes.of('a')).toMatchObject({ unread: 1, webhooks: 1 });
  });

  it('is followed by the next one also when the undoing has failed and left a transaction behind', async () => {
    database.exec(
      "BEGIN; INSERT INTO webhooks (account, received_at, is_sealed, bytes) VALUES ('a', 1, 1, 1), ('a', 2, 1, 1)",
    );
    sizes.forget();
    expect(await group.write(() => rows.put(webhook()))).toBe('kept');
    expect(sizes.of('a')).toMatchObject({ unread: 1, webhooks: 1 });
    expect(database.isTransaction).toBe(false);
  });
});

describe('a mailbox that is thought to hold what it does not', () => {
  it('is full, and counted anew for the next webhook', async () => {
    const room = { webhooks: 2, bytes: 1_000_000 };
    sizes.of('a').webhooks = 2;
    expect(await group.write(() => rows.put(webhook(room)))).toBe('full');
    expect(await group.write(() => rows.put(webhook(room)))).toBe('kept');
  });
});
