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

describe('countReport', () => {
  it('counts what passed and what failed', () => {
    const totals = countReport({
      testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')],
    });
    expect(totals).toEqual({ passed: 3, failed: 1, notRun: [] });
  });

  it('counts a file that did not load as one failure', () => {
    expect(countReport({ testResults: [file('failed')] }).failed).toBe(1);
  });

  it('counts a file as failed whose tests passed but whose clean-up did not', () => {
    expect(countReport({ testResults: [file('failed', 'passed')] })).toEqual({ passed: 1, failed: 1, notRun: [] });
  });

  it('names every test that was skipped', () => {
    const totals = countReport({ testResults: [file('passed', 'skipped', 'passed', 'todo')] });
    expect(totals.notRun).toEqual(['test 0', 'test 2']);
  });
});

describe('readTestReport', () => {
  it('answers null when the tests left no report', () => {
    expect(readTestReport(join(tmpdir(), 'no-such-folder', 'vitest.json'))).toBeNull();
  });

  it('counts the report file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gate-'));
    writeFileSync(join(folder, 'vitest.json'), JSON.stringify({ testResults: [file('passed', 'passed')] }));
    expect(readTestReport(join(folder, 'vitest.json'))?.passed).toBe(1);
    rmSync(folder, { recursive: true });
  });
});
