// One simulated clinic day in the terminal, or a week of reminders: npm run demo -- [--seed N] [--preset reminders] [--json]
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chooseDemo } from './demo/choose-demo.ts';
import { toTranscript } from './demo/transcript.ts';
import { describeStartError } from './product/start-error.ts';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      preset: { type: 'string', default: 'virtualWaitingRoom' },
      json: { type: 'boolean', default: false },
    },
  });
  const { run, hasDays } = chooseDemo(values.preset);
  const day = await run({ seed: toSeed(values.seed) });
  const lines = [...day.lines, day.summary];
  const isColoured = process.stdout.isTTY && !values.json && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    values.json
      ? lines.map((line) => `${JSON.stringify(line)}\n`).join('')
      : toTranscript(day, { isColoured, hasDays }),
  );
  for (const { promise, rule, at, evidence } of day.violations) {
    process.stderr.write(`${promise} ${rule} at ${new Date(at).toISOString()}: ${evidence}\n`);
  }
  if (day.violations.length > 0) process.exitCode = 1;
}

/** The seed that was asked for: a whole number, or any other word as it is. */
function toSeed(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
