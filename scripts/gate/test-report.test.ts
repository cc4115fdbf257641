import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countReport, readTestReport } from './test-report.ts';

function file(status: string, ...statuses: readonly string[]) {
  return {
    name: 'x.test.ts',
    status,
    assertionResults: statuses.map((status, at) => ({ fullName: `test ${at}`, status })),
  };
}

function reportOf(...testResults: readonly ReturnType<typeof file>[]) {
  return { testResults };
}

function reportOfOne(fullName: string, status: string) {
  return { testResults: [{ name: 'x.test.ts', status: 'passed', assertionResults: [{ fullName, status }] }] };
}

describe('countReport', () => {
  it('counts what passed and what failed', () => {
    const totals = countReport(
      reportOf(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')),
      'linux',
    );
    expect(totals).toEqual({ passed: 3, failed: 1, notRun: [], elsewhere: [] });
  });

  it('counts a file that did not load as one failure', () => {
    expect(countReport(reportOf(file('failed')), 'linux').failed).toBe(1);
  });

  it('counts a file as failed whose tests passed but whose clean-up did not', () => {
    expect(countReport(reportOf(file('failed', 'passed')), 'linux')).toMatchObject({ passed: 1, failed: 1 });
  });

  it('names every test that was skipped', () => {
    const totals = countReport(reportOf(file('passed', 'skipped', 'passed', 'todo')), 'linux');
    expect(totals.notRun).toEqual(['test 0', 'test 2']);
  });

  const title = 'the file is private [linux, darwin only: file modes]';

  it('keeps a skipped test that is for other systems apart from those that should have run', () => {
    expect(countReport(reportOfOne(title, 'skipped'), 'win32')).toMatchObject({ notRun: [], elsewhere: [title] });
  });

  it('names a skipped test that is for this system, whatever others it is for', () => {
    expect(countReport(reportOfOne(title, 'skipped'), 'darwin')).toMatchObject({ notRun: [title], elsewhere: [] });
  });

  it('counts the failure of a test that ran on a system which it is not for', () => {
    expect(countReport(reportOfOne(title, 'failed'), 'win32')).toMatchObject({ failed: 1, elsewhere: [] });
  });
});

describe('readTestReport', () => {
  it('answers null when the tests left no report', () => {
    expect(readTestReport(join(tmpdir(), 'no-such-folder', 'vitest.json'))).toBeNull();
  });

  it('counts the report file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gate-'));
    writeFileSync(join(folder, 'vitest.json'), JSON.stringify(reportOf(file('passed', 'passed'))));
    expect(readTestReport(join(folder, 'vitest.json'))?.passed).toBe(1);
    rmSync(folder, { recursive: true });
  });
});
