import { chmodSync, closeSync, existsSync, openSync, statSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StorageError } from '@clinicarrivals/core';

const ownerOnly = 0o600;
const ownersBits = 0o700;

/** File system types of `statfs(2)` on Linux whose locks cannot be trusted: NFS, SMB, CIFS, SMB2, AFS, Ceph, 9p. */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
]);

/** Where a file lies, as far as its locks are concerned. */
export interface FilePlace {
  /** The absolute path. */
  readonly path: string;
  readonly platform: NodeJS.Platform;
  /** The type that `statfs` gives for the folder. */
  readonly fileSystemType: number;
}

/**
 * Tells, on a best-effort basis, whether a file lies on a network drive: a UNC path on Windows, a network file system on
 * Linux. SQLite's write-ahead log needs shared memory and locks that those do not give.
 *
 * Source: https://sqlite.org/wal.html, "All processes using a database must be on the same host computer".
 */
export function isOnNetwork({ path, platform, fileSystemType }: FilePlace): boolean {
  if (platform === 'win32') return /^[\\/]{2}(?![?.][\\/](?!UNC))/i.test(path);
  return platform === 'linux' && networkTypes.has(fileSystemType >>> 0);
}

/**
 * Makes sure that the file is there, on a local disk, and that only its owner can read it and what SQLite puts beside it.
 *
 * An existing file is never opened here: closing a second descriptor would drop the locks which SQLite holds on the file
 * in this process (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function prepareFile(file: string): void {
  const path = resolve(file);
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new StorageError({ message: '[sqlite] open failed: the folder of the file does not exist; create it first' });
  }
  if (isOnNetwork({ path, platform: process.platform, fileSystemType: statfsSync(folder).type })) {
    throw new StorageError({
      message:
        '[sqlite] open refused: the file is on a network drive, where its locks do not work; name one on a local disk',
    });
  }
  createPrivately(path);
  if (process.platform !== 'win32') for (const suffix of ['', '-wal', '-shm']) makePrivate(path + suffix);
}

/** Creates an empty file that only its owner can read. SQLite gives its log and shared memory the same mode. */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', ownerOnly));
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) {
      throw new StorageError({
        message: '[sqlite] open failed: the file cannot be created; give this user the right to write to its folder',
        cause: error,
      });
    }
  }
}

/**
 * Takes the rights of everybody else away and leaves the owner's: a file that was made read-only stays so. A file of another
 * owner stays as it is; whether it can be written to is found out when it is opened.
 */
function makePrivate(path: string): void {
  try {
    chmodSync(path, statSync(path).mode & ownersBits);
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EPERM') && !hasCode(error, 'EROFS')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
