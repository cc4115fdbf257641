import { createProxyClient, createKeyPair } from '@clinicarrivals/proxy-client';
import type { ProxyClientOptions } from '@clinicarrivals/proxy-client';
import type { WebhookRequest } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, startScriptedRelay, token } from './scripted-relay.ts';
import type { ScriptedRelay } from './scripted-relay.ts';
import { authToken, messageSid, ourNumber, patientNumber, postedReceipt, postedText } from './twilio-webhook.ts';

type LogLine = readonly [string, string, unknown];

let relay: ScriptedRelay;
let log: LogLine[];

beforeEach(async () => {
  relay = await startScriptedRelay();
  log = [];
});
afterEach(() => relay.close());

function client(change: Partial<ProxyClientOptions> = {}): ReturnType<typeof createProxyClient> {
  return createProxyClient(options(change));
}

function options(change: Partial<ProxyClientOptions> = {}): ProxyClientOptions {
  return {
    url: relay.url,
    account,
    token,
    reader: createTwilioWebhookReader({ authToken }),
    numbers: [ourNumber],
    logger: { log: (...line) => void log.push([line[0], line[1], line[2]]) },
    ...change,
  };
}

const text = (number: number, change: Partial<Parameters<typeof postedText>[1]> = {}) =>
  postedText(relay.webhookUrl, { number, ...change });

const start = { cursor: null, since: 0 };

describe('receive', () => {
  it('gives a text with its sender, our number, its words and the time at which the relay took it', async () => {
    const at = Date.parse('2026-05-04T09:00:00.123Z');
    relay.now = () => at;
    relay.keep(text(1, { body: 'I’m here + waiting & well 🙂' }));
    const { messages, receipts } = await client().receive(start);
    expect(messages).toEqual([
      {
        gatewayId: messageSid(1),
        from: patientNumber,
        to: ourNumber,
        body: 'I’m here + waiting & well 🙂',
        receivedAt: at,
        carrierKeyword: null,
      },
    ]);
    expect(receipts).toEqual([]);
  });

  it('opens what is sealed to its key', async () => {
    const { publicKey, privateKey } = await createKeyPair();
    relay.keep(text(1, { body: 'arrived' }), publicKey);
    const { messages } = await client({ privateKey }).receive(start);
    expect(messages.map(({ body }) => body)).toEqual(['arrived']);
  });

  it('gives receipts that come the same way', async () => {
    relay.keep(postedReceipt(relay.webhookUrl, { number: 7, status: 'undelivered' }));
    const { messages, receipts } = await client().receive(start);
    expect(messages).toEqual([]);
    expect(receipts).toMatchObject([{ gatewayId: messageSid(7), status: 'undelivered' }]);
  });

  it('acknowledges what it gave only when it is asked with the cursor that came with it', async () => {
    relay.keep(text(1));
    const proxy = client();
    const first = await proxy.receive(start);
    expect(relay.unread).toEqual(['1001']);
    expect(await proxy.receive(start)).toEqual(first);
    const second = await proxy.receive({ cursor: first.cursor, since: 0 });
    expect(second.messages).toEqual([]);
    expect(relay.unread).toEqual([]);
  });

  it('waits for a text as long as it may, and answers as soon as one comes', async () => {
    const proxy = client();
    const { cursor } = await proxy.receive(start);
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 20_000 });
    await expect.poll(() => relay.requests.length).toBe(2);
    relay.keep(text(1));
    expect((await waiting).messages).toHaveLength(1);
    expect(relay.requests[1]?.body).toMatchObject({ after: '1000', waitSeconds: 20, limit: 100 });
    expect(proxy.abilities.waitsForMessages).toBe(true);
  });

  it('waits no longer than its option allows, and not at all when it is not asked to', async () => {
    const proxy = client({ waitSeconds: 1 });
    await proxy.receive({ ...start, waitMs: 25_000 });
    await proxy.receive(start);
    expect(relay.requests.map(({ body }) => body['waitSeconds'])).toEqual([1, 0]);
  });

  it('ends a wait at once when it is told to, with nothing and the same cursor', async () => {
    const proxy = client();
    const { cursor } = await proxy.receive(start);
    const ending = new AbortController();
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 25_000, signal: ending.signal });
    await expect.poll(() => relay.requests.length).toBe(2);
    const before = performance.now();
    ending.abort();
    expect(await waiting).toEqual({ messages: [], cursor });
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(await proxy.receive({ cursor, since: 0, signal: ending.signal })).toMatchObject({ messages: [], cursor });
    expect(relay.requests).toHaveLength(2);
  });

  it('gives a text once that the gateway posted twice, and a receipt as well', async () => {
    for (let time = 0; time < 2; time += 1) {
      relay.keep(text(1));
      relay.keep(postedReceipt(relay.webhookUrl, { number: 2, status: 'sent' }));
      relay.keep(postedReceipt(relay.webhookUrl, { number: 2, status: 'delivered' }));
    }
    const { messages, receipts } = await client().receive(start);
    expect(messages).toHaveLength(1);
    expect(receipts?.map(({ status }) => status)).toEqual(['sent', 'delivered']);
  });

  it('leaves out what came before its first start, also when there is more of it than fits one answer', async () => {
    relay.now = () => 1_000;
    for (let number = 1; number <= 130; number += 1) relay.keep(text(number));
    relay.now = () => 9_000;
    relay.keep(text(200));
    const proxy = client();
    const first = await proxy.receive({ cursor: null, since: 5_000 });
    const second = await proxy.receive({ cursor: first.cursor, since: 6_000 });
    expect([...first.messages, ...second.messages].map(({ gatewayId }) => gatewayId)).toEqual([messageSid(200)]);
  });

  it('gives after a stop what came during it, also when there was nothing before', async () => {
    const { cursor } = await client().receive({ cursor: null, since: Date.now() });
    relay.keep(text(1));
    const { messages } = await client().receive({ cursor, since: Date.now() + 3_600_000 });
    expect(messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(1)]);
  });

  it('gives what comes after its first start whatever the clocks of clinic and relay say', async () => {
    const proxy = client();
    const first = proxy.receive({ cursor: null, since: Date.now() + 3_600_000, waitMs: 20_000 });
    const { cursor } = await first;
    relay.now = () => 0;
    relay.keep(text(1));
    expect((await proxy.receive({ cursor, since: 0 })).messages).toHaveLength(1);
  });

  it('acknowledges nothing with the cursor of another mailbox or gateway, and gives everything that is there', async () => {
    relay.keep(text(1));
    const foreign = [
      '9999',
      JSON.stringify(['relay-1', 'https://other.test/v1/accounts/main-street', '9999', 0]),
      '[]',
    ];
    for (const cursor of foreign) {
      const { messages } = await client().receive({ cursor, since: Date.now() + 1_000_000 });
      expect(messages).toHaveLength(1);
    }
    expect(relay.requests.map(({ body }) => body['after'])).toEqual(['0', '0', '0']);
  });

  it('warns once of texts that nobody has read and that will be deleted', async () => {
    relay.unreadSince = '2026-05-04T09:00:00.000Z';
    const proxy = client();
    await proxy.receive(start);
    await proxy.receive(start);
    expect(log).toEqual([
      ['warn', expect.stringMatching(/unread.*deleted/), { unreadAt: Date.parse(relay.unreadSince) }],
    ]);
  });
});

describe('what is refused', () => {
  const forged = { token: 'another-token' };

  it('passes over a forged webhook between good ones, says so without its words, and does not act on it', async () => {
    relay.keep(text(1));
    relay.keep(text(2, { ...forged, body: 'SECRET-WORDS' }));
    relay.keep(text(3));
    const proxy = createProxyClient(options());
    const { messages } = await proxy.receive(start);
    expect(messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(1), messageSid(3)]);
    expect(proxy.counts).toEqual({ accepted: 2, forged: 1, unopened: 0, malformed: 0, unsupported: 0 });
    expect(log).toEqual([['warn', expect.any(String), { why: expect.stringMatching(/^forged: /), count: 1 }]]);
    expect(JSON.stringify(log)).not.toMatch(/SECRET|4915/);
  });

  it('keeps everything at the relay while every webhook is refused, and says what to look at', async () => {
    const proxy = client({ reader: createTwilioWebhookReader({ authToken: 'rotated-meanwhile' }) });
    relay.keep(text(1));
    relay.keep(text(2));
    await expect(proxy.receive(start)).rejects.toMatchObject({
      code: 'gateway',
      failure: 'configuration',
      message: expect.stringMatching(
        /all 2 waiting webhooks are refused and kept \(forged: .*check privateKey and reader/,
      ),
    });
    expect(relay.unread).toEqual(['1001', '1002']);
    expect((await client().receive(start)).messages).toHaveLength(2);
  });

  it('keeps everything at the relay while the private key does not fit, and with no key at all', async () => {
    const [one, other] = [await createKeyPair(), await createKeyPair()];
    relay.keep(text(1), one.publicKey);
    const fitting = { message: expect.stringMatching(/unopened: privateKey does not fit/) };
    await expect(client({ privateKey: other.privateKey }).receive(start)).rejects.toMatchObject(fitting);
    const missing = { message: expect.stringMatching(/unopened: privateKey does not fit/) };
    await expect(client().receive(start)).rejects.toMatchObject(missing);
    expect(relay.unread).toEqual(['1001']);
    expect((await client({ privateKey: one.privateKey }).receive(start)).messages).toHaveLength(1);
  });

  it('acknowledges up to the last good one, keeps the refused ones that nothing good follows, and waits for what comes behind', async () => {
    const proxy = createProxyClient(options());
    relay.keep(text(1));
    relay.keep(text(2, forged));
    const first = await proxy.receive(start);
    expect(first.messages).toHaveLength(1);
    const { cursor } = first;
    expect(await proxy.receive({ cursor, since: 0 })).toEqual({ messages: [], cursor });
    expect(relay.unread).toEqual(['1002']);
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 20_000 });
    await expect.poll(() => relay.requests.length).toBe(3);
    relay.keep(text(3));
    const next = await waiting;
    expect(next.messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(3)]);
    expect(proxy.counts).toMatchObject({ accepted: 2, forged: 1 });
    await proxy.receive({ cursor: next.cursor, since: 0 });
    expect(relay.unread).toEqual([]);
  });

  it('says that all is refused when that has lasted for half a minute, also where key and secret have fitted', async () => {
    const clock = createMovableClock('2026-05-04T09:00:00Z');
    const proxy = client({ clock });
    relay.keep(text(1));
    const { cursor } = await proxy.receive(start);
    relay.keep(text(2, forged));
    const ask = () => proxy.receive({ cursor, since: 0 });
    // The first is known to be durable, and the second has only just come.
    const next = await ask();
    const askNext = () => proxy.receive({ cursor: next.cursor, since: 0 });
    expect((await askNext()).messages).toEqual([]);
    clock.advance(29_000);
    expect((await askNext()).messages).toEqual([]);
    clock.advance(1_000);
    const refusal = { failure: 'configuration', message: expect.stringMatching(/all 1 waiting webhooks/) };
    await expect(askNext()).rejects.toMatchObject(refusal);
    clock.advance(5_000);
    await expect(askNext()).rejects.toMatchObject(refusal);
    relay.keep(text(3));
    clock.advance(5_000);
    expect((await askNext()).messages).toHaveLength(1);
  });

  it('looks again from the beginning after five minutes', async () => {
    const clock = createMovableClock('2026-05-04T09:00:00Z');
    let secret = 'not-yet-mended';
    const { acknowledgement } = createTwilioWebhookReader({ authToken });
    const reader = {
      acknowledgement,
      read: (webhook: WebhookRequest) => createTwilioWebhookReader({ authToken: secret }).read(webhook),
    };
    const proxy = client({ clock, reader });
    relay.keep(text(1));
    await expect(proxy.receive(start)).rejects.toMatchObject({ failure: 'configuration' });
    secret = authToken;
    clock.advance(300_000);
    expect((await proxy.receive(start)).messages).toHaveLength(1);
  });

  it('asks for nothing more when it is told to end while it looks', async () => {
    for (let number = 1; number <= 101; number += 1) relay.keep(text(number, forged));
    const ending = new AbortController();
    const twilio = createTwilioWebhookReader({ authToken });
    const reader = {
      ...twilio,
      read: (webhook: WebhookRequest) => {
        ending.abort();
        return twilio.read(webhook);
      },
    };
    const receiving = client({ reader }).receive({ ...start, waitMs: 20_000, signal: ending.signal });
    expect(await receiving).toEqual({ messages: [], cursor: null });
    expect(relay.requests).toHaveLength(1);
  });

  it('passes over what the gateway has signed and we have no use for: key and secret fit', async () => {
    relay.keep(text(1, forged));
    relay.keep(text(2, { from: 'whatsapp:+61491570156' }));
    const proxy = createProxyClient(options());
    const { messages, cursor } = await proxy.receive(start);
    expect(messages).toEqual([]);
    expect(proxy.counts).toMatchObject({ accepted: 0, forged: 1, malformed: 1 });
    await proxy.receive({ cursor, since: 0 });
    expect(relay.unread).toEqual([]);
  });

  it('warns also of refused ones that will be deleted', async () => {
    relay.unreadSince = '2026-05-04T09:00:00.000Z';
    relay.keep(text(1, forged));
    await expect(client().receive(start)).rejects.toMatchObject({ failure: 'configuration' });
    expect(log).toMatchObject([['warn', expect.stringMatching(/unread.*deleted/), {}]]);
  });

  it('looks further for a good one than one answer usually holds', async () => {
    for (let number = 1; number <= 150; number += 1) relay.keep(text(number, forged));
    relay.keep(text(151));
    const { messages } = await client().receive(start);
    expect(messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(151)]);
    expect(relay.requests.map(({ body }) => [body['from'], body['limit']])).toEqual([
      [null, 100],
      ['1100', 500],
    ]);
  });

  it('goes on looking where it was when the relay fails meanwhile', async () => {
    for (let number = 1; number <= 101; number += 1) relay.keep(text(number, forged));
    relay.failNext('none', { status: 503, body: '' });
    const clock = createMovableClock('2026-05-04T09:00:00Z');
    const proxy = createProxyClient(options({ clock }));
    await expect(proxy.receive(start)).rejects.toMatchObject({ failure: 'retry' });
    expect(relay.unread).toHaveLength(101);
    clock.advance(1_000);
    await expect(proxy.receive(start)).rejects.toMatchObject({
      message: expect.stringMatching(/all 101 waiting webhooks/),
    });
    expect(relay.requests.map(({ body }) => body['from'])).toEqual([null, '1100', '1100']);
    relay.keep(text(102));
    clock.advance(5_000);
    expect((await proxy.receive(start)).messages).toHaveLength(1);
    expect(proxy.counts).toMatchObject({ accepted: 1, forged: 101 });
  });

  it('does not believe that a sealed box holds a webhook', async () => {
    const { publicKey, privateKey } = await createKeyPair();
    const sodium = (await import('libsodium-wrappers')).default;
    for (const inside of ['[]', 'no JSON', '{"method":"POST","url":"x","headers":{"a":1},"body":""}', '\ud800', '{}']) {
      const sealed = sodium.crypto_box_seal(Buffer.from(inside), Buffer.from(publicKey, 'base64'));
      relay.keepSealed(Buffer.from(sealed).toString('base64'));
    }
    relay.keepSealed('not base64!');
    relay.keep(text(1), publicKey);
    const proxy = createProxyClient(options({ privateKey }));
    expect((await proxy.receive(start)).messages).toHaveLength(1);
    expect(proxy.counts).toMatchObject({ accepted: 1, unopened: 6 });
  });

  it('gives what came before a webhook at which the reader throws, and fails at the next call', async () => {
    for (const number of [1, 2, 3]) relay.keep(text(number));
    const twilio = createTwilioWebhookReader({ authToken });
    let count = 0;
    const reader = {
      ...twilio,
      read: (webhook: WebhookRequest) =>
        (count += 1) === 2 ? Promise.reject(new Error('no keys')) : twilio.read(webhook),
    };
    const proxy = client({ reader });
    const first = await proxy.receive(start);
    expect(first.messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(1)]);
    count = 1;
    await expect(proxy.receive({ cursor: first.cursor, since: 0 })).rejects.toMatchObject({ failure: 'retry' });
    expect(relay.unread).toEqual(['1002', '1003']);
  });

  it('acknowledges nothing when the reader throws, and does not pass on what it says', async () => {
    relay.keep(text(1));
    const { acknowledgement } = createTwilioWebhookReader({ authToken });
    const read = () => Promise.reject(new Error('cannot read +61491570156'));
    const error: unknown = await client({ reader: { acknowledgement, read } })
      .receive(start)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'gateway', failure: 'retry' });
    expect(error instanceof Error && `${error.message} ${String(error.cause)}`).not.toContain('4915');
    expect(relay.unread).toEqual(['1001']);
  });
});

describe('rotateToken', () => {
  it('keeps the new token first, and uses it from then on', async () => {
    const kept: string[] = [];
    const proxy = createProxyClient(options({ onTokenRotated: (fresh) => void kept.push(fresh) }));
    await Promise.all([proxy.rotateToken(), proxy.rotateToken()]);
    await proxy.receive(start);
    expect(kept).toHaveLength(1);
    expect(relay.requests.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${String(kept[0])}`,
    ]);
  });

  it('goes on with the old token when the new one cannot be kept or did not come', async () => {
    const proxy = createProxyClient(options({ onTokenRotated: () => Promise.reject(new Error('disk full')) }));
    await expect(proxy.rotateToken()).rejects.toThrow('disk full');
    relay.failNext('break-midway', {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"token":7}',
    });
    await expect(proxy.rotateToken()).rejects.toMatchObject({ code: 'gateway', failure: 'retry' });
    await expect(proxy.rotateToken()).rejects.toMatchObject({ code: 'gateway', failure: 'configuration' });
    await proxy.receive(start);
    expect(relay.requests.at(-1)?.authorization).toBe(`Bearer ${token}`);
  });

  it('asks for nothing when there is nobody to keep the new token', async () => {
    await expect(createProxyClient(options()).rotateToken()).rejects.toMatchObject({ field: 'proxy.onTokenRotated' });
    expect(relay.requests).toEqual([]);
  });
});
