import { ConfigurationError } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import type { RealSettings, Settings } from '../settings/read-settings.ts';
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
    const [{ openReal }, { toWebhookUrl }] = await Promise.all([
      import('./open-real.ts'),
      import('./twilio-messages.ts'),
    ]);
    const product = openReal({ real, file, databaseFile, publicUrl: settings.publicUrl, logger });
    return { product, description: describeReal(settings, real.relay, toWebhookUrl(settings.publicUrl, real.twilio)) };
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

function describeReal({ file }: Settings, relay: RealSettings['relay'], webhookUrl: string | null): readonly string[] {
  const isUnset = (file.settings.pmsProfile ?? 'unset') === 'unset';
  return [
    'ClinicArrivals, real: it reads and writes the PMS that FHIR_BASE_URL names and texts real patients.',
    ...(relay === null ? [] : ['Replies are collected from the relay that RELAY_URL names.']),
    ...(webhookUrl === null ? [] : [`Set the webhook of your Twilio numbers to ${webhookUrl} (HTTP POST).`]),
    ...((file.settings.allowList ?? null) === null ? [] : ['allowList is set: nothing leaves for other numbers.']),
    ...(isUnset
      ? [
          'pmsProfile is unset: a ready doctor raises a task and texts nobody; choose it in the CLINICARRIVALS_CONFIG file.',
        ]
      : []),
  ];
}
