// Runs the seeds that it is sent, one by one, and answers each with what the checker found.
import { parentPort } from 'node:worker_threads';
import { runDay } from './run-day.ts';

/** What became of one seed. */
export interface SeedResult {
  readonly seed: number;
  /** Each broken promise in a line. */
  readonly violations: readonly string[];
}

parentPort?.on('message', (seed: number) => {
  void runDay({ seed }).then(({ violations }) => {
    const lines = violations.map(
      ({ promise, rule, at, evidence }) => `${promise} ${rule} at ${new Date(at).toISOString()}: ${evidence}`,
    );
    parentPort?.postMessage({ seed, violations: lines } satisfies SeedResult);
  });
});
