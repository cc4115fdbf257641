import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '@clinicarrivals/core';

/** Marks a file as ours in its header: the letters `CLRY`. */
const applicationId = 0x434c5259;
const version = 1;

/**
 * The contents stand apart, so that giving out and acknowledging write little, also on a disk that is nearly full. AUTOINCREMENT never
 * gives an id a second time, also when everything was deleted: a client that remembers ids would take the new webhook for the old one.
 */
const tables = `
  CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    is_sealed INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    holder TEXT,
    held_until INTEGER NOT NULL DEFAULT 0,
    given_behind INTEGER,
    acknowledged_at INTEGER
  ) STRICT;
  CREATE TABLE contents (
    id INTEGER PRIMARY KEY REFERENCES webhooks (id) ON DELETE CASCADE,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX unread ON webhooks (account, id, received_at) WHERE acknowledged_at IS NULL;
  CREATE INDEX acknowledged ON webhooks (account, id, acknowledged_at) WHERE acknowledged_at IS NOT NULL;
  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    root TEXT NOT NULL,
    replaces TEXT NOT NULL,
    state TEXT NOT NULL
  ) STRICT;
  CREATE TABLE notes (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
`;

/** Creates the tables in an empty file; refuses the file of another program or of a newer version, and does not touch it then. */
export function createTables(database: DatabaseSync): void {
  const found = readNumber(database, 'PRAGMA user_version');
  const isOurs = readNumber(database, 'PRAGMA application_id') === applicationId;
  const isEmpty = found === 0 && readNumber(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isOurs && !isEmpty) {
    throw new StorageError({
      message: '[relay store] open refused: the file is the database of another program; name another file',
    });
  }
  if (found > version) {
    throw new StorageError({
      message: '[relay store] open refused: the file was written by a newer version; update @clinicarrivals/relay',
    });
  }
  if (!isEmpty) return;
  database.exec(`BEGIN; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; COMMIT`);
}

function readNumber(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0);
}
