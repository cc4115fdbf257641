// The gate: everything that has to hold before a change lands. `npm test` runs all, `npm test -- lint types` only those.
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBrowserForTests } from './gate/chromium.ts';
import { listPublishedPackages } from './gate/published-packages.ts';
import { runSteps, type Step, type StepOutcome } from './gate/step.ts';
import { packageSteps, sourceSteps, testReportPath, testStep } from './gate/steps.ts';
import { describeOutcome, summarise } from './gate/summary.ts';
import { installKannelForTests } from './gate/system-packages.ts';
import { readTestReport, type TestTotals } from './gate/test-report.ts';

const root = dirname(import.meta.dirname);
const wanted = process.argv.slice(2);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const outcomes: StepOutcome[] = [];
const notRun: string[] = [];
const nothing: TestTotals = { passed: 0, failed: 0, notRun: [], elsewhere: [] };

async function run(steps: readonly Step[]): Promise<void> {
  const chosen = wanted.length === 0 ? steps : steps.filter((step) => wanted.includes(step.name));
  const onOutcome = (outcome: StepOutcome): void => print(describeOutcome(outcome));
  outcomes.push(...(await runSteps({ root, steps: chosen, atOnce: 2, onOutcome })));
}

async function runTests(): Promise<TestTotals> {
  if (wanted.length > 0 && !wanted.includes('tests')) return nothing;
  await installKannelForTests(root);
  const browser = await findBrowserForTests(root);
  if (browser.missing !== null) notRun.push(browser.missing);
  const reportPath = join(root, testReportPath);
  rmSync(reportPath, { force: true });
  await run([testStep(browser.path === null ? {} : { CHROMIUM_PATH: browser.path })]);
  return readTestReport(reportPath) ?? { ...nothing, notRun: ['the tests did not come to an end'] };
}

const folders = listPublishedPackages(root);
const checks = packageSteps(folders);
const known = [...sourceSteps, ...checks, testStep({})].map((step) => step.name);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  print(`[gate] no step ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}

print(`Node ${process.version} on ${process.platform}, ${folders.length} packages to publish`);
await run(sourceSteps);
if (outcomes.some((outcome) => outcome.name === 'build' && !outcome.hasPassed)) {
  notRun.push(`${checks.map((step) => step.name).join(', ')}: the build failed`);
} else {
  await run(checks);
}
const totals = await runTests();

const summary = summarise({
  outcomes,
  totals,
  notRun: [...notRun, ...totals.notRun],
  isCi: Boolean(process.env['CI']),
});
print(summary.text);
process.exitCode = summary.hasPassed ? 0 : 1;
