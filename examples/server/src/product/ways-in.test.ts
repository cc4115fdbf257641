import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import { createRelay, createRelayAccount } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { freePort, openStage, phone, startClinic, until } from '../testing/real-clinic.ts';
import type { Stage } from '../testing/real-clinic.ts';

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.end());

describe('a server that Twilio reaches', () => {
  it('takes replies and receipts by webhook, past the door of the page, and each once', async () => {
    const port = await freePort();
    const webhookUrl = `http://127.0.0.1:${port}/webhooks/twilio`;
    const environment = { PUBLIC_URL: `http://127.0.0.1:${port}` };
    const { pms, gateway, product, description, lines } = await startClinic(stage, { port, webhookUrl, environment });
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
    const { product } = await startClinic(stage, {
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
      const store = createSqliteRelayStore({ file: join(stage.folder, 'relay.db') });
      const relay = createRelay({ store, accounts: [account], publicUrl: relayUrl });
      await relay.start();
      const server = createAdaptorServer({ fetch: (request) => relay.fetch(request), overrideGlobalObjects: false });
      await new Promise<void>((resolve) => server.listen(relayPort, '127.0.0.1', resolve));
      stage.onEnd(async () => {
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
      const { pms, gateway, product, description } = await startClinic(stage, {
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
