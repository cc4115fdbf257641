import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedGateway, createSimulatedPms, simulatedAccount } from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { serveProduct } from '../serve-product.ts';
import type { ServedProduct } from '../serve-product.ts';
import { readSettings } from '../settings/read-settings.ts';
import { createLineLogger } from './line-logger.ts';
import { openProduct } from './open-product.ts';
import { systemClock } from './system-clock.ts';

const phone = '+61491570006';

let folder: string;
let pms: SimulatedPms;
let gateway: SimulatedGateway;
let served: ServedProduct;
let description: readonly string[];
let lines: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-real-'));
  pms = createSimulatedPms({ clock: systemClock });
  gateway = createSimulatedGateway({ clock: systemClock, ...simulatedAccount });
  const { controls } = pms;
  controls.addPatient({ id: 'patient-1', given: 'Amelia', family: 'Wong', phone });
  controls.addPractitioner({ id: 'practitioner-1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  const people = { patientId: 'patient-1', practitionerId: 'practitioner-1' };
  controls.book({ id: 'visit-1', ...people, startAt: Date.now() });
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
  });
  const fast = { ...settings, file: { ...settings.file, settings: { pollSeconds: 0.05, receiveSeconds: 0.05 } } };
  lines = [];
  const logger = createLineLogger({ from: 'info', write: (line) => lines.push(line) });
  const opened = await openProduct({ settings: fast, seed: '1', databaseFile: join(folder, 'clinic.db'), logger });
  description = opened.description;
  const { product } = opened;
  served = await serveProduct({ product, host: '127.0.0.1', port: 0, publicUrl: null, needsToken: false, logger });
});
afterEach(async () => {
  await served.stop();
  await Promise.all([pms.close(), gateway.close()]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}

describe('the server for real', () => {
  it('says so, and what is not chosen yet', () => {
    expect(description[0]).toContain('real');
    expect(description.join('\n')).toContain('pmsProfile is unset');
  });

  it('marks who texts "arrived" in the PMS and thanks them', async () => {
    await until(() => fetch(new URL('/api/day', served.url)).then(async (day) => (await day.text()).includes('Wong')));
    gateway.controls.inbound({ from: phone, body: 'arrived' });
    await until(() => pms.controls.appointment('visit-1')?.status === 'arrived');
    await until(() => gateway.log.entries().some(({ direction, to }) => direction === 'out' && to === phone));
    expect(lines.join('\n')).not.toMatch(/Wong|91570006/);
  });

  it('has nobody play the patients, the PMS or time', async () => {
    const change = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
    for (const path of ['speed', 'reply', 'status'])
      expect((await fetch(new URL(`/api/simulation/${path}`, served.url), change)).status).toBe(404);
    expect(await (await fetch(new URL('/api/day', served.url))).json()).toMatchObject({
      mode: 'real',
      clock: { speed: null },
    });
  });

  it('answers 503 with what is down since when, and 200 when it is back', async () => {
    const ask = (): Promise<Response> => fetch(new URL('/health', served.url));
    await until(async () => (await ask()).status === 200);
    const port = Number(new URL(pms.url).port);
    await pms.close();
    await until(async () => (await ask()).status === 503);
    expect(await (await ask()).json()).toMatchObject({
      status: 'down',
      mode: 'real',
      down: [{ part: 'pms', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), error: expect.any(String) }],
    });
    await pms.listen(port);
    await until(async () => (await ask()).status === 200);
  });
});
