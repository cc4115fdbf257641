import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulatedGateway, createSimulatedPms, simulatedAccount } from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { createLineLogger } from '../product/line-logger.ts';
import { openProduct } from '../product/open-product.ts';
import type { Product } from '../product/product.ts';
import { systemClock } from '../product/system-clock.ts';
import { serveProduct } from '../serve-product.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';

/** The number of the one patient. */
export const phone = '+61491570006';

/** The people of the clinic's one appointment. */
export const people = { patientId: 'patient-1', practitionerId: 'practitioner-1' } as const;

/** A place for files, and what is to be ended after a test. */
export interface Stage {
  readonly folder: string;
  /** Ended in reverse order. */
  onEnd(end: () => Promise<unknown>): void;
  end(): Promise<void>;
}

/** Makes a folder that goes with the test. */
export function openStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-real-clinic-'));
  const ends: (() => Promise<unknown>)[] = [];
  return {
    folder,
    onEnd: (end) => void ends.push(end),
    end: async () => {
      for (const end of ends.reverse()) await end();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What {@link startClinic} takes. */
export interface RealClinicOptions {
  readonly port: number;
  /** Where the simulated Twilio posts what comes in. */
  readonly webhookUrl?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly file?: Partial<SettingsFile>;
  /** By default nothing is collected from Twilio's list within the time of a test. */
  readonly receiveSeconds?: number;
  /** How often the PMS is asked by itself. */
  readonly pollSeconds?: number;
}

/** A server as a clinic runs it, on a simulated PMS with one appointment, and a simulated Twilio. */
export interface RealClinic {
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly product: Product;
  readonly description: readonly string[];
  /** What was logged. */
  readonly lines: readonly string[];
}

/** Starts it; it ends with the stage. */
export async function startClinic(stage: Stage, options: RealClinicOptions): Promise<RealClinic> {
  const { port, webhookUrl, file = {}, receiveSeconds = 3_600, pollSeconds = 0.05 } = options;
  const pms = createSimulatedPms({ clock: systemClock });
  const gateway = createSimulatedGateway({
    clock: systemClock,
    ...simulatedAccount,
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
  });
  pms.controls.addPatient({ id: people.patientId, given: 'Amelia', family: 'Wong', phone });
  pms.controls.addPractitioner({ id: people.practitionerId, prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  pms.controls.book({ id: 'visit-1', ...people, startAt: Date.now() });
  const settings = await readSettings({
    FHIR_BASE_URL: await pms.listen(),
    TWILIO_BASE_URL: await gateway.listen(),
    TWILIO_ACCOUNT_SID: simulatedAccount.accountSid,
    TWILIO_AUTH_TOKEN: simulatedAccount.authToken,
    TWILIO_FROM: simulatedAccount.numbers.join(','),
    CLINIC_NAME: 'Main Street Clinic',
    CLINIC_PHONE: '03 7010 0000',
    CLINIC_TIME_ZONE: 'Australia/Melbourne',
    CLINIC_COUNTRY: 'AU',
    ...options.environment,
  });
  stage.onEnd(() => Promise.all([pms.close(), gateway.close()]));
  const lines: string[] = [];
  const logger = createLineLogger({ from: 'info', write: (line) => lines.push(line) });
  // The tests run at any hour of the clinic's day.
  const hours = { outreachFrom: '00:00', outreachTo: '23:59', morningScreeningAt: '00:00' };
  const { product, description } = await openProduct({
    settings: {
      ...settings,
      file: { ...settings.file, ...file, settings: { ...hours, pollSeconds, receiveSeconds } },
    },
    seed: '1',
    databaseFile: join(stage.folder, 'clinic.db'),
    logger,
  });
  const { publicUrl } = settings;
  const served = await serveProduct({ product, host: '127.0.0.1', port, publicUrl, needsToken: true, logger });
  stage.onEnd(() => served.stop());
  // An EHR that pushes has said nothing yet.
  if (!product.isPushed) await until(async () => (await product.arrivals.today()).lines.length > 0);
  return { pms, gateway, product, description, lines };
}

/** Waits for what a running clinic does by itself. */
export async function until(look: () => Promise<boolean> | boolean, seconds = 10): Promise<void> {
  for (let attempt = 0; attempt < 20 * seconds; attempt += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}
