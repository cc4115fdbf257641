import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { StorageError } from '@clinicarrivals/core';

/** How long SQLite itself may wait for a lock: it stops the event loop, so the real waiting is done outside. */
const busyTimeoutMs = 10;
export const pageBytes = 4096;
const cacheKibibytes = 16_384;
/** A checkpoint every 4 MB of log, SQLite's default: that much room is made for it at once. */
export const pagesBetweenCheckpoints = 1_000;

/**
 * The end of a SELECT whose last value is how many rows are wanted. A bare `LIMIT ?` would have SQLite compile the statement anew
 * at every call, as its planner looks at the value: ten times the cost of a read that finds nothing.
 */
export const atMost = 'LIMIT CAST(? AS INTEGER)';

/** One clinic's view of an open database: every statement's first `?` is the clinic. */
export interface Connection {
  readonly database: DatabaseSync;
  readonly clinicId: string;
  /** The statement of a SQL text, prepared at its first use. */
  readonly statement: (sql: string) => StatementSync;
  /** The first row, or undefined. `Row` is the shape that the SQL selects. */
  readonly get: <Row>(sql: string, ...values: SQLInputValue[]) => Row | undefined;
  readonly all: <Row>(sql: string, ...values: SQLInputValue[]) => Row[];
  /** Runs a writing statement and returns how many rows it changed. */
  readonly run: (sql: string, ...values: SQLInputValue[]) => number;
}

/** Opens a file that is there, for durable writing: write-ahead log, and a sync to disk before a commit returns. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    const mode = database.prepare('PRAGMA journal_mode = WAL').get();
    if (mode?.['journal_mode'] !== 'wal') {
      throw new StorageError({
        message: '[sqlite] open refused: the disk does not allow a write-ahead log; name a file on a local disk',
      });
    }
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -${cacheKibibytes};
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = ${pagesBetweenCheckpoints};
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Has writes fail before the file grows beyond a size. Holds for this connection. */
export function limitSize(database: DatabaseSync, maxBytes: number): void {
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`);
}

/** Makes one clinic's view of an open database. */
export function createConnection(database: DatabaseSync, clinicId: string): Connection {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = database.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  return {
    database,
    clinicId,
    statement,
    // The tables are ours and their columns are fixed by the migrations, so a row has the shape that its SQL names.
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(clinicId, ...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(clinicId, ...values) as Row[],
    run: (sql, ...values) => Number(statement(sql).run(clinicId, ...values).changes),
  };
}
