import { describe, expect, it } from 'vitest';
import type { StepOutcome } from './step.ts';
import { describeOutcome, summarise } from './summary.ts';

function outcome(name: string, hasPassed: boolean, output = ''): StepOutcome {
  return { name, hasPassed, durationMs: 1234, output };
}

const green = { passed: 12, failed: 0, notRun: [], elsewhere: [] };

function lastLine(text: string): string | undefined {
  return text.split('\n').at(-1);
}

describe('summarise', () => {
  it('ends with the count of the tests alone when all went well: a passed step is no test', () => {
    const summary = summarise({
      outcomes: [outcome('lint', true), outcome('tests', true)],
      totals: green,
      notRun: [],
      isCi: true,
    });
    expect(summary).toEqual({ text: 'tests: 12 passed, 0 failed', hasPassed: true });
  });

  it('counts a failed step as one failure and names it', () => {
    const summary = summarise({
      outcomes: [outcome('lint', false), outcome('tests', true)],
      totals: green,
      notRun: [],
      isCi: false,
    });
    expect(summary.text).toContain('failed steps: lint');
    expect(lastLine(summary.text)).toBe('tests: 12 passed, 1 failed');
    expect(summary.hasPassed).toBe(false);
  });

  it('counts failed tests one by one, not also their step', () => {
    const totals = { ...green, passed: 10, failed: 2 };
    const summary = summarise({ outcomes: [outcome('tests', false)], totals, notRun: [], isCi: false });
    expect(lastLine(summary.text)).toBe('tests: 10 passed, 2 failed');
  });

  it('counts the step when no test failed but coverage did', () => {
    const summary = summarise({ outcomes: [outcome('tests', false)], totals: green, notRun: [], isCi: false });
    expect(lastLine(summary.text)).toBe('tests: 12 passed, 1 failed');
  });

  it('names what did not run, and passes on a machine that lacks it', () => {
    const summary = summarise({ outcomes: [], totals: green, notRun: ['Chromium'], isCi: false });
    expect(summary.text).toBe('NOT RUN: Chromium\ntests: 12 passed, 0 failed');
    expect(summary.hasPassed).toBe(true);
  });

  it('fails in CI for each thing that did not run', () => {
    const summary = summarise({ outcomes: [], totals: green, notRun: ['Chromium', 'kannel'], isCi: true });
    expect(lastLine(summary.text)).toBe('tests: 12 passed, 2 failed');
    expect(summary.hasPassed).toBe(false);
  });

  it('names what is for another system, and passes in CI without it', () => {
    const totals = { ...green, elsewhere: ['is private [linux only: file modes]'] };
    const summary = summarise({ outcomes: [], totals, notRun: [], isCi: true });
    expect(summary.text).toBe('for another system: is private [linux only: file modes]\ntests: 12 passed, 0 failed');
    expect(summary.hasPassed).toBe(true);
  });
});

describe('describeOutcome', () => {
  it('says name and seconds of a passed step without its output', () => {
    expect(describeOutcome(outcome('lint', true, 'noise'))).toMatch(/^ok +lint +1\.2 s$/);
  });

  it('prints the output of a failed step', () => {
    expect(describeOutcome(outcome('lint', false, 'line 3 is wrong\n'))).toMatch(
      /^FAILED lint[^\n]*\nline 3 is wrong\n$/,
    );
  });

  it('repeats the totals of passed tests', () => {
    const output = ' Test Files  2 passed (2)\n      Tests  12 passed (12)\nLines        : 95% ( 95/100 )\n';
    expect(describeOutcome(outcome('tests', true, output))).toContain('Tests  12 passed (12)\n       Lines');
  });
});
