// Lets many simulated days or weeks pass and counts the promises that were broken: node check-seeds.ts [how many] [--from seed] [--preset name]
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chooseDemo } from './choose-demo.ts';
import type { SeedResult } from './seed-worker.ts';

const { values, positionals } = parseArgs({
  options: { from: { type: 'string', default: '1' }, preset: { type: 'string', default: 'virtualWaitingRoom' } },
  allowPositionals: true,
});
const first = Number(values.from);
const count = Number(positionals[0] ?? '200');
if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1) {
  throw new Error('check-seeds: give whole numbers, such as "check-seeds.ts 200 --from 1"');
}

// Refused here, rather than in every worker.
const { unit } = chooseDemo(values.preset);

const startedAt = performance.now();
const seeds = Array.from({ length: count }, (_, index) => first + index);
const results: SeedResult[] = [];
await Promise.all(Array.from({ length: Math.min(count, availableParallelism()) }, () => work(seeds, results)));
const violations = results.reduce((sum, result) => sum + result.violations.length, 0);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
process.stdout.write(`${results.length} ${unit} in ${seconds} s: ${violations} promises were broken\n`);
if (violations > 0 || results.length < count) process.exitCode = 1;

/** Gives one worker a seed after the other, until there are none. */
function work(waiting: number[], done: SeedResult[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), {
      env: { ...process.env, ...memoryFolder() },
      workerData: values.preset,
    });
    const next = (): void => {
      const seed = waiting.shift();
      if (seed === undefined) void worker.terminate().then(() => resolve());
      else worker.postMessage(seed);
    };
    worker.on('message', (result: SeedResult) => {
      done.push(result);
      for (const violation of result.violations) process.stdout.write(`seed ${result.seed}: ${violation}\n`);
      next();
    });
    worker.on('error', reject);
    next();
  });
}

/** Hundreds of days wait for the disk more than for anything else; what they write is thrown away. */
function memoryFolder(): { readonly TMPDIR?: string } {
  return existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {};
}
