import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import { createRelay, createRelayAccount } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { createSimulatedGateway, createSimulatedPms, simulatedAccount } from '@clinicarrivals/simulator';
import { serveProduct } from '../serve-product.ts';
import { readSettings } from '../settings/read-settings.ts';
import { createLineLogger } from './line-logger.ts';
import { openProduct } from './open-product.ts';
import { systemClock } from './system-clock.ts';

const phone = '+61491570006';

let folder: string;
let ends: (() => Promise<unknown>)[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-ways-in-'));
  ends = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A real server on a simulated PMS and a simulated Twilio, which posts what comes in to `webhookUrl`. */
async function startClinic(options: {
  readonly port: number;
  readonly webhookUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  /** By default nothing is collected from Twilio's list within the time of a test. */
  readonly receiveSeconds?: number;
}) {
  const pms = createSimulatedPms({ clock: systemClock });
  const gateway = createSimulatedGateway({ clock: systemClock, ...simulatedAccount, webhookUrl: options.webhookUrl });
  pms.controls.addPatient({ id: 'patient-1', given: 'Amelia', family: 'Wong', phone });
  pms.controls.addPractitioner({ id: 'practitioner-1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  const people = { patientId: 'patient-1', practitionerId: 'practitioner-1' };
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
  ends.push(() => Promise.all([pms.close(), gateway.close()]));
  const lines: string[] = [];
  const logger = createLineLogger({ from: 'info', write: (line) => lines.push(line) });
  const { product, description } = await openProduct({
    settings: {
      ...settings,
      file: { ...settings.file, settings: { pollSeconds: 0.05, receiveSeconds: options.receiveSeconds ?? 3_600 } },
    },
    seed: '1',
    databaseFile: join(folder, 'clinic.db'),
    logger,
  });
  const { publicUrl } = settings;
  const served = await serveProduct({
    product,
    host: '127.0.0.1',
    port: options.port,
    publicUrl,
    needsToken: true,
    logger,
  });
  ends.push(() => served.stop());
  await until(async () => (await product.arrivals.today()).lines.length === 1);
  return { pms, gateway, product, description, lines };
}

async function until(look: () => Promise<boolean> | boolean, seconds = 10): Promise<void> {
  for (let attempt = 0; attempt < 20 * seconds; attempt += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}

describe('a server that Twilio reaches', () => {
  it('takes replies and receipts by webhook, past the door of the page, and each once', async () => {
    const port = await freePort();
    const webhookUrl = `http://127.0.0.1:${port}/webhooks/twilio`;
    const environment = { PUBLIC_URL: `http://127.0.0.1:${port}` };
    const { pms, gateway, product, description, lines } = await startClinic({ port, webhookUrl, environment });
    expect(description.join('\n')).toContain(webhookUrl);
    gateway.controls.duplicateWebhooks(1);
    gateway.controls.inbound({ from: phone, body: 'arrived' });
    await until(() => pms.controls.appointment('visit-1')?.status === 'arrived');
    const thread = () => product.arrivals.thread({ phone });
    await until(async () =>
      (await thread()).some(({ what, state }) => what === 'ArrivedThanks' && state === 'delivered'),
    );
    expect((await thread()).map(({ direction }) => direction)).toEqual(['in', 'out']);
    expect(gateway.webhooks.entries().every(({ status }) => status === 200)).toBe(true);
    expect(lines.join('\n')).not.toMatch(/Wong|91570006/);
  });

  it('refuses what Twilio has not signed', async () => {
    const port = await freePort();
    const webhookUrl = `http://127.0.0.1:${port}/webhooks/twilio`;
    const { product } = await startClinic({
      port,
      webhookUrl,
      environment: { PUBLIC_URL: `http://127.0.0.1:${port}` },
    });
    const form = { MessageSid: `SM${'0'.repeat(32)}`, From: phone, To: '+61480000001', Body: 'arrived' };
    const headers = { 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' };
    const answer = await fetch(webhookUrl, { method: 'POST', headers, body: new URLSearchParams(form) });
    expect(answer.status).toBe(403);
    expect(await product.arrivals.thread({ phone })).toEqual([]);
  });
});

describe('a server that nobody reaches', () => {
  it(
    'takes replies from a relay that cannot read them, and from the list what the relay missed',
    { timeout: 90_000 },
    async () => {
      const relayPort = await freePort();
      const relayUrl = `http://127.0.0.1:${relayPort}`;
      const { publicKey, privateKey } = await createKeyPair();
      const { account, webhookPath, token } = createRelayAccount({ id: 'main-street', publicKey });
      const store = createSqliteRelayStore({ file: join(folder, 'relay.db') });
      const relay = createRelay({ store, accounts: [account], publicUrl: relayUrl });
      await relay.start();
      const server = createAdaptorServer({ fetch: (request) => relay.fetch(request), overrideGlobalObjects: false });
      await new Promise<void>((resolve) => server.listen(relayPort, '127.0.0.1', resolve));
      ends.push(async () => {
        await relay.stop();
        await new Promise((resolve) => server.close(resolve));
      });
      const environment = {
        RELAY_URL: relayUrl,
        RELAY_ACCOUNT: 'main-street',
        RELAY_TOKEN: token,
        RELAY_PRIVATE_KEY: privateKey,
        RELAY_WEBHOOK_URL: `${relayUrl}/in/${webhookPath}#rc=5&rp=all`,
      };
      const { pms, gateway, product, description } = await startClinic({
        port: 0,
        webhookUrl: `${relayUrl}/in/${webhookPath}`,
        environment,
        receiveSeconds: 8,
      });
      expect(description.join('\n')).toContain('relay');
      gateway.controls.inbound({ from: phone, body: 'arrived' });
      await until(() => pms.controls.appointment('visit-1')?.status === 'arrived');
      const delivered = { direction: 'out', what: 'ArrivedThanks', state: 'delivered' };
      await until(async () => (await product.arrivals.thread({ phone })).at(-1)?.state === 'delivered');
      expect(await product.arrivals.thread({ phone })).toMatchObject([{ direction: 'in', body: 'arrived' }, delivered]);

      // What is posted while the relay is away is found in Twilio's list.
      await relay.stop();
      gateway.controls.inbound({ from: phone, body: 'thank you' });
      await until(async () => (await product.arrivals.thread({ phone })).some(({ body }) => body === 'thank you'), 30);
      await until(() => !product.arrivals.health().parts.inbound.isUp, 40);
      expect(product.arrivals.health().parts.gateway.isUp).toBe(true);
    },
  );
});
