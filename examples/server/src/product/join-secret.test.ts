import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { joinSecretFile, readJoinSecret } from './join-secret.ts';

const run = promisify(execFile);
let folder: string;
let databaseFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-secret-'));
  databaseFile = join(folder, 'clinic.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

describe('the secret of the links', () => {
  it('is drawn at the first start and the same ever after', () => {
    const secret = readJoinSecret(databaseFile);
    expect(secret.length).toBeGreaterThan(40);
    expect(readJoinSecret(databaseFile)).toBe(secret);
    expect(readdirSync(folder)).toEqual([joinSecretFile]);
  });

  it('is the same for processes that start at once', async () => {
    const module = JSON.stringify(new URL('join-secret.ts', import.meta.url).href);
    const program = `import(${module}).then(({ readJoinSecret }) => process.stdout.write(readJoinSecret(${JSON.stringify(databaseFile)})))`;
    const starts = Array.from({ length: 4 }, () => run(process.execPath, ['--eval', program]));
    const secrets = new Set((await Promise.all(starts)).map(({ stdout }) => stdout));
    expect(secrets.size).toBe(1);
    expect([...secrets][0]).toBe(readFileSync(join(folder, joinSecretFile), 'utf8').trim());
    expect(readdirSync(folder)).toEqual([joinSecretFile]);
  }, 60_000);

  it.runIf(process.platform !== 'win32')('is for this user alone [linux, darwin only: file modes]', () => {
    readJoinSecret(databaseFile);
    expect(statSync(join(folder, joinSecretFile)).mode & 0o777).toBe(0o600);
  });

  it('is never drawn anew where a file is broken or cannot be read, for that would end all links without a word', () => {
    writeFileSync(join(folder, joinSecretFile), 'zq7f\n');
    expect(() => readJoinSecret(databaseFile)).toThrow(/join-links\.key.*cut short/);
    expect(() => readJoinSecret(databaseFile)).not.toThrow(/zq7f/);
    expect(readFileSync(join(folder, joinSecretFile), 'utf8')).toBe('zq7f\n');
  });

  it('says what to do where it cannot be made', () => {
    expect(() => readJoinSecret(join(folder, 'none', 'clinic.db'))).toThrow(/cannot be made \(ENOENT\)/);
  });
});
