import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOriginalRelay } from './original-relay.ts';
import type { OriginalRelay } from './original-relay.ts';
import { accountSid, ourNumber, patientNumber } from './twilio-webhook.ts';

let relay: OriginalRelay;
let log: string[];
const clock = createMovableClock('2026-05-04T09:00:00Z');

beforeEach(async () => {
  relay = await startOriginalRelay(accountSid);
  log = [];
});
afterEach(() => relay.close());

function client(numbers: readonly string[] = [ourNumber], sid = accountSid) {
  const logger = { log: (...line: readonly unknown[]) => void log.push(JSON.stringify(line)) };
  return createProxyClient({ url: relay.url, legacy: { accountSid: sid }, numbers, logger, clock });
}

const start = { cursor: null, since: Date.now() };

describe('an original relay', () => {
  it('gives what Twilio posted to it, without the padding of its database', async () => {
    const form = new URLSearchParams({
      AccountSid: accountSid,
      From: patientNumber,
      To: ourNumber,
      Body: ' I am here 🙂 ',
    });
    const posted = await fetch(`${relay.url}/twilio`, { method: 'POST', body: form });
    expect(await posted.text()).toContain('Thanks. Working...');
    const proxy = client();
    const { messages } = await proxy.receive(start);
    expect(messages).toEqual([
      {
        gatewayId: expect.stringMatching(/^legacy-[0-9a-f]{32}$/),
        from: patientNumber,
        to: ourNumber,
        body: ' I am here 🙂 ',
        receivedAt: null,
        carrierKeyword: null,
      },
    ]);
    expect(relay.requests).toEqual(['POST /twilio', `GET /twilio?AccountSid=${accountSid}`]);
    expect(proxy.abilities.waitsForMessages).toBe(false);
  });

  it('gives again what the caller has not made durable, which the relay no longer has', async () => {
    const proxy = client();
    const before = await proxy.receive(start);
    relay.insert(patientNumber, 'arrived');
    const first = await proxy.receive({ ...start, cursor: before.cursor });
    expect(first.messages).toHaveLength(1);
    expect(await proxy.receive({ ...start, cursor: before.cursor })).toEqual(first);
    relay.failNext('break');
    expect(await proxy.receive({ ...start, cursor: before.cursor })).toEqual(first);
    await expect(proxy.receive({ ...start, cursor: first.cursor })).rejects.toMatchObject({ failure: 'retry' });
  });

  it('gives what another process had asked for only as far as the relay still has it', async () => {
    relay.insert(patientNumber, 'one');
    const { cursor } = await client().receive(start);
    relay.insert(patientNumber, 'two');
    const { messages } = await client().receive({ ...start, cursor });
    expect(messages.map(({ body }) => body)).toEqual(['two']);
  });

  it('gives the same id to a text that the relay hands out twice', async () => {
    relay.insert(patientNumber, 'arrived');
    relay.insert(patientNumber, 'yes');
    const proxy = client();
    relay.failNext('unmarked');
    const first = await proxy.receive(start);
    const second = await client().receive({ ...start, cursor: first.cursor });
    expect(second.messages).toEqual(first.messages);
    expect(new Set(first.messages.map(({ gatewayId }) => gatewayId)).size).toBe(2);
  });

  it('takes two that read the same for two texts, as a patient may send them', async () => {
    relay.now = () => '4/05/2026 9:00:00 AM';
    relay.insert(patientNumber, 'yes');
    relay.insert(patientNumber, 'yes');
    const { messages } = await client().receive(start);
    expect(new Set(messages.map(({ gatewayId }) => gatewayId)).size).toBe(2);
  });

  it('takes a text whose date says too little for a new one each time, so that none is lost', async () => {
    const proxy = client();
    const ids = new Set<string>();
    let cursor: string | null = null;
    for (const date of ['', '2026-05-04', '2026-05-04 09:00', '2026-05-04']) {
      relay.now = () => date;
      relay.insert(patientNumber, 'yes');
      const answer = await proxy.receive({ cursor, since: 0 });
      for (const { gatewayId } of answer.messages) ids.add(gatewayId);
      cursor = answer.cursor;
    }
    expect(ids.size).toBe(4);
  });

  it('keeps the number and the words out of the id, as they stand in logs', async () => {
    relay.now = () => '2026-05-04 09:00:00';
    relay.insert(patientNumber, 'arrived');
    const [one] = (await client().receive(start)).messages;
    const plain = await crypto.subtle.digest(
      'SHA-256',
      new TextEncoder().encode(`${JSON.stringify([patientNumber, '2026-05-04 09:00:00', 'arrived'])} 0`),
    );
    expect(one?.gatewayId).not.toContain(Buffer.from(plain).toString('hex').slice(0, 32));
  });

  it('believes a date with a zone only', async () => {
    relay.now = () => '2026-05-04T09:00:00.000+10:00';
    relay.insert(patientNumber, 'zoned');
    relay.now = () => '2026-05-04 09:00:00';
    relay.insert(patientNumber, 'local');
    const { messages } = await client([ourNumber, '+61480000002']).receive(start);
    expect(messages.map(({ receivedAt, to }) => [receivedAt, to])).toEqual([
      [Date.parse('2026-05-03T23:00:00Z'), ''],
      [null, ''],
    ]);
  });

  it('loses what comes between the two statements of the relay, which nothing here can mend', async () => {
    relay.insert(patientNumber, 'first');
    relay.betweenStatements = () => relay.insert(patientNumber, 'lost');
    const proxy = client();
    const { messages, cursor } = await proxy.receive(start);
    relay.betweenStatements = () => undefined;
    expect(messages.map(({ body }) => body)).toEqual(['first']);
    expect((await proxy.receive({ ...start, cursor })).messages).toEqual([]);
  });

  it('gives the good texts of an answer with bad ones, and says that something was lost', async () => {
    const messages = [null, { from: 7 }, { from: patientNumber, date: null, body: 'here' }, { from: patientNumber }];
    relay.failNext({ status: 200, type: 'application/json', body: JSON.stringify({ messages }) });
    expect((await client().receive(start)).messages.map(({ body }) => body)).toEqual(['here']);
    expect(log).toHaveLength(3);
    expect(log.join()).not.toContain('4915');
  });

  it('gives nothing of another account', async () => {
    relay.insert(patientNumber, 'arrived');
    expect((await client([ourNumber], `AC${'f'.repeat(32)}`).receive(start)).messages).toEqual([]);
  });

  it.each([
    [{ status: 200, type: 'text/html', body: '<html>' }, 'configuration'],
    [{ status: 200, type: 'application/json', body: '{"webhooks":[]}' }, 'configuration'],
    [{ status: 200, type: 'application/json', body: '{"messages":' }, 'retry'],
    [{ status: 502, type: 'text/html', body: 'Bad gateway' }, 'retry'],
    [{ status: 401, type: 'application/json', body: '{}' }, 'configuration'],
  ] as const)('fails clearly at %o', async (fault, failure) => {
    relay.failNext(fault);
    await expect(client().receive(start)).rejects.toMatchObject({ code: 'gateway', failure });
  });

  it('takes in what it has asked for although it is told to stop, since the relay keeps nothing', async () => {
    relay.insert(patientNumber, 'arrived');
    const ending = new AbortController();
    const asked = client().receive({ ...start, signal: ending.signal });
    ending.abort();
    expect((await asked).messages).toHaveLength(1);
    expect((await client().receive({ ...start, signal: ending.signal })).messages).toEqual([]);
    expect(relay.requests).toHaveLength(1);
  });

  it('proves who it is where the relay asks for it', async () => {
    const asked: unknown[] = [];
    const proxy = createProxyClient({
      url: relay.url,
      legacy: { accountSid, token: 'token-of-the-clinic' },
      numbers: [ourNumber],
      fetch: (url, init) => {
        asked.push(init.headers);
        return fetch(url, init);
      },
    });
    await proxy.receive(start);
    expect(asked).toEqual([expect.objectContaining({ authorization: 'Bearer token-of-the-clinic' })]);
  });
});
