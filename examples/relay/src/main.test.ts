import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../server/src/testing/run-program.ts';
import type { Program } from '../../server/src/testing/run-program.ts';

const file = join(import.meta.dirname, 'main.ts');
let folder: string;
let programs: Program[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-relay-example-'));
});
afterEach(async () => {
  for (const program of programs) program.signal('SIGKILL');
  await Promise.all(programs.map(({ exited }) => exited));
  programs = [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function start(args: readonly string[] = [], environment: Record<string, string> = {}): Program {
  const given = { RELAY_PUBLIC_URL: 'https://relay.example', PORT: '0', ...environment };
  const program = runProgram({ file, args, cwd: folder, environment: given });
  programs.push(program);
  return program;
}

async function addAccount(...args: readonly string[]): Promise<{ path: string; token: string }> {
  const program = start(['add-account', ...args]);
  expect(await program.exited, program.output()).toBe(0);
  const path = /https:\/\/relay\.example(\/in\/[\w-]{43})#rc=5&rp=all/.exec(program.output())?.[1] ?? 'missing';
  const token = /Token, for the clinic: +([\w-]{43})/.exec(program.output())?.[1] ?? 'missing';
  return { path, token };
}

const urlOf = async (program: Program): Promise<string> => (await program.until(/listens on (\S+)/))[1] ?? '';

describe('the relay example', () => {
  it('makes an account that works, shows its secrets once, and drains on SIGTERM', async () => {
    const { path, token } = await addAccount(
      '--id',
      'main-street',
      '--public-key',
      Buffer.alloc(32, 9).toString('base64'),
    );
    const accounts = readFileSync(join(folder, 'accounts.json'), 'utf8');
    expect(accounts).not.toContain(token);
    expect(accounts).not.toContain(path.slice(4));
    if (process.platform !== 'win32') expect(statSync(join(folder, 'accounts.json')).mode & 0o777).toBe(0o600);

    const program = start();
    const url = await urlOf(program);
    expect((await fetch(url + path, { method: 'POST', body: 'Body=here' })).status).toBe(200);
    const ask = (body: object): Promise<Response> =>
      fetch(`${url}/v1/accounts/main-street/lease`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const given = await ask({ consumer: 'one' });
    expect(await given.json()).toMatchObject({ webhooks: [{ sealed: expect.any(String) }], waiting: 0 });
    if (process.platform === 'win32') return;
    const waiting = ask({ consumer: 'two', waitSeconds: 50 });
    await expect.poll(async () => (await fetch(`${url}/metrics`)).text()).toContain('waiting_clients 1');
    program.signal('SIGTERM');
    expect(await (await waiting).json()).toMatchObject({ webhooks: [] });
    expect(await program.exited).toBe(0);
    expect(program.output()).toContain('Stopped.');
  });

  // Windows has no signals.
  it.runIf(process.platform !== 'win32')(
    'takes a new account in on SIGHUP, and stays as it was when the file is wrong [linux, darwin only: Windows has no signals]',
    async () => {
      await addAccount('--id', 'first', '--unsealed');
      const program = start();
      const url = await urlOf(program);
      const { path } = await addAccount('--id', 'second', '--unsealed');
      program.signal('SIGHUP');
      await program.until(/Read the accounts again: 2/);
      expect((await fetch(url + path, { method: 'POST', body: 'x' })).status).toBe(200);
      writeFileSync(join(folder, 'accounts.json'), '{"accounts": [{}]}');
      program.signal('SIGHUP');
      await program.until(/stay as they were\. \[settings\] accounts\[0\]\.id/);
      expect((await fetch(url + path, { method: 'POST', body: 'x' })).status).toBe(200);
    },
  );

  it.each([
    ['RELAY_PUBLIC_URL', [], { RELAY_PUBLIC_URL: 'http://relay.example' }],
    ['RELAY_PUBLIC_URI', [], { RELAY_PUBLIC_URI: 'x' }],
    ['RELAY_ACCOUNTS', [], {}],
    ['RELAY_VIDEO_SERVERS', [], { RELAY_VIDEO_SERVERS: 'video.example' }],
    ['PORT', [], { PORT: 'x' }],
    ['LOG_LEVEL', [], { LOG_LEVEL: 'loud' }],
    ['--public-key', ['add-account', '--id', 'a'], {}],
    ['account.publicKey', ['add-account', '--id', 'a', '--public-key', 'x'], {}],
    ['account.id', ['add-account', '--id', 'a b', '--unsealed'], {}],
    ['--reply', ['add-account', '--id', 'a', '--unsealed', '--reply', 'hello'], {}],
    ['command', ['serve'], {}],
  ])('refuses what is wrong by name, in a line: %s', async (name, args, environment) => {
    const program = start(args, environment);
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain(`[settings] ${name}: `);
    expect(program.output()).not.toMatch(/^\s+at /m);
  });

  it('refuses an unknown key of the file and an id that is there already', async () => {
    await addAccount('--id', 'first', '--unsealed');
    const again = start(['add-account', '--id', 'first', '--unsealed']);
    expect(await again.exited).toBe(1);
    expect(again.output()).toContain('--id: is in the file already');
    writeFileSync(join(folder, 'accounts.json'), '{"clinics": []}');
    const program = start();
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain('[settings] clinics: is no key of the file');
  });
});
