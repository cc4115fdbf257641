import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { StorageError } from '@clinicarrivals/core';
import type { Connection } from './connection.ts';
import { createPrivately } from './file-access.ts';

/** So many pages (4 MB) are copied between two chances for other work. */
const pagesAStep = 1_000;

/** The clinic has data in this file. Its row is what a backup marks. */
const clinicKey = 'clinic';
/** When the copy that this file was restored from had been taken. */
const takenAtKey = 'backup-taken-at';

/** Notes that a clinic has data in the file. Idempotent; without need it writes nothing. */
export function registerClinic({ clinicId, get, statement }: Connection): void {
  if (get('SELECT value FROM meta WHERE clinic_id = ? AND key = ?', clinicKey) !== undefined) return;
  statement('INSERT INTO meta (clinic_id, key, value) VALUES (?, ?, 1) ON CONFLICT DO NOTHING').run(
    clinicId,
    clinicKey,
  );
}

/**
 * Copies the database to a file while it is in use, and marks the copy: whoever opens it is told when it had been taken.
 *
 * The copy is made under another name and renamed when it is complete and marked, so that under the given name there is
 * never half a backup, and never one that would send again what left since.
 */
export async function backUp(options: {
  readonly file: string;
  readonly path: string;
  readonly now: number;
}): Promise<void> {
  const path = resolve(options.path);
  if (path === resolve(options.file)) {
    throw new StorageError({ message: '[sqlite] backup refused: the path is the database itself; name another file' });
  }
  if (!existsSync(dirname(path))) {
    throw new StorageError({
      message: '[sqlite] backup failed: the folder of the copy does not exist; create it first',
    });
  }
  if (existsSync(`${path}-wal`)) {
    throw new StorageError({
      message: '[sqlite] backup refused: there is a database in use at the path of the copy; name another file',
    });
  }
  const partial = `${path}.partial`;
  removeDatabase(partial);
  createPrivately(partial);
  try {
    await copy(options.file, partial);
    mark(partial, options.now);
    renameSync(partial, path);
  } catch (error) {
    removeDatabase(partial);
    throw error;
  }
}

/** When the copy that this file was restored from had been taken; null when it was not restored, or that is settled. */
export function restoredFrom({ get }: Connection): number | null {
  return get<{ value: number }>('SELECT value FROM meta WHERE clinic_id = ? AND key = ?', takenAtKey)?.value ?? null;
}

/** Takes the mark of the backup away. */
export function settleRestore({ run }: Connection): void {
  run('DELETE FROM meta WHERE clinic_id = ? AND key = ?', takenAtKey);
}

/**
 * Copies through a connection of its own that stands still at one moment: steps on the connection that writes fail when they
 * meet a write, and without the open read each write would make the copy begin again.
 */
async function copy(file: string, target: string): Promise<void> {
  const source = new DatabaseSync(file, { readOnly: true });
  try {
    source.exec('BEGIN; SELECT count(*) FROM meta');
    await backup(source, target, { rate: pagesAStep });
  } finally {
    source.close();
  }
}

/** An older mark that is not settled stays: what left since that earlier backup is still not dealt with. */
function mark(file: string, takenAt: number): void {
  const database = new DatabaseSync(file);
  try {
    database
      .prepare(
        `INSERT INTO meta (clinic_id, key, value) SELECT clinic_id, ?, ? FROM meta WHERE key = ?
         ON CONFLICT DO NOTHING`,
      )
      .run(takenAtKey, takenAt, clinicKey);
    // In one file from now on: what is renamed must not leave a log behind.
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true });
}
