import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '@clinicarrivals/core';

/** The file that holds the secret of the links to consultations; it lies beside the database. */
export const joinSecretFile = 'join-links.key';

/**
 * Gives the secret from which the links to consultations are made: drawn at the first start, the same ever after and for every
 * process on this database.
 *
 * It is a file of its own. Derived from the video server's secret it would end all links whenever that is changed; in the database it
 * would lie in every copy and backup of it, and who reads one could join as the doctor.
 *
 * @throws ConfigurationError when it can be neither read nor made
 */
export function readJoinSecret(databaseFile: string): string {
  const path = join(dirname(databaseFile), joinSecretFile);
  const known = read(path);
  if (known !== null) return known;
  // Two processes may start at once: each writes a whole file, and the first to give it the name wins.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    linkSync(draft, path);
  } catch (error) {
    if (!isExisting(error)) throw refuse(`cannot be made (${codeOf(error)}); let this user write to its folder`, error);
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(path);
  if (made === null) throw refuse('was made and is gone; look who removes files from the folder of the database');
  return made;
}

/** Gives another secret for one purpose, which tells nothing of the one of the links. Throws as {@link readJoinSecret}. */
export function deriveJoinSecret(databaseFile: string, purpose: string): string {
  return createHmac('sha256', readJoinSecret(databaseFile)).update(purpose).digest('base64url');
}

/** Null when there is none yet. */
function read(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length >= 32) return secret;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw refuse(`cannot be read (${codeOf(error)}); let this user read it`, error);
  }
  throw refuse('is cut short; restore it from a backup, or remove it: all links that were sent end with it');
}

function refuse(message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError({ field: joinSecretFile, message, ...(cause === undefined ? {} : { cause }) });
}

function isExisting(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
