import type { DatabaseSync } from 'node:sqlite';
import { ConfigurationError, StorageError } from '@clinicarrivals/core';
import type { RelayStore, SweepQuery, Swept } from '../relay-store.ts';
import { createGroupCommit } from './group-commit.ts';
import { createMailboxSizes } from './mailbox-sizes.ts';
import { createRoomCheck, emptyLog, makeLogRoom, openFile } from './open-file.ts';
import { toStorageError } from './storage-failure.ts';
import { createSweepRows } from './sweep-rows.ts';
import { createTokenRows } from './token-rows.ts';
import { createWebhookRows } from './webhook-rows.ts';

/** Options of {@link createSqliteRelayStore}. */
export interface SqliteRelayStoreOptions {
  /** The path of the database on a local disk; created with mode 0600 where there is none. Its folder must exist. */
  readonly file: string;
  /** The file takes no webhook that would make it larger, in bytes: at least 1 048 576. Default: no limit. */
  readonly maxBytes?: number;
  /** While the disk has less than this free, no webhook is taken, in bytes. Default 67 108 864. */
  readonly minFreeBytes?: number;
}

/** A file without room for a large webhook is as good as full. */
const probedBytes = 100_000;

/**
 * Makes a RelayStore that keeps everything in one SQLite file, which no other process can open meanwhile.
 *
 * What comes in during one turn of the event loop shares one transaction and one sync to disk.
 *
 * @throws ConfigurationError at once, when an option is wrong
 */
export function createSqliteRelayStore(options: SqliteRelayStoreOptions): RelayStore {
  checkOptions(options);
  let session: Session | null = null;
  const run = async <T>(tried: string, work: (session: Session) => T | Promise<T>): Promise<T> => {
    if (session === null) throw new StorageError({ message: '[relay store] it is not open; call open() first' });
    try {
      return await work(session);
    } catch (error) {
      throw toStorageError(tried, error);
    }
  };
  return {
    open: async () => {
      try {
        session ??= openSession(options);
      } catch (error) {
        throw toStorageError('open', error);
      }
    },
    close: async () => {
      const closing = session;
      session = null;
      await closing?.settled();
      closing?.database.close();
    },
    put: async (webhook) => {
      const outcome = await run('keep', ({ write, rows, hasRoom }) =>
        write(() => (hasRoom(webhook.content.byteLength) ? rows.put(webhook) : 'no-room')),
      );
      if (outcome !== 'no-room') return outcome;
      throw noRoom('keep');
    },
    lease: (query) =>
      run('lease', ({ write, rows, sizes }) =>
        sizes.isIdle(query.account) ? rows.idleLease(query) : write(() => rows.lease(query)),
      ),
    take: (query) => run('take', ({ write, rows }) => write(() => rows.take(query))),
    sweep: (query) => run('sweep', (open) => sweep(open, query)),
    lastSweep: () => run('read the last sweep', ({ sweeps }) => sweeps.last()),
    mailboxes: () =>
      run('count', ({ write, sizes, rows }) =>
        write(() =>
          [...sizes.all()]
            .filter(([, size]) => size.webhooks > 0)
            .map(([account, size]) => ({ account, ...size, oldestUnreadAt: rows.oldestUnreadAt(account) })),
        ),
      ),
    tokens: () => run('read the tokens', ({ tokens }) => tokens.all()),
    offerToken: (token) => run('keep a token', ({ write, tokens }) => write(() => tokens.offer(token))),
    useToken: (token) => run('keep a token', ({ write, tokens }) => write(() => tokens.use(token))),
    probe: () =>
      run('probe', ({ write, hasRoom, database }) => {
        if (!hasRoom(probedBytes)) throw noRoom('probe');
        const note = "INSERT OR REPLACE INTO notes (name, value) VALUES ('probe', random() & 1023)";
        return write(() => database.exec(note));
      }),
  };
}

type Session = ReturnType<typeof openSession>;

function openSession({ file, maxBytes = Infinity, minFreeBytes = 67_108_864 }: SqliteRelayStoreOptions) {
  const database: DatabaseSync = openFile(file);
  try {
    makeLogRoom(database);
    const sizes = createMailboxSizes(database);
    return {
      database,
      // An earlier process may have ended between deleting and emptying.
      isLogToBeEmptied: true,
      sizes,
      rows: createWebhookRows(database, sizes),
      tokens: createTokenRows(database),
      sweeps: createSweepRows(database, sizes),
      hasRoom: createRoomCheck(database, { file, maxBytes, minFreeBytes }),
      ...createGroupCommit(database, sizes),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

async function sweep(session: Session, query: SweepQuery): Promise<Swept> {
  const { write, sweeps, database } = session;
  let acknowledged = 0;
  for (let count = 1; count > 0; acknowledged += count) count = await write(() => sweeps.sweepAcknowledged(query));
  const unread = new Map<string, number>();
  for (let isDone = false; !isDone;) {
    const accounts = await write(() => sweeps.sweepUnread(query));
    for (const account of accounts) unread.set(account, (unread.get(account) ?? 0) + 1);
    isDone = accounts.length === 0;
  }
  await write(() => sweeps.note(query));
  // What was deleted stands in the log still. A sweep that could not empty it leaves that to the next one.
  session.isLogToBeEmptied ||= acknowledged + unread.size > 0;
  if (session.isLogToBeEmptied) emptyLog(database);
  session.isLogToBeEmptied = false;
  return { acknowledged, unread: [...unread].map(([account, count]) => ({ account, count })) };
}

function noRoom(tried: string): StorageError {
  return new StorageError({
    message: `[relay store] ${tried} failed: the disk is nearly full, or the file has its maxBytes; make room, then it goes on`,
    isRetryable: true,
  });
}

function checkOptions({ file, maxBytes, minFreeBytes }: SqliteRelayStoreOptions): void {
  if (typeof file !== 'string' || file === '' || file === ':memory:' || file.startsWith('file:')) {
    throw new ConfigurationError({ field: 'file', message: 'is not the path of a file; give a path such as relay.db' });
  }
  if (maxBytes !== undefined && !(Number.isSafeInteger(maxBytes) && maxBytes >= 1_048_576)) {
    throw new ConfigurationError({
      field: 'maxBytes',
      message: 'must be a whole number of bytes, 1048576 or more; leave it out for no limit',
    });
  }
  if (minFreeBytes !== undefined && !(Number.isSafeInteger(minFreeBytes) && minFreeBytes >= 0)) {
    throw new ConfigurationError({
      field: 'minFreeBytes',
      message: 'must be a whole number of bytes; leave it out for 67108864',
    });
  }
}
