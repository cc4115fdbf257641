import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, StorageError } from '@clinicarrivals/core';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { createClinic, lease, postText, wordsOf } from './clinic.ts';
import { createMovableClock } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-relay-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

const webhook = (bytes: number) => ({
  account: 'a',
  receivedAt: Date.now(),
  isSealed: true,
  content: new Uint8Array(bytes),
  room: { webhooks: 1_000_000, bytes: 1_000_000_000 },
});

describe('a file that may not grow', () => {
  it('takes nothing more, with 503, gives out what it has, and goes on when there is room', async () => {
    const clinic = await createClinic({ id: 'a', limits: { requestsPerSecond: 10_000, mailboxBytes: 10_000_000 } });
    const clock = createMovableClock();
    const server = await open({ accounts: [clinic.account], maxBytes: 1_048_576, clock });
    const kept: string[] = [];
    let refused: Response | null = null;
    for (let count = 0; refused === null && count < 100; count += 1) {
      const words = `${count} ${'x'.repeat(40_000)}`;
      const response = await postText(server, clinic, words);
      if (response.ok) kept.push(words);
      else refused = response;
    }
    expect([refused?.status, refused?.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${server.url}/health`)).status).toBe(503);
    const given = await lease(server, clinic, { limit: 500 });
    expect(wordsOf(given, clinic)).toEqual(kept);
    await lease(server, clinic, { after: given.cursor, limit: 0 });
    // A day later what was acknowledged is deleted.
    clock.move(86_400_000);
    const next = await restart(server);
    expect((await fetch(`${next.url}/health`)).status).toBe(200);
    expect((await postText(next, clinic, kept[0] ?? '')).status).toBe(200);
  });

  it('is healthy again as soon as there is room, without a webhook having to fail', async () => {
    const store = createSqliteRelayStore({ file: join(folder, 'relay.db'), maxBytes: 1_048_576 });
    await store.open();
    const failure = async (): Promise<unknown> => {
      for (;;) await store.put(webhook(50_000));
    };
    await expect(failure()).rejects.toSatisfy((error) => error instanceof StorageError && error.isRetryable);
    await expect(store.probe()).rejects.toThrow(StorageError);
    await store.take({ account: 'a', limit: 500, now: Date.now() });
    const now = Date.now();
    await store.sweep({ acknowledgedBefore: now + 1, unreadBefore: 0, keepUnreadUntil: null, now: now + 1_000 });
    await expect(store.probe()).resolves.toBeUndefined();
    expect(await store.put(webhook(50_000))).toBe('kept');
    await store.close();
  });
});

describe('a disk that fails in the middle of a write', () => {
  // The system refuses what goes beyond a size, as a full disk does. Windows has no such limit.
  it.runIf(process.platform !== 'win32')(
    'keeps nothing by half, tells each sender, and gives out all that it has taken [linux, darwin only: ulimit]',
    async () => {
      const program = fileURLToPath(new URL('./fill-disk.mjs', import.meta.url));
      // In blocks of 1 024 bytes: more than the log has at the beginning, less than all the webhooks.
      const limited = ['-c', 'ulimit -f 5000; exec "$@"', 'bash', process.execPath, program, join(folder, 'relay.db')];
      const child = spawn('bash', limited, { stdio: ['ignore', 'pipe', 'inherit'] });
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await once(child, 'close');
      // What the program prints.
      const { kept = 0, failed = 0 } = JSON.parse(printed) as Record<string, number>;
      expect(failed).toBeGreaterThan(0);
      expect(kept + failed).toBe(600);
      expect(kept).toBeGreaterThan(50);
      const store = createSqliteRelayStore({ file: join(folder, 'relay.db') });
      await store.open();
      expect(await store.mailboxes()).toMatchObject([{ unread: kept, webhooks: kept }]);
      expect(await store.put(webhook(20_000))).toBe('kept');
      expect(await store.take({ account: 'a', limit: 1_000, now: Date.now() })).toHaveLength(49);
      await store.close();
    },
  );

  it('takes nothing more while it has too little left for giving out and deleting', async () => {
    const store = createSqliteRelayStore({ file: join(folder, 'relay.db'), minFreeBytes: Number.MAX_SAFE_INTEGER });
    await store.open();
    await expect(store.put(webhook(1))).rejects.toThrow(/make room/);
    await expect(store.probe()).rejects.toThrow(/make room/);
    await store.close();
  });
});

describe('createSqliteRelayStore', () => {
  it.each([
    ['file', { file: '' }],
    ['file', { file: ':memory:' }],
    ['file', { file: 'file:relay.db' }],
    ['maxBytes', { file: 'relay.db', maxBytes: 1_000 }],
    ['maxBytes', { file: 'relay.db', maxBytes: 1.5e6 + 0.5 }],
    ['minFreeBytes', { file: 'relay.db', minFreeBytes: -1 }],
  ])('refuses a wrong %s by name', (field, options) => {
    expect(() => createSqliteRelayStore(options)).toThrow(
      expect.toSatisfy((error: unknown) => error instanceof ConfigurationError && error.field === field),
    );
  });

  it('refuses a folder that is not there, a file that is none of its own, and a newer one', async () => {
    await expect(createSqliteRelayStore({ file: join(folder, 'no', 'relay.db') }).open()).rejects.toThrow(/folder/);
    const text = join(folder, 'text.db');
    writeFileSync(text, 'this is no database, and it is long enough to be read as one '.repeat(20));
    await expect(createSqliteRelayStore({ file: text }).open()).rejects.toThrow(/not a SQLite database/);
    const { DatabaseSync } = await import('node:sqlite');
    const foreign = new DatabaseSync(join(folder, 'foreign.db'));
    foreign.exec('CREATE TABLE t (a)');
    foreign.close();
    await expect(createSqliteRelayStore({ file: join(folder, 'foreign.db') }).open()).rejects.toThrow(
      /another program/,
    );
    const newer = new DatabaseSync(join(folder, 'newer.db'));
    newer.exec('PRAGMA application_id = 0x434c5259; PRAGMA user_version = 9; CREATE TABLE t (a)');
    newer.close();
    await expect(createSqliteRelayStore({ file: join(folder, 'newer.db') }).open()).rejects.toThrow(/newer version/);
  });

  it('says that it is not open, and opens and closes as often as it is asked', async () => {
    const store = createSqliteRelayStore({ file: join(folder, 'relay.db') });
    await expect(store.put(webhook(1))).rejects.toThrow(/call open/);
    await store.open();
    await store.open();
    expect(await store.put(webhook(1))).toBe('kept');
    await store.close();
    await store.close();
    await store.open();
    expect(await store.mailboxes()).toMatchObject([{ account: 'a', unread: 1 }]);
    await store.close();
  });

  it('shares one transaction among all that came in one turn, and finishes them before it closes', async () => {
    const store = createSqliteRelayStore({ file: join(folder, 'relay.db') });
    await store.open();
    const all = Array.from({ length: 2_000 }, () => store.put(webhook(100)));
    await store.close();
    expect(new Set(await Promise.all(all))).toEqual(new Set(['kept']));
    await store.open();
    expect(await store.mailboxes()).toMatchObject([{ unread: 2_000 }]);
    await store.close();
  });
});

describe('a file that another relay has open', () => {
  it('is refused: clients that wait here would not be woken by what comes in there', async () => {
    const first = createSqliteRelayStore({ file: join(folder, 'relay.db') });
    await first.open();
    await expect(createSqliteRelayStore({ file: join(folder, 'relay.db') }).open()).rejects.toThrow(/another process/);
    await first.close();
  });
});
