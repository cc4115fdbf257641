import { ClinicArrivalsError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { HealthPart } from './health.ts';

/** Does one thing after the other, also after one that has failed. Throws the first failure. */
export async function oneAfterAnother(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Does work that stands on one part, and notes whether that part is up. Returns false when it failed; it is tried again.
 *
 * @param work resolves with false when it has asked nothing of the part, which is then known no better than before
 */
export async function guarded(engine: Engine, part: HealthPart, work: () => Promise<boolean | void>): Promise<boolean> {
  try {
    if ((await work()) !== false) engine.health.up(part);
    return true;
  } catch (error) {
    const isStorage = ClinicArrivalsError.isInstance(error) && error.code === 'storage';
    engine.health.down(isStorage ? 'storage' : part, error);
    return false;
  }
}
