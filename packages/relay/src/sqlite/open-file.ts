import { chmodSync, closeSync, existsSync, openSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '@clinicarrivals/core';
import { createTables } from './tables.ts';

const ownerOnly = 0o600;
const pageBytes = 4096;
/** A checkpoint every 4 MB of log, SQLite's default. */
const pagesBetweenCheckpoints = 1_000;

/**
 * Opens the file for durable writing, creates it readable by its owner only where there is none, and keeps every other process out.
 *
 * @throws StorageError, or what SQLite throws
 */
export function openFile(file: string): DatabaseSync {
  const path = resolve(file);
  if (!existsSync(dirname(path))) {
    throw new StorageError({
      message: '[relay store] open failed: the folder of the file does not exist; create it first',
    });
  }
  // SQLite gives its log the mode of the database, so that has to be right before it is opened.
  if (!existsSync(path)) closeSync(openSync(path, 'a', ownerOnly));
  if (process.platform !== 'win32') chmodSync(path, ownerOnly);
  const database = new DatabaseSync(path);
  try {
    // Waiting clients are woken by what this process writes: a second process on the file would not wake them.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const mode = database.prepare('PRAGMA journal_mode = WAL').get();
    if (mode?.['journal_mode'] !== 'wal') {
      throw new StorageError({
        message: '[relay store] open refused: the disk does not allow a write-ahead log; name a file on a local disk',
      });
    }
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = ${pagesBetweenCheckpoints};
    `);
    createTables(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** How large the file may become, and how much is to be left free on its disk. */
export interface RoomLimits {
  readonly file: string;
  readonly maxBytes: number;
  readonly minFreeBytes: number;
}

/**
 * Tells whether there is room for so many bytes more. The disk is asked once a second: it must never be filled to the brim, because
 * giving out, acknowledging and deleting need room as well.
 */
export function createRoomCheck(database: DatabaseSync, limits: RoomLimits): (bytes: number) => boolean {
  const pages = database.prepare('PRAGMA page_count');
  const free = database.prepare('PRAGMA freelist_count');
  const folder = dirname(resolve(limits.file));
  let askedAt = -Infinity;
  let isDiskFull = false;
  return (bytes) => {
    if (performance.now() - askedAt > 1_000) {
      const { bavail, bsize } = statfsSync(folder);
      isDiskFull = bavail * bsize < limits.minFreeBytes;
      askedAt = performance.now();
    }
    if (isDiskFull) return false;
    if (limits.maxBytes === Infinity) return true;
    const used = Number(pages.get()?.['page_count']) - Number(free.get()?.['freelist_count']);
    return used * pageBytes + bytes <= limits.maxBytes;
  };
}

/** Takes what was deleted out of the write-ahead log as well, and gives the log its length back: syncing a file that grows is slow. */
export function emptyLog(database: DatabaseSync): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  makeLogRoom(database);
}

/**
 * Gives the write-ahead log the length that it will need: a sync takes twice as long while it makes its file longer.
 *
 * A transaction that does not fit into the cache goes to the end of the log; undone, it leaves its room there and nothing in the
 * database (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files).
 */
export function makeLogRoom(database: DatabaseSync): void {
  const cacheSize = Number(database.prepare('PRAGMA cache_size').get()?.['cache_size']);
  database.exec('PRAGMA cache_size = 10');
  try {
    const bytes = pagesBetweenCheckpoints * pageBytes;
    database.exec(`BEGIN IMMEDIATE; CREATE TABLE room (body BLOB); INSERT INTO room VALUES (zeroblob(${bytes}))`);
  } catch {
    // A disk without so much room: what lies in the file is given out all the same.
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.exec(`PRAGMA cache_size = ${cacheSize}`);
  }
}
