import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram, runCommand, runProcess } from './command.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gate-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function installTool(name: string, bin: unknown, script = ''): void {
  const folder = join(root, 'node_modules', ...name.split('/'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, bin }));
  writeFileSync(join(folder, 'tool.cjs'), script);
}

describe('findProgram', () => {
  it('takes the only program of a package', () => {
    installTool('checker', 'tool.cjs');
    expect(findProgram(root, 'checker')).toBe(join(root, 'node_modules', 'checker', 'tool.cjs'));
  });

  it('takes the program named after the package, without its scope', () => {
    installTool('@some/checker', { checker: './tool.cjs', other: './other.cjs' });
    expect(findProgram(root, '@some/checker')).toBe(join(root, 'node_modules', '@some', 'checker', 'tool.cjs'));
  });

  it('refuses a program that the package does not bring, by name', () => {
    installTool('checker', { other: './other.cjs' });
    expect(() => findProgram(root, 'checker')).toThrow('checker brings no program checker');
  });
});

describe('runCommand', () => {
  it('returns what the tool printed on both streams, and that it passed', async () => {
    installTool('checker', 'tool.cjs', 'console.log(process.argv[2]); console.error("and a warning")');
    const result = await runCommand(root, { tool: 'checker', args: ['all good'] });
    expect(result.hasPassed).toBe(true);
    expect(result.output).toContain('all good');
    expect(result.output).toContain('and a warning');
  });

  it('fails when the tool ends with another code than 0', async () => {
    installTool('checker', 'tool.cjs', 'process.exit(3)');
    expect((await runCommand(root, { tool: 'checker', args: [] })).hasPassed).toBe(false);
  });

  it('runs in the folder and with the environment of the command', async () => {
    installTool('checker', 'tool.cjs', 'console.log(process.cwd() + " " + process.env.ASKED)');
    mkdirSync(join(root, 'inner'));
    const result = await runCommand(root, {
      tool: 'checker',
      args: [],
      folder: 'inner',
      environment: { ASKED: 'yes' },
    });
    expect(result.output.trim()).toMatch(/inner yes$/);
  });

  it('fails, and says what to do, when the tool is not installed', async () => {
    const result = await runCommand(root, { tool: 'checker', args: [] });
    expect(result.hasPassed).toBe(false);
    expect(result.output).toContain('run npm ci');
  });
});

describe('runProcess', () => {
  it('stops what takes too long, and says so also when it ends tidily', async () => {
    const script = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000);";
    const result = await runProcess(process.execPath, ['--eval', script], { cwd: root, timeoutMs: 2_000 });
    expect(result.hasPassed).toBe(false);
    expect(result.output).toContain('stopped after 2 seconds');
  });
});
