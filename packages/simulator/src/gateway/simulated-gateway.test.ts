import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type HttpResponse from 'twilio/lib/http/response.js';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedGateway } from './simulated-gateway.ts';
import type { SimulatedGateway, SimulatedGatewayOptions } from './simulated-gateway.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'token';
const clinic = '+61480000000';
const amelia = '+61491570006';
const start = Date.parse('2026-04-02T08:00:00.400+11:00');
let clock = createMovableClock(start);
let gateway: SimulatedGateway;
let base: string;
const closing: (() => void)[] = [];

async function begin(options: Partial<SimulatedGatewayOptions> = {}): Promise<void> {
  clock = createMovableClock(start);
  gateway = createSimulatedGateway({ clock, accountSid, authToken, numbers: [clinic], ...options });
  base = `${await gateway.listen()}/2010-04-01/Accounts/${accountSid}`;
}

const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

function send(form: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  const body = new URLSearchParams({ To: amelia, From: clinic, Body: 'Hello', ...form });
  const init = { method: 'POST', body, headers: { authorization } };
  return fetch(`${base}/Messages.json`, signal === undefined ? init : { ...init, signal });
}

async function json(path: string): Promise<unknown> {
  return (await fetch(`${base}/${path}`, { headers: { authorization } })).json();
}

async function sidOf(response: Promise<Response>): Promise<string> {
  const body: unknown = await (await response).json();
  return body !== null && typeof body === 'object' && 'sid' in body ? String(body.sid) : '';
}

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly form: Record<string, string>;
}

/** A receiver of webhooks that runs for real. */
async function receiver(): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, form: Object.fromEntries(new URLSearchParams(text)) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // It listens on a port, so its address is no pipe.
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/texts?clinic=1`, received };
}

beforeEach(() => begin());
afterEach(async () => {
  await gateway.close();
  for (const close of closing.splice(0)) close();
});

describe('sending', () => {
  it('accepts a text, then sends and delivers it as the clock goes on', async () => {
    const response = await send();
    expect(response.status).toBe(201);
    const body = await response.json();
    expect(body).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      to: amelia,
      from: clinic,
      body: 'Hello',
      date_sent: null,
      date_created: 'Wed, 01 Apr 2026 21:00:00 +0000',
      num_segments: '1',
    });
    const statuses = gateway.statuses.entries();
    expect(statuses).toEqual([]);
    clock.moveTo(gateway.nextAt() ?? expect.fail());
    clock.moveTo(gateway.nextAt() ?? expect.fail());
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered']);
    expect(gateway.nextAt()).toBeNull();
    expect(await json(`Messages/${statuses[0]?.sid ?? ''}.json`)).toMatchObject({
      status: 'delivered',
      error_code: null,
    });
  });

  it.each([
    [{ To: '' }, 21604],
    [{ From: '' }, 21603],
    [{ Body: '' }, 21602],
    [{ Body: 'x'.repeat(1601) }, 21617],
    [{ From: '+61480000001' }, 21606],
    [{ To: '0491 570 006' }, 21211],
    [{ To: clinic }, 21266],
    [{ To: '+61300000000' }, 21614],
    [{ ValidityPeriod: '0' }, 20001],
    [{ StatusCallback: 'http://my_host/cb' }, 21609],
  ])('refuses %j with code %i', async (form, code) => {
    gateway.controls.setHandset('+61300000000', 'not-mobile');
    const response = await send(form);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code,
      status: 400,
      more_info: `https://www.twilio.com/docs/errors/${String(code)}`,
    });
    expect(gateway.log.entries()).toEqual([]);
  });

  it('refuses wrong credentials and unknown addresses', async () => {
    const response = await fetch(`${base}/Messages.json`, { headers: { authorization: 'Basic bm8=' } });
    expect([response.status, await response.json()]).toMatchObject([401, { code: 20003 }]);
    expect(await json('Messages/SMnone.json')).toMatchObject({ code: 20404, status: 404 });
    expect(await json('Calls.json')).toMatchObject({ code: 20404 });
  });

  it('tells landlines, unknown and unreachable handsets apart', async () => {
    const [landline, nobody, away] = ['+61370101234', '+61491570110', '+61491570157'];
    gateway.controls.setHandset(landline, 'landline');
    gateway.controls.setHandset(nobody, 'unknown');
    gateway.controls.setHandset(away, 'unreachable');
    for (const To of [landline, nobody, away]) await send({ To, ValidityPeriod: '60' });
    clock.advance(30_000);
    expect(gateway.controls.texts().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['undelivered', 30006],
      ['undelivered', 30005],
      ['sent', null],
    ]);
    clock.advance(30_000);
    expect(gateway.controls.texts().at(2)).toMatchObject({ status: 'undelivered', errorCode: 30003 });
  });

  it('delivers to a handset that comes back in time', async () => {
    gateway.controls.setHandset(amelia, 'unreachable');
    await send();
    clock.advance(600_000);
    gateway.controls.setHandset(amelia, 'mobile');
    expect(gateway.controls.texts()[0]?.status).toBe('delivered');
  });

  it('lets a test decide what becomes of a text', async () => {
    const sid = await sidOf(send());
    gateway.controls.setDelivery(sid, 'undelivered', 30007);
    expect(gateway.controls.texts()[0]).toMatchObject({ status: 'undelivered', errorCode: 30007, sentAt: clock.now() });
    clock.advance(60_000);
    expect(gateway.controls.texts()[0]?.status).toBe('undelivered');
  });

  it('lets a text fail that could not leave within its validity, and delivers what still can', async () => {
    gateway.controls.holdDelivery(true);
    await send({ ValidityPeriod: '60' });
    await send({ ValidityPeriod: '600' });
    clock.advance(120_000);
    gateway.controls.holdDelivery(false);
    expect(gateway.controls.texts().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['failed', 30036],
      ['delivered', null],
    ]);
  });

  it('cancels what is still queued and redacts bodies', async () => {
    const sid = await sidOf(send());
    const update = (form: Record<string, string>): Promise<Response> =>
      fetch(`${base}/Messages/${sid}.json`, {
        method: 'POST',
        headers: { authorization },
        body: new URLSearchParams(form),
      });
    expect(await (await update({ Body: '' })).json()).toMatchObject({ body: '' });
    expect(await (await update({ Status: 'canceled' })).json()).toMatchObject({ status: 'canceled' });
    expect((await update({ Status: 'canceled' })).status).toBe(400);
    expect((await update({ Body: 'other' })).status).toBe(400);
    clock.advance(60_000);
    expect(gateway.controls.texts()[0]?.status).toBe('canceled');
  });
});

describe('the list', () => {
  it('shows texts in and out, newest first, filtered by number and date, in pages', async () => {
    await send();
    clock.advance(60_000);
    for (let n = 1; n <= 5; n += 1) {
      gateway.controls.inbound({ from: amelia, body: `text ${String(n)}` });
      clock.advance(1000);
    }
    await send();
    const bodies = async (path: string): Promise<unknown> => {
      const page = await json(path);
      return page;
    };
    expect(await bodies(`Messages.json?To=${encodeURIComponent(clinic)}&PageSize=2`)).toMatchObject({
      messages: [{ body: 'text 5', direction: 'inbound', status: 'received' }, { body: 'text 4' }],
      page: 0,
      page_size: 2,
    });
    const query = new URLSearchParams({
      To: clinic,
      'DateSent>': '2026-04-01T21:01:02Z',
      'DateSent<': '2026-04-01T21:01:03Z',
    });
    const between = await json(`Messages.json?${query.toString()}`);
    expect(between).toMatchObject({ messages: [{ body: 'text 4' }, { body: 'text 3' }], next_page_uri: null });
    // The text that has not left yet has no date.
    expect(await json(`Messages.json?From=${encodeURIComponent(clinic)}&DateSent=2026-04-01`)).toMatchObject({
      messages: [{ body: 'Hello', to: amelia }],
    });
    expect((await fetch(`${base}/Messages.json?DateSent=soon`, { headers: { authorization } })).status).toBe(400);
    expect((await fetch(`${base}/Messages.json?PageSize=x`, { headers: { authorization } })).status).toBe(400);
  });

  it('keeps its pages in place while new texts come in', async () => {
    for (let n = 1; n <= 5; n += 1) gateway.controls.inbound({ from: amelia, body: String(n) });
    const seen: string[] = [];
    let uri: string | null = `/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=2`;
    while (uri !== null) {
      const response = await fetch(`${gateway.url}${uri}`, { headers: { authorization } });
      const page = (await response.json()) as { messages: { body: string }[]; next_page_uri: string | null };
      seen.push(...page.messages.map(({ body }) => body));
      gateway.controls.inbound({ from: amelia, body: 'new' });
      uri = page.next_page_uri;
    }
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
  });

  it('can lag behind, while reading one text does not', async () => {
    gateway.controls.setListLag(60_000);
    const sid = await sidOf(send());
    expect(await json('Messages.json')).toMatchObject({ messages: [] });
    expect(await json(`Messages/${sid}.json`)).toMatchObject({ sid });
    clock.advance(60_000);
    expect(await json('Messages.json')).toMatchObject({ messages: [{ sid }] });
  });
});

describe('opting out', () => {
  it('hears STOP, answers it, refuses further texts with 21610, and lets START end it', async () => {
    gateway.controls.inbound({ from: amelia, body: ' Stop ' });
    expect(gateway.controls.isOptedOut(amelia)).toBe(true);
    expect(gateway.log.entries()).toMatchObject([
      { direction: 'in', from: amelia, body: ' Stop ', status: 'received' },
      { direction: 'out', to: amelia, isAutomatic: true },
    ]);
    expect(await (await send()).json()).toMatchObject({ code: 21610 });
    gateway.controls.inbound({ from: amelia, body: 'START' });
    expect((await send()).status).toBe(201);
    expect(gateway.controls.texts().at(1)?.direction).toBe('outbound-reply');
  });

  it('takes YES as opting in only from who had opted out, and longer texts as no consent word at all', () => {
    gateway.controls.inbound({ from: amelia, body: 'yes' });
    gateway.controls.inbound({ from: amelia, body: 'stop please' });
    expect(gateway.log.entries().filter(({ direction }) => direction === 'out')).toEqual([]);
    gateway.controls.inbound({ from: amelia, body: 'CANCEL' });
    gateway.controls.inbound({ from: amelia, body: 'yes' });
    expect(gateway.controls.isOptedOut(amelia)).toBe(false);
    gateway.controls.inbound({ from: amelia, body: 'help' });
    expect(gateway.log.entries().filter(({ isAutomatic }) => isAutomatic)).toHaveLength(3);
  });
});

describe('webhooks', () => {
  it('post a text that came in, signed so that the SDK accepts it', async () => {
    const { url, received } = await receiver();
    await gateway.close();
    await begin({ webhookUrl: `${url}#rc=1`, advancedOptOut: true });
    const sid = gateway.controls.inbound({ from: amelia, body: "I'm here 👍 + you?" });
    await gateway.idle();
    const [call] = received;
    expect(call?.form).toMatchObject({
      MessageSid: sid,
      From: amelia,
      To: clinic,
      Body: "I'm here 👍 + you?",
      NumMedia: '0',
    });
    const signature = String(call?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(authToken, signature, url, call?.form ?? {})).toBe(true);
    expect(twilio.validateRequest('other', signature, url, call?.form ?? {})).toBe(false);
    gateway.controls.inbound({ from: amelia, body: 'STOP' });
    await gateway.idle();
    expect(received[1]?.form).toMatchObject({ OptOutType: 'STOP' });
    expect(gateway.webhooks.entries()).toMatchObject([{ kind: 'inbound', sid, status: 204 }, { status: 204 }]);
  });

  it('come twice when asked to, with the same sid', async () => {
    const { url, received } = await receiver();
    await gateway.close();
    await begin({ webhookUrl: url });
    gateway.controls.duplicateWebhooks(1);
    const sid = gateway.controls.inbound({ from: amelia, body: 'here' });
    gateway.controls.inbound({ from: amelia, body: 'again' });
    await gateway.idle();
    expect(received.map(({ form }) => form['MessageSid']).filter((received_) => received_ === sid)).toHaveLength(2);
    expect(received).toHaveLength(3);
  });

  it('tell each step of a text to its status callback', async () => {
    const { url, received } = await receiver();
    gateway.controls.setHandset(amelia, 'landline');
    await send({ StatusCallback: `${url}&mid=7` });
    clock.advance(10_000);
    await gateway.idle();
    const steps = received.map(({ form }) => `${form['MessageStatus'] ?? ''} ${form['ErrorCode'] ?? ''}`.trim());
    expect(steps.sort()).toEqual(['sent', 'undelivered 30006']);
  });

  it('give up when nobody listens, and the text stays in the list', async () => {
    await gateway.close();
    await begin({ webhookUrl: 'http://127.0.0.1:9/' });
    gateway.controls.inbound({ from: amelia, body: 'here' });
    await gateway.idle();
    expect(gateway.webhooks.entries()).toMatchObject([{ status: null }]);
    expect(await json('Messages.json')).toMatchObject({ messages: [{ body: 'here' }] });
  });
});

describe('faults', () => {
  it.each([
    ['500', 500, 0],
    ['429', 429, 0],
    ['401', 401, 0],
    ['html', 502, 0],
    ['not-mobile', 400, 0],
    ['accept-then-500', 500, 1],
  ] as const)('%s answers %i and takes %i texts', async (kind, status, taken) => {
    gateway.controls.fail({ kind, match: 'POST' });
    expect((await send()).status).toBe(status);
    expect(gateway.log.entries()).toHaveLength(taken);
    expect((await send()).status).toBe(201);
  });

  it.each([
    ['hang', 0],
    ['reset', 0],
    ['accept-then-hang', 1],
    ['accept-then-reset', 1],
  ] as const)('%s gives no answer and takes %i texts', async (kind, taken) => {
    gateway.controls.fail({ kind });
    await expect(send({}, AbortSignal.timeout(100))).rejects.toThrow();
    expect(gateway.log.entries()).toHaveLength(taken);
    gateway.controls.fail({ kind: '500' });
    gateway.controls.clearFaults();
    expect((await send()).status).toBe(201);
  });
});

describe('the options', () => {
  it.each([
    [{ accountSid: 'AC1' }, /accountSid/],
    [{ authToken: '' }, /authToken/],
    [{ numbers: [] }, /numbers/],
    [{ numbers: ['0480'] }, /numbers/],
  ])('%j are refused by name', (wrong, message) => {
    expect(() => createSimulatedGateway({ clock, accountSid, authToken, numbers: [clinic], ...wrong })).toThrow(
      message,
    );
  });
});

describe("Twilio's SDK", () => {
  class Redirected extends twilio.RequestClient {
    override request<T>(options: RequestClient.RequestOptions<T>): Promise<HttpResponse.default<T>> {
      return super.request<T>({ ...options, uri: options.uri.replace('https://api.twilio.com', gateway.url) });
    }
  }

  it('sends, lists by date, reads, cancels and sees error codes', async () => {
    const client = twilio(accountSid, authToken, { httpClient: new Redirected() });
    const sent = await client.messages.create({ to: amelia, from: clinic, body: 'Hi', validityPeriod: 300 });
    expect(sent).toMatchObject({ status: 'queued', errorCode: null });
    expect(sent.dateCreated.getTime()).toBe(Math.floor(start / 1000) * 1000);
    clock.advance(10_000);
    gateway.controls.inbound({ from: amelia, body: 'here' });
    const inbound = await client.messages.list({ to: clinic, dateSentAfter: new Date(start) });
    expect(inbound.map(({ body, direction }) => [body, direction])).toEqual([['here', 'inbound']]);
    expect(await client.messages(sent.sid).fetch()).toMatchObject({ status: 'delivered' });
    const queued = await client.messages.create({ to: amelia, from: clinic, body: 'Second' });
    expect(await client.messages(queued.sid).update({ status: 'canceled' })).toMatchObject({ status: 'canceled' });
    for (let n = 0; n < 5; n += 1) gateway.controls.inbound({ from: amelia, body: String(n) });
    expect(await client.messages.list({ pageSize: 2 })).toHaveLength(8);
    gateway.controls.inbound({ from: amelia, body: 'STOP' });
    await expect(client.messages.create({ to: amelia, from: clinic, body: 'Hi' })).rejects.toMatchObject({
      status: 400,
      code: 21610,
    });
  });
});
