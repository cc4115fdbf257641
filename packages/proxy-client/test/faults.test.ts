import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { account, startScriptedRelay, token } from './scripted-relay.ts';
import type { Fault, ScriptedRelay } from './scripted-relay.ts';
import { authToken, ourNumber, postedText } from './twilio-webhook.ts';

let relay: ScriptedRelay;
let clock: MovableClock;
let proxy: ReturnType<typeof client>;

beforeEach(async () => {
  relay = await startScriptedRelay();
  clock = createMovableClock('2026-05-04T09:00:00Z');
  proxy = client(relay.url);
  relay.keep(postedText(relay.webhookUrl, { number: 1 }));
});
afterEach(() => relay.close());

function client(url: string, bearer = token) {
  return createProxyClient({
    url,
    account,
    token: bearer,
    reader: createTwilioWebhookReader({ authToken }),
    numbers: [ourNumber],
    clock,
  });
}

const start = { cursor: null, since: 0 };
const json = { 'content-type': 'application/json' };
const leased = (webhooks: unknown, cursor: unknown): Fault => ({
  status: 200,
  headers: json,
  body: JSON.stringify({ webhooks, cursor, waiting: 0, unreadSince: null }),
});

describe('a relay that fails', () => {
  it.each<readonly [string, Fault, 'retry' | 'configuration', RegExp]>([
    ['breaks the connection', 'break', 'retry', /broken off/],
    ['breaks off in the middle of its answer', 'break-midway', 'retry', /broken off/],
    ['answers 500', { status: 500, body: 'oops' }, 'retry', /500/],
    ['answers 503 in HTML', { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'retry', /503/],
    ['answers 429', { status: 429, headers: json, body: '{}' }, 'retry', /429/],
    ['cuts its JSON short', { status: 200, headers: json, body: '{"webhooks":[' }, 'retry', /broken JSON/],
    ['answers 401', { status: 401, headers: json, body: '{}' }, 'configuration', /401.*token/],
    ['answers 404', { status: 404, headers: json, body: '{}' }, 'configuration', /404/],
    [
      'answers a web page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'configuration',
      /no JSON/,
    ],
    ['answers 204', { status: 204, body: '' }, 'configuration', /no JSON/],
    ['answers something else', { status: 200, headers: json, body: '{"messages":[]}' }, 'configuration', /of no relay/],
    ['answers null', { status: 200, headers: json, body: 'null' }, 'configuration', /of no relay/],
    ['gives no id', leased([{ receivedAt: '2026-05-04T09:00:00Z' }], '1'), 'configuration', /of no relay/],
    ['gives no time', leased([{ id: '1', receivedAt: 'today' }], '1'), 'configuration', /of no relay/],
    [
      'gives an impossible time',
      leased([{ id: '1', receivedAt: '2026-13-04T09:00:00Z' }], '1'),
      'configuration',
      /relay/,
    ],
    [
      'gives no cursor with a webhook',
      leased([{ id: '1', receivedAt: '2026-05-04T09:00:00Z' }], 7),
      'configuration',
      /relay/,
    ],
    ['gives no cursor', leased([], null), 'configuration', /of no relay/],
    [
      'gives more than it was asked for',
      leased(
        Array.from({ length: 101 }, (_, id) => ({ id: `${id}`, receivedAt: '2026-05-04T09:00:00Z' })),
        '1',
      ),
      'configuration',
      /of no relay/,
    ],
  ])('%s: it fails clearly, keeps the cursor, and goes on when it is mended', async (_, fault, failure, message) => {
    relay.failNext(fault);
    await expect(proxy.receive(start)).rejects.toMatchObject({
      code: 'gateway',
      failure,
      message: expect.stringMatching(message),
    });
    clock.advance(30_000);
    expect((await proxy.receive(start)).messages).toHaveLength(1);
  });

  it('is not believed when it moves a cursor without a webhook', async () => {
    const { cursor } = await proxy.receive(start);
    relay.failNext(leased([], '7'));
    await expect(proxy.receive({ cursor, since: 0 })).rejects.toMatchObject({
      failure: 'configuration',
      message: expect.stringMatching(/of no relay/),
    });
  });

  it('may hand out again what lies before the cursor, such as what another consumer never acknowledged', async () => {
    const { cursor } = await proxy.receive(start);
    const { headers, body } = postedText(relay.webhookUrl, { number: 5 });
    const webhook = { method: 'POST', url: relay.webhookUrl, headers, body: Buffer.from(body).toString('base64') };
    relay.failNext(leased([{ id: '900', receivedAt: '2026-05-04T09:00:00Z', webhook }], '1001'));
    const again = await proxy.receive({ cursor, since: 0 });
    expect(again.messages).toHaveLength(1);
    expect(again.cursor).toBe(cursor);
  });

  it('passes over a webhook whose content is none, with the good one beside it', async () => {
    const receivedAt = '2026-05-04T09:00:00Z';
    const { headers, body } = postedText(relay.webhookUrl, { number: 1 });
    const good = { method: 'POST', url: relay.webhookUrl, headers, body: Buffer.from(body).toString('base64') };
    const bad = [
      {},
      { webhook: { ...good, body: '%' } },
      { webhook: { ...good, headers: { a: null } } },
      { webhook: 'x' },
    ];
    const webhooks = [...bad, { webhook: good }].map((content, index) => ({ id: `${index}`, receivedAt, ...content }));
    relay.failNext(leased(webhooks, '4'));
    expect((await proxy.receive(start)).messages).toHaveLength(1);
    expect(proxy.counts).toMatchObject({ accepted: 1, unopened: 4 });
  });

  it('cuts off an answer that does not end', async () => {
    let written = 0;
    const server = createServer((_, response) => {
      response.writeHead(200, json);
      const chunk = Buffer.alloc(1024 * 1024, 0x20);
      const more = (): void => {
        if (response.destroyed) return;
        written += 1;
        response.write(chunk, more);
      };
      more();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A TCP server's address is an object, never a path.
    const { port } = server.address() as AddressInfo;
    await expect(client(`http://127.0.0.1:${port}`).receive(start)).rejects.toMatchObject({
      failure: 'retry',
      message: expect.stringMatching(/answer too long/),
    });
    expect(written).toBeLessThan(40);
    await new Promise((resolve) => server.close(resolve));
  });

  it('gives up on an answer that does not come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      relay.failNext('hang');
      const asked = expect(proxy.receive({ ...start, waitMs: 20_000 })).rejects.toMatchObject({
        failure: 'retry',
        message: expect.stringMatching(/no answer in time/),
      });
      await vi.waitUntil(() => relay.requests.length === 1, { timeout: 5_000 });
      await vi.advanceTimersByTimeAsync(35_000);
      await asked;
    } finally {
      vi.useRealTimers();
    }
  });

  it('sends the token to nobody else when the address leads elsewhere', async () => {
    const other = await startScriptedRelay();
    relay.failNext({ status: 307, headers: { location: `${other.url}/v1/accounts/${account}/lease` }, body: '' });
    await expect(proxy.receive(start)).rejects.toMatchObject({
      failure: 'configuration',
      message: expect.stringMatching(/status 307/),
    });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it('refuses the token of another account without a word of it', async () => {
    const error: unknown = await client(relay.url, 'token-of-another-account')
      .receive(start)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'gateway', failure: 'configuration' });
    expect(String(error)).not.toContain('another-account');
    expect(relay.unread).toEqual(['1001']);
  });

  it('names neither address nor token when it is not there', async () => {
    await relay.close();
    const error: unknown = await proxy.receive(start).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ failure: 'retry', message: expect.stringMatching(/not reached.*\(ECONNREFUSED\)/) });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/127\.0\.0\.1|token-of/);
    expect(error).not.toHaveProperty('cause');
  });
});

describe('pauses after failures', () => {
  const fail = async (waitMs = 0): Promise<string> =>
    proxy.receive({ ...start, waitMs }).then(
      () => 'received',
      (error: unknown) => String(error),
    );

  it('does not ask again at once, and gives the same failure meanwhile', async () => {
    relay.failNext({ status: 500, body: '' });
    const first = await fail();
    for (let time = 0; time < 50; time += 1) expect(await fail()).toBe(first);
    expect(relay.requests).toHaveLength(1);
    clock.advance(1_000);
    expect(await fail()).toBe('received');
  });

  it('lets them grow to half a minute and no further', async () => {
    relay.failNext(...Array.from({ length: 12 }, () => ({ status: 500, body: '' })));
    const askedAt: number[] = [];
    for (let second = 0; second < 240; second += 1) {
      const before = relay.requests.length;
      await fail();
      if (relay.requests.length > before) askedAt.push(second);
      clock.advance(1_000);
    }
    const pauses = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    expect(pauses.slice(0, 2)).toEqual([1, expect.any(Number)]);
    expect(pauses[1]).toBeLessThanOrEqual(2);
    for (const pause of pauses.slice(5, 11)) {
      expect(pause).toBeGreaterThanOrEqual(15);
      expect(pause).toBeLessThanOrEqual(30);
    }
  });

  it('are as long as Retry-After asks, within reason', async () => {
    relay.failNext(
      { status: 429, headers: { 'retry-after': '60' }, body: '' },
      { status: 503, headers: { 'retry-after': '999999' }, body: '' },
    );
    await fail();
    clock.advance(59_000);
    await fail();
    expect(relay.requests).toHaveLength(1);
    clock.advance(1_000);
    await fail();
    expect(relay.requests).toHaveLength(2);
    clock.advance(5 * 60_000);
    expect(await fail()).toBe('received');
  });

  it('are of their usual length where Retry-After says nothing of use', async () => {
    for (const header of ['Wed, 21 Oct 2015 07:28:00 GMT', '-5', '0', 'soon']) {
      relay.failNext({ status: 503, headers: { 'retry-after': header }, body: '' });
      const before = relay.requests.length;
      await fail();
      await fail();
      expect(relay.requests).toHaveLength(before + 1);
      clock.advance(1_000);
      expect(await fail()).toBe('received');
    }
  });

  it('are waited out by who has the time, and ended by the signal', async () => {
    relay.failNext({ status: 500, body: '' }, { status: 500, body: '' });
    await fail();
    const patient = fail(25_000);
    clock.advance(1_000);
    expect(await patient).toMatch(/500/);
    expect(relay.requests).toHaveLength(2);
    const ending = new AbortController();
    const waiting = proxy.receive({ ...start, waitMs: 25_000, signal: ending.signal });
    ending.abort();
    expect(await waiting).toEqual({ messages: [], cursor: null });
    expect(relay.requests).toHaveLength(2);
  });

  it('are followed by a request that does not wait, so that the end of a failure is seen at once', async () => {
    relay.failNext({ status: 500, body: '' });
    await fail();
    clock.advance(1_000);
    await fail(25_000);
    expect(relay.requests.map(({ body }) => body['waitSeconds'])).toEqual([0, 0]);
  });

  it('do not grow to hours when the clock is set back', async () => {
    relay.failNext({ status: 500, body: '' });
    await fail();
    clock.jumpTo(clock.now() - 3_600_000);
    expect(await fail()).toBe('received');
  });
});
