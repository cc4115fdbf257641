import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowserForTests, findChromium } from './chromium.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gate-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'chromium'), '');
  writeFileSync(join(folder, 'mine'), '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('findChromium', () => {
  it('takes the first browser along PATH', () => {
    const path = [join(folder, 'empty'), join(folder, 'bin')].join(delimiter);
    expect(findChromium({ PATH: path })).toBe(join(folder, 'bin', 'chromium'));
  });

  it('prefers the browser that CHROMIUM_PATH names', () => {
    const environment = { PATH: join(folder, 'bin'), CHROMIUM_PATH: join(folder, 'mine') };
    expect(findChromium(environment)).toBe(join(folder, 'mine'));
  });

  it('answers null rather than another browser when CHROMIUM_PATH names none', () => {
    const environment = { PATH: join(folder, 'bin'), CHROMIUM_PATH: join(folder, 'gone') };
    expect(findChromium(environment)).toBeNull();
  });

  it('finds Edge where Windows keeps it', () => {
    const edge = join(folder, 'Microsoft', 'Edge', 'Application');
    mkdirSync(edge, { recursive: true });
    writeFileSync(join(edge, 'msedge.exe'), '');
    expect(findChromium({ 'PROGRAMFILES(X86)': folder })).toBe(join(edge, 'msedge.exe'));
  });
});

describe('findBrowserForTests', () => {
  it('looks for nothing, and misses nothing, while no test asks for a browser', async () => {
    expect(await findBrowserForTests(folder)).toEqual({ path: null, missing: null });
  });
});
