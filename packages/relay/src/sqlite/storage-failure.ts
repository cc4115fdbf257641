import { StorageError } from '@clinicarrivals/core';

/** What to do, by SQLite's primary result code. Source: https://sqlite.org/rescode.html */
const remedies: ReadonlyMap<number, string> = new Map([
  [5, 'another process has the file open; a relay needs it alone, so end the other one'],
  [8, 'the file or its folder is read-only; give this user the right to write to both'],
  [10, 'the disk reported an error; check it and its free space'],
  [11, 'the file is damaged; move it away and start again, and give every clinic that has rotated its token a new one'],
  [13, 'the disk is full; make room, then it goes on'],
  [14, 'the file cannot be opened; check that its folder exists and may be written to'],
  [26, 'the file is not a SQLite database; name another file'],
]);

const lasting: ReadonlySet<number> = new Set([8, 11, 14, 26]);

/** Turns what SQLite threw into a StorageError that says what was tried and what to do. SQLite's own words are left to `cause`. */
export function toStorageError(tried: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = primaryCode(error);
  const what = (code === null ? undefined : remedies.get(code)) ?? 'the record could not be written or read';
  return new StorageError({
    message: `[relay store] ${tried} failed: ${what}`,
    isRetryable: code === null || !lasting.has(code),
    cause: error,
  });
}

function primaryCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
