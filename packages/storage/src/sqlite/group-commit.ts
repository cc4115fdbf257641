import type { DatabaseSync } from 'node:sqlite';
import { untilUnlocked } from './lock-wait.ts';
import { isFileFailure, toStorageError } from './storage-failure.ts';

/** So many writes share a transaction at most, so that the event loop is not held for long. */
const largestGroup = 500;

/** An expectation of a write does not hold: whatever it has written is undone, the others of its group stand. */
export class ExpectationFailed extends Error {
  /** False when nothing has been written before the expectation failed, so that there is nothing to undo. */
  readonly hasWritten: boolean;

  constructor(hasWritten: boolean) {
    super('an expectation of this write does not hold');
    this.name = 'ExpectationFailed';
    this.hasWritten = hasWritten;
  }
}

/** Puts the writes that are asked for in one turn of the event loop into one transaction. */
export interface GroupCommit {
  /**
   * Runs a write and resolves with what it returned when it is durable. A write that throws is undone alone.
   *
   * @throws ExpectationFailed as the write threw it
   * @throws StorageError for everything else
   */
  write<T>(work: () => T): Promise<T>;
  /** Resolves when all writes that were asked for have ended. */
  settled(): Promise<void>;
}

interface Job {
  /** Does the write and returns how to tell its caller once it is durable. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Makes the group commit of one open database. */
export function createGroupCommit(database: DatabaseSync, lockWaitMs: number): GroupCommit {
  const transact = createTransaction(database);
  let queue: Job[] = [];
  let running: Promise<void> | null = null;

  const flushAll = async (): Promise<void> => {
    while (queue.length > 0) {
      // Waits for the end of this turn: what else it asks for rides along, and nothing is delayed when idle.
      await new Promise(setImmediate);
      const group = queue.slice(0, largestGroup);
      queue = queue.slice(largestGroup);
      try {
        const tell = await untilUnlocked('commit', lockWaitMs, () => transact(group));
        for (const resolve of tell) resolve();
      } catch (error) {
        for (const job of group) job.reject(error);
      }
    }
    running = null;
  };

  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        const run = (): (() => void) => {
          const value = work();
          return () => resolve(value);
        };
        queue.push({ run, reject });
        running ??= flushAll();
      }),
    settled: async () => {
      while (running !== null) await running;
    },
  };
}

/** Runs a group in one transaction. The common case has no savepoints; they come in when a write has to be undone alone. */
function createTransaction(database: DatabaseSync): (group: readonly Job[]) => (() => void)[] {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');

  const inTransaction = (group: readonly Job[], runJob: (job: Job) => () => void): (() => void)[] => {
    begin.run();
    try {
      const tell = group.map(runJob);
      commit.run();
      return tell;
    } catch (error) {
      // SQLite has ended the transaction itself after some failures, such as a full disk.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };

  return (group) => {
    try {
      return inTransaction(group, runDirectly);
    } catch (error) {
      if (isFileFailure(error)) throw error;
      return inTransaction(group, (job) => runBehindSavepoint(database, job));
    }
  };
}

function runDirectly(job: Job): () => void {
  try {
    return job.run();
  } catch (error) {
    if (error instanceof ExpectationFailed && !error.hasWritten) return () => job.reject(error);
    throw error;
  }
}

function runBehindSavepoint(database: DatabaseSync, job: Job): () => void {
  database.exec('SAVEPOINT one_write');
  try {
    const tell = job.run();
    database.exec('RELEASE one_write');
    return tell;
  } catch (error) {
    if (isFileFailure(error)) throw error;
    database.exec('ROLLBACK TO one_write; RELEASE one_write');
    return () => job.reject(error instanceof ExpectationFailed ? error : toStorageError('commit', error));
  }
}
