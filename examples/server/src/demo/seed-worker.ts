// Runs the seeds that it is sent, one by one, and answers each with what the checker found.
import { parentPort, workerData } from 'node:worker_threads';
import { chooseDemo } from './choose-demo.ts';

/** What became of one seed. */
export interface SeedResult {
  readonly seed: number;
  /** Each broken promise in a line. */
  readonly violations: readonly string[];
}

const { run } = chooseDemo(String(workerData));

parentPort?.on('message', (seed: number) => {
  void run({ seed }).then(({ violations }) => {
    const lines = violations.map(
      ({ promise, rule, at, evidence }) => `${promise} ${rule} at ${new Date(at).toISOString()}: ${evidence}`,
    );
    parentPort?.postMessage({ seed, violations: lines } satisfies SeedResult);
  });
});
