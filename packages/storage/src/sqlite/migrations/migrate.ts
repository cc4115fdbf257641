import type { DatabaseSync } from 'node:sqlite';
import { StorageError } from '@clinicarrivals/core';
import { firstTables } from './001-first-tables.ts';
import { narrowerIndexes } from './002-narrower-indexes.ts';
import { fedAppointments } from './003-fed-appointments.ts';
import type { Migration } from './migration.ts';

/** All steps, in order. */
export const migrations: readonly Migration[] = [firstTables, narrowerIndexes, fedAppointments];

/** The version of the tables that this package reads and writes. */
export const schemaVersion: number = migrations.length;

/** Marks a file as ours in its header: the letters `CLAR`. */
const applicationId = 0x434c4152;

/**
 * Brings the tables to the present version, in one transaction that other processes wait for. Returns the version found;
 * 0 means that the file was empty.
 *
 * @throws StorageError when the file belongs to another program or to a newer version of this one; it is not touched then
 */
export function migrate(database: DatabaseSync): number {
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = readNumber(database, 'PRAGMA user_version');
    refuseForeignFile(database, found);
    for (const migration of migrations.slice(found)) database.exec(migration.sql);
    // Written even when it is the same: that a file cannot be written to is found out now, not at the first message.
    database.exec(`PRAGMA user_version = ${schemaVersion}; PRAGMA application_id = ${applicationId}`);
    database.exec('COMMIT');
    return found;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function refuseForeignFile(database: DatabaseSync, version: number): void {
  const isOurs = readNumber(database, 'PRAGMA application_id') === applicationId;
  const isEmpty = version === 0 && readNumber(database, 'SELECT count(*) FROM sqlite_schema') === 0;
  if (!isOurs && !isEmpty) {
    throw new StorageError({
      message: '[sqlite] open refused: the file is the database of another program; name another file',
    });
  }
  if (version > schemaVersion) {
    throw new StorageError({
      message:
        `[sqlite] open refused: the file was written by a newer version (tables ${version}, this version knows ` +
        `${schemaVersion}); update @clinicarrivals/storage, or open a backup made before the update. Nothing was changed`,
    });
  }
}

function readNumber(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0);
}
