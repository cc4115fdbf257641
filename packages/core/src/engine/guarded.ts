import { ClinicArrivalsError } from '../errors.ts';
import type { Engine } from './engine.ts';
import type { HealthPart } from './health.ts';

/** Does work that stands on one part, and notes whether that part is up. Returns false when it failed; it is tried again. */
export async function guarded(engine: Engine, part: HealthPart, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    engine.health.up(part);
    return true;
  } catch (error) {
    const isStorage = ClinicArrivalsError.isInstance(error) && error.code === 'storage';
    engine.health.down(isStorage ? 'storage' : part, error);
    return false;
  }
}
