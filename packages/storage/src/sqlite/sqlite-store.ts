import { ConfigurationError, StorageError } from '@clinicarrivals/core';
import type { ConversationStore, Logger, StoreMaintenance } from '@clinicarrivals/core';
import { backUp, restoredFrom, settleRestore } from './backup.ts';
import { ExpectationFailed } from './group-commit.ts';
import { acquireLease, releaseLease } from './lease.ts';
import { untilUnlocked } from './lock-wait.ts';
import { makeLogRoom } from './log-room.ts';
import { erasePatientRows, exportPatientRows } from './patient-rows.ts';
import { purgeSomeBodies, purgeSomeConversations } from './retention.ts';
import { openSession } from './session.ts';
import type { Session, SessionOptions } from './session.ts';
import { isLockFailure, toStorageError } from './storage-failure.ts';

/** Options of {@link createSqliteStore}. */
export interface SqliteStoreOptions {
  /** The path of the database file on a local disk; created with mode 0600 where there is none. Its folder must exist. */
  readonly file: string;
  /** The clinic whose data this store reads and writes. Several clinics may share a file, a store each. */
  readonly clinicId: string;
  /** How long a call goes on trying while another process holds a lock, in milliseconds. Default 5 000. */
  readonly lockWaitMs?: number;
  /** The file does not grow beyond this size, in bytes: writes fail before the disk is full. Default: no limit. */
  readonly maxBytes?: number;
  /** Takes a line when the tables are brought to a newer version. */
  readonly logger?: Logger;
}

/** A store with files of its own can always be backed up. */
export type SqliteStore = ConversationStore & Required<Pick<StoreMaintenance, 'backup'>>;

/**
 * Makes a ConversationStore that keeps everything in one SQLite file, durable at each commit.
 *
 * Call `open()` before anything else. Several processes may use one file; writers wait for each other without holding up
 * their event loops.
 *
 * @throws ConfigurationError at once, when an option is missing or wrong
 */
export function createSqliteStore(options: SqliteStoreOptions): SqliteStore {
  const settings = checkOptions(options);
  let session: Session | null = null;
  let opening: Promise<void> | null = null;

  const current = (): Session => {
    if (session === null) throw new StorageError({ message: '[sqlite] the store is not open; call open() first' });
    return session;
  };
  // Readers do not wait for writers, so nearly every read answers at the first try, and there are many of them.
  const read = <T>(query: (session: Session) => T): Promise<T> => {
    try {
      return Promise.resolve(query(current()));
    } catch (error) {
      if (session === null || !isLockFailure(error)) return Promise.reject(toStorageError('read', error));
      const reader = session;
      return untilUnlocked('read', settings.lockWaitMs, () => query(reader));
    }
  };
  const write = async <T>(work: (session: Session) => T): Promise<T> => {
    const writer = current();
    return writer.write(() => work(writer));
  };
  const start = async (): Promise<void> => {
    try {
      session = await openSession(settings);
    } finally {
      opening = null;
    }
  };

  return {
    open: async () => {
      if (session === null) await (opening ??= start());
    },
    close: async () => {
      // Whoever opened it is told when that fails; here there is then nothing to close.
      await opening?.catch(() => undefined);
      const closing = session;
      session = null;
      await closing?.settled();
      closing?.close();
    },
    commit: async (commit) => {
      try {
        const generation = await write((writer) => writer.writeCommit(commit));
        session?.keepCommitted(commit, generation);
        return 'committed';
      } catch (error) {
        session?.forget();
        if (error instanceof ExpectationFailed) return 'conflict';
        throw error;
      }
    },
    ...queries(read),
    ...maintenance({ read, write, current, file: settings.file }),
  };
}

type Read = <T>(query: (session: Session) => T) => Promise<T>;
type Write = <T>(work: (session: Session) => T) => Promise<T>;

function queries(read: Read): Omit<ConversationStore, 'open' | 'close' | 'commit' | keyof StoreMaintenance> {
  return {
    conversation: (query) => read(({ reads }) => reads.conversation(query)),
    conversationsOfDay: (query) => read(({ reads }) => reads.conversationsOfDay(query)),
    conversationsOfPhone: (query) => read(({ reads }) => reads.conversationsOfPhone(query)),
    dueConversations: (query) => read(({ reads }) => reads.dueConversations(query)),
    liveConversations: (query) => read(({ reads }) => reads.liveConversations(query)),
    pendingInbox: (query) => read(({ reads }) => reads.pendingInbox(query)),
    inboxMessage: (query) => read(({ reads }) => reads.inboxMessage(query)),
    inboxOfPhone: (query) => read(({ reads }) => reads.inboxOfPhone(query)),
    unknownInbox: (query) => read(({ reads }) => reads.unknownInbox(query)),
    dueEffects: (query) => read(({ reads }) => reads.dueEffects(query)),
    effect: (query) => read(({ reads }) => reads.effect(query)),
    effectsOfAppointment: (query) => read(({ reads }) => reads.effectsOfAppointment(query)),
    effectsOfPhone: (query) => read(({ reads }) => reads.effectsOfPhone(query)),
    effectsOfStatus: (query) => read(({ reads }) => reads.effectsOfStatus(query)),
    undeliveredEffects: (query) => read(({ reads }) => reads.undeliveredEffects(query)),
    nextDueAt: () => read(({ reads }) => reads.nextDueAt()),
    thread: (query) => read(({ reads }) => reads.thread(query)),
    journalOfAppointment: (query) => read(({ reads }) => reads.journalOfAppointment(query)),
    journal: (query) => read(({ reads }) => reads.journal(query)),
    task: (query) => read(({ reads }) => reads.task(query)),
    openTasks: () => read(({ reads }) => reads.openTasks()),
    tasksOfAppointment: (query) => read(({ reads }) => reads.tasksOfAppointment(query)),
    document: (query) => read(({ reads }) => reads.document(query)),
    documents: (query) => read(({ reads }) => reads.documents(query)),
    snapshot: (query) => read(({ reads }) => reads.snapshot(query)),
    snapshotsBetween: (query) => read(({ reads }) => reads.snapshotsBetween(query)),
    snapshotsSince: (query) => read(({ reads }) => reads.snapshotsSince(query)),
    snapshotMark: () => read(({ reads }) => reads.snapshotMark()),
    waitingAnswers: (query) => read(({ reads }) => reads.waitingAnswers(query)),
    answersOfAppointment: (query) => read(({ reads }) => reads.answersOfAppointment(query)),
  };
}

function maintenance(calls: {
  readonly read: Read;
  readonly write: Write;
  readonly current: () => Session;
  readonly file: string;
}): Required<StoreMaintenance> {
  const { read, write, current, file } = calls;
  /** Writes around the commits: what is kept of them is forgotten. */
  const rewrite = async <T>(work: (session: Session) => T): Promise<T> => {
    const result = await write(work);
    current().forget();
    return result;
  };
  const inBatches = async (
    purge: (session: Session) => { readonly purged: number; readonly isDone: boolean },
  ): Promise<number> => {
    for (let total = 0; ;) {
      const { purged, isDone } = await rewrite(purge);
      total += purged;
      if (isDone) return total;
    }
  };
  // The log still holds the pages as they were; emptying it is what makes the deleted text go from the disk.
  const emptyLog = (): Promise<unknown> =>
    read(({ connection }) => {
      connection.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      makeLogRoom(connection.database, file);
    });

  return {
    acquireLease: (query) => write(({ connection }) => acquireLease(connection, query)),
    releaseLease: ({ holder }) => write(({ connection }) => releaseLease(connection, holder)),
    purgeBodies: async ({ before }) => {
      const purged = await inBatches(({ connection }) => purgeSomeBodies(connection, before));
      if (purged > 0) await emptyLog();
      return purged;
    },
    purgeConversations: async ({ before }) => {
      const purged = await inBatches(({ connection }) => purgeSomeConversations(connection, before));
      if (purged > 0) await emptyLog();
      return purged;
    },
    exportPatient: (query) => read(({ connection }) => exportPatientRows(connection, query)),
    erasePatient: async (query) => {
      const erased = await rewrite(({ connection }) => erasePatientRows(connection, query));
      await emptyLog();
      return erased;
    },
    backup: async ({ path, now }) => {
      try {
        current();
        await backUp({ file, path, now });
      } catch (error) {
        throw toStorageError('backup', error);
      }
    },
    restoredFrom: () => read(({ connection }) => restoredFrom(connection)),
    settleRestore: () => write(({ connection }) => settleRestore(connection)),
  };
}

function checkOptions({ file, clinicId, lockWaitMs, maxBytes, logger }: SqliteStoreOptions): SessionOptions {
  if (file === '' || file === ':memory:' || file.startsWith('file:')) {
    throw new ConfigurationError({
      field: 'file',
      message: 'is not the path of a file; give a path such as clinic.db, without file: before it',
    });
  }
  if (clinicId === '') {
    throw new ConfigurationError({ field: 'clinicId', message: 'is empty; give the id of the clinic' });
  }
  return {
    file,
    clinicId,
    lockWaitMs: atLeast('lockWaitMs', lockWaitMs ?? 5_000, 0),
    maxBytes: maxBytes === undefined ? null : atLeast('maxBytes', maxBytes, 1_048_576),
    logger: logger ?? null,
  };
}

function atLeast(field: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new ConfigurationError({ field, message: `is not a number of at least ${least}; give one or leave it out` });
}
