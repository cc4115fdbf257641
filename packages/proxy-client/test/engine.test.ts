import { createArrivals, joinGateways } from '@clinicarrivals/core';
import type { Arrivals, MessageGateway } from '@clinicarrivals/core';
import { scenario, scenarioClinic } from '@clinicarrivals/core/testing';
import type { Scenario } from '@clinicarrivals/core/testing';
import { createKeyPair, createProxyClient } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer } from '../../relay/test/relay-server.ts';
import { startOriginalRelay } from './original-relay.ts';
import { post } from './post-webhook.ts';
import { accountSid, authToken, messageSid, ourNumber, postedReceipt, postedText } from './twilio-webhook.ts';

let server: RelayServer;
let made: NewRelayAccount;
let clinic: Scenario;
let arrivals: Arrivals;

beforeEach(async () => {
  const { publicKey, privateKey } = await createKeyPair();
  made = createRelayAccount({ id: 'main-street', publicKey });
  clinic = await scenario({ at: '09:50' });
  server = await startRelay({ accounts: [made.account], clock: clinic.parts.clock });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.parts.arrivals.stop();
  arrivals = engine(
    createProxyClient({
      url: server.url,
      account: 'main-street',
      token: made.token,
      privateKey,
      reader: createTwilioWebhookReader({ authToken }),
      numbers: [ourNumber],
      clock: clinic.parts.clock,
    }),
  );
});
afterEach(async () => {
  await arrivals.stop();
  await server.remove();
});

/** The clinic's engine on the same ports, with another way for texts to come in. */
function engine(receive: Pick<MessageGateway, 'numbers' | 'receive'>): Arrivals {
  const { pms, gateway, video, store, clock } = clinic.parts;
  return createArrivals({
    clinic: scenarioClinic,
    appointments: pms,
    messages: joinGateways({ send: gateway, receive }),
    video,
    store,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled' },
  });
}

/** What came of it: the writes to the PMS and the number of texts that left. */
const outcome = () => ({
  arrived: clinic.parts.pms.writes.filter(({ act }) => act === 'mark-arrived').length,
  texts: clinic.parts.gateway.sent.length,
});

/** Lets the time pass after which messages are collected again. */
async function poll(): Promise<void> {
  clinic.parts.clock.advance(10_000);
  await arrivals.runOnce();
}

const reply = (number: number, body: string) =>
  postedText(`${server.url}/in/${made.webhookPath}`, { number, body, from: clinic.parts.phoneOf('Amelia') });

describe('an engine that receives through a relay', () => {
  it('acts once on a reply, and a doubled one changes nothing', async () => {
    await arrivals.runOnce();
    const before = outcome();
    await post(reply(1, "I'm here"));
    await post(reply(1, "I'm here"));
    await poll();
    const after = outcome();
    expect(after).toEqual({ arrived: before.arrived + 1, texts: before.texts + 1 });
    await post(reply(1, "I'm here"));
    await poll();
    await poll();
    expect(outcome()).toEqual(after);
  });

  it('does not act on a forged reply, and acts on the good one behind it', async () => {
    await arrivals.runOnce();
    const forged = postedText(reply(2, '').url, {
      number: 2,
      body: "I'm here",
      from: clinic.parts.phoneOf('Amelia'),
      token: 'guessed',
    });
    await post(forged);
    await poll();
    expect(outcome().arrived).toBe(0);
    expect(arrivals.health().parts.inbound).toMatchObject({ isUp: false, error: expect.stringMatching(/refused/) });
    await post(reply(3, "I'm here"));
    await poll();
    expect(outcome().arrived).toBe(1);
    expect(arrivals.health().parts.inbound.isUp).toBe(true);
  });

  it('has a text while it waits for one, without time passing, and stops at once', async () => {
    await arrivals.start();
    await expect
      .poll(() => server.relay.fetch(new Request(`${server.url}/metrics`)).then((it) => it.text()))
      .toMatch(/waiting\w* 1\b/);
    await post(reply(4, "I'm here"));
    await expect.poll(() => outcome().arrived, { timeout: 5_000 }).toBe(1);
    const before = performance.now();
    await arrivals.stop();
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('gives a text again to an engine that died before it was durable', async () => {
    await arrivals.runOnce();
    await post(reply(5, "I'm here"));
    const { store } = clinic.parts;
    const commit = store.commit.bind(store);
    store.commit = (change) => ((change.inbox ?? []).length > 0 ? Promise.reject(new Error('killed')) : commit(change));
    await poll();
    expect(outcome().arrived).toBe(0);
    store.commit = commit;
    await poll();
    expect(outcome().arrived).toBe(1);
  });

  it('stores receipts that come the same way', async () => {
    await arrivals.runOnce();
    await post(postedReceipt(reply(6, '').url, { number: 77, status: 'delivered' }));
    await poll();
    // It waits there until the text is known that it is of.
    expect(JSON.stringify(await clinic.parts.store.documents({ kind: 'receipt' }))).toContain(messageSid(77));
  });
});

describe('an engine that receives through an original relay', () => {
  it('acts once on a reply', async () => {
    const relay = await startOriginalRelay(accountSid);
    const { clock } = clinic.parts;
    arrivals = engine(createProxyClient({ url: relay.url, legacy: { accountSid }, numbers: [ourNumber], clock }));
    await arrivals.runOnce();
    relay.insert(clinic.parts.phoneOf('Amelia'), "I'm here");
    await poll();
    await poll();
    await relay.close();
    expect(outcome().arrived).toBe(1);
  });
});
