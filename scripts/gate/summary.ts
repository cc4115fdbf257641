import type { StepOutcome } from './step.ts';
import type { TestTotals } from './test-report.ts';

/** Says in a line how a step went; what it printed follows if it failed. */
export function describeOutcome(outcome: StepOutcome): string {
  const seconds = `${(outcome.durationMs / 1000).toFixed(1)} s`.padStart(8);
  const line = `${outcome.hasPassed ? 'ok    ' : 'FAILED'} ${outcome.name.padEnd(12)} ${seconds}`;
  const lastLines = outcome.name === 'tests' ? pickTestSummary(outcome.output) : '';
  if (outcome.hasPassed) return line + lastLines;
  return `${line}\n${outcome.output.trimEnd()}\n`;
}

/** The end of the gate: what is for another system, what did not run, which steps failed, and as the last line how many tests passed and failed. */
export function summarise(options: {
  readonly outcomes: readonly StepOutcome[];
  readonly totals: TestTotals;
  readonly notRun: readonly string[];
  /** In CI nothing may be left out. */
  readonly isCi: boolean;
}): { readonly text: string; readonly hasPassed: boolean } {
  const failedSteps = options.outcomes.filter((outcome) => !outcome.hasPassed).map((outcome) => outcome.name);
  // When tests failed they are counted one by one; else the step failed for another reason, such as coverage.
  const countedSteps = failedSteps.filter((name) => name !== 'tests' || options.totals.failed === 0);
  const missed = options.isCi ? options.notRun.length : 0;
  const failed = options.totals.failed + countedSteps.length + missed;
  const lines = [
    ...options.totals.elsewhere.map((title) => `for another system: ${title}`),
    ...options.notRun.map((what) => `NOT RUN: ${what}`),
    ...(failedSteps.length > 0 ? [`failed steps: ${failedSteps.join(', ')}`] : []),
    `tests: ${options.totals.passed} passed, ${failed} failed`,
  ];
  return { text: lines.join('\n'), hasPassed: failed === 0 };
}

function pickTestSummary(output: string): string {
  const lines = output
    .split('\n')
    .filter((line) => /^\s*(Test Files|Tests|Statements|Branches|Functions|Lines)\s/.test(line));
  return lines.map((line) => `\n       ${line.trim()}`).join('');
}
