import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { pageBytes, pagesBetweenCheckpoints } from './connection.ts';

const roomBytes = pagesBetweenCheckpoints * pageBytes;
/** While room is made, so few pages are kept in memory. */
const pagesInMemory = 10;

/**
 * Gives the write-ahead log its full length before it is needed, unless it has it.
 *
 * A sync takes twice as long while it makes its file longer, because the file system writes down the new length as well. SQLite writes
 * over its log from the beginning after each checkpoint, so a log that has its length once stays fast: without this, the slow texts are
 * those after a start. A transaction that does not fit into the cache goes to the end of the log; undone, it leaves its room there and
 * nothing in the database (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files).
 */
export function makeLogRoom(database: DatabaseSync, file: string): void {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size >= roomBytes) return;
  const cacheSize = Number(database.prepare('PRAGMA cache_size').get()?.['cache_size']);
  database.exec(`PRAGMA cache_size = ${pagesInMemory}`);
  try {
    const bytes = roomBytes + 2 * pagesInMemory * pageBytes;
    database.exec(`BEGIN IMMEDIATE; CREATE TABLE room (body BLOB); INSERT INTO room VALUES (zeroblob(${bytes}))`);
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.exec(`PRAGMA cache_size = ${cacheSize}`);
  }
}
