import { ConfigurationError } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import type { Settings } from '../settings/read-settings.ts';
import type { Product } from './product.ts';

/** A product, and what to say about it at start. */
export interface OpenedProduct {
  readonly product: Product;
  readonly description: readonly string[];
}

const startSpeed = 60;

/** Opens what the settings ask for: a real clinic where a PMS is named, else the simulation. */
export async function openProduct(options: {
  readonly settings: Settings;
  /** As typed; chooses the simulated day. */
  readonly seed: string;
  /** Where a real clinic's data is kept; its folder must exist. */
  readonly databaseFile: string;
  readonly logger: Logger;
}): Promise<OpenedProduct> {
  const { settings, databaseFile, logger } = options;
  const { real, file } = settings;
  if (real !== null) {
    const [{ openReal }, { describeReal }] = await Promise.all([
      import('./open-real.ts'),
      import('./describe-real.ts'),
    ]);
    const product = openReal({ real, file, databaseFile, publicUrl: settings.publicUrl, logger });
    return { product, description: describeReal(settings, real) };
  }
  const seed = Number(options.seed);
  if (!Number.isInteger(seed))
    throw new ConfigurationError({ field: '--seed', message: 'must be a whole number, such as 7' });
  // Loaded only here: a real clinic needs no simulated people in its memory.
  const { openSimulated } = await import('./open-simulated.ts');
  const product = await openSimulated({ seed, speed: startSpeed, file, logger });
  const description = [
    'ClinicArrivals, simulation: PMS, gateway and patients are simulated on this machine; nobody is texted.',
    `It is 07:30 at the clinic and time runs ${startSpeed} times as fast. Set FHIR_BASE_URL to run for real.`,
    ...(settings.databaseFile === null ? [] : ['DATABASE_URL is not used: each simulated day has a file of its own.']),
  ];
  return { product, description };
}
