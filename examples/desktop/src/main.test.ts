import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../server/src/testing/run-program.ts';
import type { Program } from '../../server/src/testing/run-program.ts';

const file = join(import.meta.dirname, 'main.ts');
let folder: string;
let program: Program | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-desktop-'));
});
afterEach(async () => {
  program?.signal('SIGKILL');
  await program?.exited;
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function start(environment: Record<string, string>, args: readonly string[]): Program {
  const own = { HOME: folder, USERPROFILE: folder, LOCALAPPDATA: folder, XDG_DATA_HOME: folder };
  program = runProgram({ file, args, cwd: folder, environment: { ...own, ...environment } });
  return program;
}

// A window is opened on Linux only: elsewhere the test would open the real browser of whoever runs it.
describe('the desktop example', () => {
  it('prints a link with --no-open, which lets in once and only with its cookie', async () => {
    const running = start({ PORT: '4600', HOST: '0.0.0.0' }, ['--no-open']);
    const url = new URL((await running.until(/The page: (\S+)/))[1] ?? '');
    expect(running.output()).toContain('simulation');
    expect(url.hostname).toBe('127.0.0.1');
    expect((await fetch(new URL('/api/day', url))).status).toBe(401);
    const exchange = (): Promise<Response> =>
      fetch(new URL('/session', url), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token: url.hash.slice(1) }),
      });
    const opened = await exchange();
    const cookie = opened.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect((await fetch(new URL('/api/day', url), { headers: { Cookie: cookie } })).status).toBe(200);
    expect((await exchange()).status).toBe(401);
  });

  it.runIf(process.platform === 'linux')(
    'shows the page in a window, and says in which browser [linux only: a shell script stands for it]',
    async () => {
      const browser = join(folder, 'chromium');
      writeFileSync(browser, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      const running = start({ PATH: folder }, []);
      await running.until(/shown in Chromium, in a window of its own/);
      await running.until(/The window has closed at once/);
      running.signal('SIGTERM');
      expect(await running.exited).toBe(0);
    },
  );

  it.runIf(process.platform === 'linux')(
    'keeps a real clinic’s data in the user’s folder, for this user alone [linux only: file modes]',
    async () => {
      const running = start(
        {
          FHIR_BASE_URL: 'http://127.0.0.1:9/fhir',
          TWILIO_BASE_URL: 'http://127.0.0.1:9',
          TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
          TWILIO_AUTH_TOKEN: 'secret-of-the-account',
          TWILIO_FROM: '+61480000001',
          CLINIC_NAME: 'Main Street Clinic',
          CLINIC_PHONE: '03 7010 0000',
          CLINIC_TIME_ZONE: 'Australia/Melbourne',
          CLINIC_COUNTRY: 'AU',
        },
        ['--no-open'],
      );
      const url = new URL((await running.until(/The page: (\S+)/))[1] ?? '');
      expect(running.output()).toContain('ClinicArrivals, real');
      expect(running.output()).not.toContain('secret-of-the-account');
      const file = join(folder, 'clinicarrivals', 'clinic.db');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'clinicarrivals')).mode & 0o777).toBe(0o700);
      await expect.poll(async () => (await fetch(new URL('/health', url))).status).toBe(503);
    },
  );
});
