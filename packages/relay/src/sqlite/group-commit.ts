import type { DatabaseSync } from 'node:sqlite';
import type { MailboxSizes } from './mailbox-sizes.ts';

/** So many writes share a transaction at most, so that the event loop is not held for long. */
const largestGroup = 500;

/** Puts the writes that are asked for in one turn of the event loop into one transaction. */
export interface GroupCommit {
  /**
   * Runs a write and resolves with what it returned when it is durable. When one of a group throws, nothing of the group is kept
   * and all of it rejects: what a write may fail by concerns the file, and so all of them.
   */
  readonly write: <T>(work: () => T) => Promise<T>;
  /** Resolves when all writes that were asked for have ended. */
  settled(): Promise<void>;
}

interface Job {
  /** Does the write and returns how to tell its caller once it is durable. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Makes the group commit of an open database. When a group was undone, the sizes are counted anew before the next one. */
export function createGroupCommit(
  database: DatabaseSync,
  sizes: Pick<MailboxSizes, 'forget' | 'countIfForgotten'>,
): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const queue: Job[] = [];
  let isWaiting = false;
  const whenSettled: (() => void)[] = [];

  const transact = (group: readonly Job[]): (() => void)[] => {
    undo(database);
    begin.run();
    try {
      sizes.countIfForgotten();
      const tell = group.map((job) => job.run());
      commit.run();
      return tell;
    } catch (error) {
      sizes.forget();
      undo(database);
      throw error;
    }
  };

  const flush = (): void => {
    const group = queue.splice(0, largestGroup);
    try {
      for (const tell of transact(group)) tell();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    isWaiting = queue.length > 0;
    if (isWaiting) setImmediate(flush);
    else for (const tell of whenSettled.splice(0)) tell();
  };

  const add = (job: Job): void => {
    queue.push(job);
    // At the end of this turn: what else it asks for rides along, and nothing is delayed when idle.
    if (!isWaiting) setImmediate(flush);
    isWaiting = true;
  };

  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        add({
          run: () => {
            const value = work();
            return () => resolve(value);
          },
          reject,
        });
      }),
    settled: () => (isWaiting ? new Promise((resolve) => whenSettled.push(resolve)) : Promise.resolve()),
  };
}

/** Undoes the transaction that is open, if there is one: SQLite has ended it itself after some failures, such as a full disk. */
function undo(database: DatabaseSync): void {
  if (database.isTransaction) database.exec('ROLLBACK');
}
