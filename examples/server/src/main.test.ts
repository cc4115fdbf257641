import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from './testing/run-program.ts';
import type { Program } from './testing/run-program.ts';

const file = join(import.meta.dirname, 'main.ts');
let folder: string;
let programs: Program[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-server-'));
});
afterEach(async () => {
  for (const program of programs) program.signal('SIGKILL');
  await Promise.all(programs.map(({ exited }) => exited));
  programs = [];
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function start(environment: Record<string, string> = {}, args: readonly string[] = []): Program {
  const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
  const program = runProgram({ file, args, cwd: folder, environment: { PORT: '0', ...temporary, ...environment } });
  programs.push(program);
  return program;
}

const pageOf = async (program: Program): Promise<string> => (await program.until(/The page: (\S+)/))[1] ?? '';

describe('the server example', () => {
  it('says which mode it is in and where the page is, within a second, and serves it', async () => {
    const startedAt = performance.now();
    const program = start();
    const page = await pageOf(program);
    const tookMs = performance.now() - startedAt;
    expect(program.output()).toContain('simulation');
    expect((await fetch(page)).status).toBe(200);
    expect((await fetch(new URL('/health', page))).status).toBe(200);
    // A second on a quiet machine; the tests share theirs.
    expect(tookMs).toBeLessThan(5_000);
  });

  // Windows has no signals: there `kill` ends a process at once, and a closed window cannot be tested from outside.
  it.runIf(process.platform !== 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'drains on %s, exits with 0 and leaves no file behind [linux, darwin only: Windows has no signals]',
    async (signal) => {
      const program = start();
      const page = await pageOf(program);
      const live = await fetch(new URL('/api/live', page));
      program.signal(signal);
      expect(await program.exited).toBe(0);
      expect(program.output()).toContain('Stopped.');
      await live.body?.cancel().catch(() => undefined);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('says in a line that the port is in use, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const program = start({ PORT: String(port) });
    expect(await program.exited).toBe(1);
    other.close();
    expect(program.output()).toContain(`[settings] PORT: 127.0.0.1:${port} is in use`);
    // No stack; on Node 22 a warning that SQLite is experimental comes before.
    expect(program.output()).not.toMatch(/^\s+at /m);
  });

  it('refuses what is wrong by name, a line each, and starts nothing', async () => {
    const program = start({ FHIR_BASE_URL: 'https://pms.example/fhir/R4', CLINIC_COUNTRY: 'Australia' });
    expect(await program.exited).toBe(1);
    const lines = program.output().trim().split('\n');
    expect(lines.every((line) => line.startsWith('[settings] '))).toBe(true);
    expect(program.output()).toContain('TWILIO_ACCOUNT_SID: is missing');
    expect(existsSync(join(folder, 'clinic.db'))).toBe(false);
  });

  it('refuses an option that it does not have, and a seed that is no number', async () => {
    const unknown = start({}, ['--colour', '7']);
    const wrong = start({}, ['--seed', 'seven']);
    expect(await unknown.exited).toBe(1);
    expect(unknown.output()).toContain('--colour');
    expect(await wrong.exited).toBe(1);
    expect(wrong.output()).toContain('[settings] --seed: must be a whole number');
  });

  it('gives a one-time link where other machines reach it', async () => {
    const program = start({ HOST: '0.0.0.0' });
    const page = new URL((await pageOf(program)).replace('0.0.0.0', '127.0.0.1'));
    expect(page.hash.length).toBeGreaterThan(40);
    expect((await fetch(new URL('/api/day', page))).status).toBe(401);
  });

  it('gives one also where something lets the outside in, for that comes from this machine too', async () => {
    const page = new URL(await pageOf(start({ PUBLIC_URL: 'https://arrivals.clinic.example' })));
    expect(page.hash.length).toBeGreaterThan(40);
    expect((await fetch(new URL('/api/day', page))).status).toBe(401);
    const own = new URL(await pageOf(start({ PUBLIC_URL: 'http://127.0.0.1:4600' })));
    expect((await fetch(new URL('/api/day', own))).status).toBe(200);
  });

  it.runIf(process.platform === 'linux')('starts within its memory [linux only: read from /proc]', async () => {
    const program = start();
    await pageOf(program);
    const status = readFileSync(`/proc/${String(program.pid)}/status`, 'utf8');
    const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    // A loose bound: without flags V8 lets its young generation grow before it collects.
    expect(megabytes).toBeLessThan(200);
  });
});
