import { existsSync, readFileSync } from 'node:fs';
import { isForOtherSystem } from './system-tag.ts';

/** What the tests came to. */
export interface TestTotals {
  readonly passed: number;
  /** Failed tests, and test files that did not even load. */
  readonly failed: number;
  /** The full titles of tests that did not run, and should have. */
  readonly notRun: readonly string[];
  /** The full titles of tests that did not run because they are for other systems. */
  readonly elsewhere: readonly string[];
}

/** The part of vitest's JSON report that is counted here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Counts a report file of this system. Null: there is none, so the tests did not come to an end. */
export function readTestReport(path: string): TestTotals | null {
  if (!existsSync(path)) return null;
  // Written by vitest a moment ago, in the shape of its JSON reporter.
  return countReport(JSON.parse(readFileSync(path, 'utf8')) as Report, process.platform);
}

/** Counts the tests of a report that was made on a system; whatever neither passed nor failed did not run. */
export function countReport(report: Report, platform: NodeJS.Platform): TestTotals {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failedTests = tests.filter((test) => test.status === 'failed').length;
  const failedFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const missing = tests
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failedTests + failedFiles,
    notRun: missing.filter((title) => !isForOtherSystem(title, platform)),
    elsewhere: missing.filter((title) => isForOtherSystem(title, platform)),
  };
}
