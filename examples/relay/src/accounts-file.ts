import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { ConfigurationError } from '@clinicarrivals/core';
import type { RelayAccount, RelayLimits } from '@clinicarrivals/relay';
import { readTextFile } from '../../server/src/settings/read-text-file.ts';

/** What the file of the accounts says. */
export interface AccountsFile {
  /** Each is checked when the relay takes them. */
  readonly accounts: readonly RelayAccount[];
  readonly limits: Partial<RelayLimits>;
}

/**
 * Reads the file of the accounts: `{ "accounts": [ … ], "limits": { … } }`.
 *
 * @throws ConfigurationError naming the key and the fix
 */
export function readAccountsFile(path: string): AccountsFile {
  const given = parse(path);
  const { accounts = [], limits = {}, ...rest } = given;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw wrong(unknown, 'is no key of the file; there are: accounts, limits');
  if (!Array.isArray(accounts)) throw wrong('accounts', 'must be a list; add-account makes an entry');
  // Every account and every limit is checked by the relay, field by field.
  return { accounts: accounts as RelayAccount[], limits: limits as Partial<RelayLimits> };
}

/**
 * Adds an account to the file, or makes the file. Readable by its owner only, and whole at every moment.
 *
 * @throws ConfigurationError when the id is there already, or somebody else adds one at this moment
 */
export function addToAccountsFile(path: string, account: RelayAccount): void {
  const file = existsSync(path) ? readAccountsFile(path) : { accounts: [], limits: {} };
  if (file.accounts.some(({ id }) => id === account.id)) {
    throw wrong('--id', 'is in the file already; every account needs an id of its own, also after one is removed');
  }
  const temporary = `${path}.new`;
  const text = `${JSON.stringify({ ...file, accounts: [...file.accounts, account] }, null, 2)}\n`;
  const descriptor = openNew(temporary);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new ConfigurationError({
      field: 'RELAY_ACCOUNTS',
      message:
        'cannot be written; see that its folder may be written to, and that no file ending in .new is left beside it',
      cause: error,
    });
  }
}

function parse(path: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readTextFile(path));
    // It is an object, and what is in it is checked by who takes it out.
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    throw wrong(
      'RELAY_ACCOUNTS',
      isSyntax
        ? 'names a file that is no valid JSON; correct it'
        : 'names a file that cannot be read; add-account makes one',
    );
  }
  throw wrong('RELAY_ACCOUNTS', 'names a file that holds no JSON object; begin it with { and end it with }');
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
