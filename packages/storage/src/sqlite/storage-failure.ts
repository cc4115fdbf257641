import { StorageError } from '@clinicarrivals/core';

/** Primary result codes of SQLite that this store tells apart. Source: https://sqlite.org/rescode.html */
const resultCodes = {
  busy: 5,
  locked: 6,
  noMemory: 7,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const;

/** What happened and what to do, by primary result code. All of these concern the file, not the single write. */
const remedies: ReadonlyMap<number, { readonly what: string; readonly isRetryable: boolean }> = new Map([
  [resultCodes.busy, { what: 'the file is locked by another process; end it or try again', isRetryable: true }],
  [resultCodes.locked, { what: 'the file is locked by another connection; try again', isRetryable: true }],
  [resultCodes.noMemory, { what: 'out of memory; give the process more', isRetryable: true }],
  [
    resultCodes.readOnly,
    { what: 'the file or its folder is read-only; give this user the right to write to both', isRetryable: false },
  ],
  [resultCodes.ioError, { what: 'the disk reported an error; check it and its free space', isRetryable: true }],
  [
    resultCodes.corrupt,
    { what: 'the file is damaged; stop, keep a copy of it, and restore the last backup', isRetryable: false },
  ],
  [
    resultCodes.full,
    { what: 'the disk is full or the size limit is reached; make room, then it goes on', isRetryable: true },
  ],
  [
    resultCodes.cannotOpen,
    { what: 'the file cannot be opened; check that its folder exists and may be written to', isRetryable: false },
  ],
  [resultCodes.protocol, { what: 'the locks of the file do not work; try again', isRetryable: true }],
  [
    resultCodes.notADatabase,
    {
      what: 'the file is not a SQLite database or is damaged; name another file or restore a backup',
      isRetryable: false,
    },
  ],
]);

/** Tells whether somebody else holds a lock that passes, so that the same call may work a moment later. */
export function isLockFailure(error: unknown): boolean {
  const code = primaryCode(error);
  return code === resultCodes.busy || code === resultCodes.locked || code === resultCodes.protocol;
}

/** Tells whether an error concerns the file as a whole, so that no other write of the same transaction can succeed either. */
export function isFileFailure(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== null && remedies.has(code);
}

/**
 * Turns what SQLite threw into a StorageError that says what was tried and what to do. A StorageError passes as it is.
 *
 * SQLite's own message is left to `cause`: it may quote a value of the row.
 */
export function toStorageError(tried: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const code = primaryCode(error);
  const remedy = code === null ? undefined : remedies.get(code);
  const what = remedy?.what ?? (code === null ? 'the record could not be written or read' : `SQLite error ${code}`);
  return new StorageError({
    message: `[sqlite] ${tried} failed: ${what}`,
    isRetryable: remedy?.isRetryable ?? false,
    cause: error,
  });
}

function primaryCode(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}
