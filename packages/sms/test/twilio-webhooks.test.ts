import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealTextId } from '../src/sealed-id.ts';
import { accountSid, authToken, ourNumber, patientNumber, sid } from './twilio-wire.ts';
import { encode, exchange, inboundForm, postForm, sign, startWebhooks, statusForm } from './webhook-wire.ts';
import type { Pairs, Platform, WebhookServer } from './webhook-wire.ts';

describe.each<Platform>(['hono', 'bare'])('webhooks of Twilio over HTTP, on %s', (platform) => {
  let server: WebhookServer;
  beforeAll(async () => {
    server = await startWebhooks({ platform });
  });
  afterAll(() => server.close());
  const lastMessage = () => server.receiver.messages.at(-1);
  const lastReceipt = () => server.receiver.receipts.at(-1);

  it('store a text before they answer with empty TwiML, at the time of its arrival', async () => {
    const before = Date.now();
    const response = await postForm(`${server.url}/twilio`, inboundForm());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toBe('<Response/>');
    const { receivedAt, ...message } = lastMessage() ?? {};
    expect(message).toEqual({
      gatewayId: sid(1),
      from: patientNumber,
      to: ourNumber,
      body: 'I am here',
      carrierKeyword: null,
    });
    expect(receivedAt).toBeGreaterThanOrEqual(before);
    expect(receivedAt).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    '',
    '  two spaces around  ',
    'ünï 👍🏽 \u0000 \n end',
    '1+1=2 & 50% \'yes\' "no" <Response>',
    '\ufeffmarked',
    '+',
  ])('keep the words letter by letter: %j', async (body) => {
    const response = await postForm(`${server.url}/twilio`, inboundForm({ Body: body }));
    expect(response.status).toBe(200);
    expect(lastMessage()?.body).toBe(body);
  });

  it.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['HELP', 'help'],
    ['ELSE', null],
  ])('tell that Twilio itself has answered %s', async (OptOutType, carrierKeyword) => {
    await postForm(`${server.url}/twilio`, inboundForm({ OptOutType }));
    expect(lastMessage()?.carrierKeyword).toBe(carrierKeyword);
  });

  it('believe a signature over the URL with its port and without it', async () => {
    const { port } = new URL(server.url);
    for (const signedUrl of [`http://127.0.0.1:${port}/twilio`, 'http://127.0.0.1/twilio']) {
      expect((await postForm(`${server.url}/twilio`, inboundForm(), { signedUrl })).status).toBe(200);
    }
  });

  it.each([
    '/twilio?a=%2f%2F&b=%c3%BC',
    "/twilio?note=it's",
    "/twilio?note=it's&c=%2B",
    '/twilio?note=it%27s',
    '/twilio?a=x:y@z/~(1)*!$,;',
    '/a%20b/%7Ec?q=1+1&empty=&empty=',
  ])('believe a signature over the letters that were requested: %s', async (target) => {
    const { host } = new URL(server.url);
    const pairs = Object.entries(inboundForm());
    const body = encode(pairs);
    const answer = await exchange(server.url, [
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n`,
      'Content-Type: application/x-www-form-urlencoded\r\n',
      `X-Twilio-Signature: ${sign(`http://${host}${target}`, pairs)}\r\n\r\n${body}`,
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });

  it('believe a signature over a URL that ends with the host', async () => {
    expect((await postForm(server.url, inboundForm())).status).toBe(200);
    expect((await postForm(`${server.url}?note=it's`, inboundForm())).status).toBe(200);
  });

  it('believe what was sent in chunks', async () => {
    const { host } = new URL(server.url);
    const pairs = Object.entries(inboundForm({ Body: 'in chunks' }));
    const body = encode(pairs);
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
    const answer = await exchange(server.url, [
      `POST /twilio HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n`,
      'Content-Type: application/x-www-form-urlencoded\r\n',
      `X-Twilio-Signature: ${sign(`http://${host}/twilio`, pairs)}\r\n\r\n`,
      chunk(body.slice(0, 20)) + chunk(body.slice(20)) + chunk(''),
    ]);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(lastMessage()?.body).toBe('in chunks');
  });

  it.each([
    ['sent', 'sent', null, null],
    ['delivered', 'delivered', null, null],
    ['read', 'delivered', null, null],
    ['undelivered', 'undelivered', 'retry', '30003'],
    ['undelivered', 'undelivered', 'opted-out', '21610'],
    ['failed', 'undelivered', 'permanent', null],
    ['canceled', 'undelivered', 'permanent', null],
  ])('give a receipt for the status %s', async (MessageStatus, status, failure, vendorCode) => {
    const ErrorCode: Record<string, string> = vendorCode === null ? {} : { ErrorCode: vendorCode };
    const form = statusForm({ MessageStatus, SmsStatus: MessageStatus, ...ErrorCode });
    const response = await postForm(`${server.url}/twilio`, form);
    expect(response.status).toBe(200);
    expect(lastReceipt()).toMatchObject({ gatewayId: sid(2), status, failure, vendorCode });
  });

  it('give our own id of a text back, which the gateway has sealed into the address', async () => {
    const url = `${server.url}/twilio?clinic=7&mid=${sealTextId(`a1:screening:${patientNumber}:0`, authToken)}`;
    expect((await postForm(url, statusForm())).status).toBe(200);
    expect(lastReceipt()?.id).toBe(`a1:screening:${patientNumber}:0`);
  });

  it.each(['none-of-ours', '', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
    'give no id where the address holds %j',
    async (mid) => {
      expect((await postForm(`${server.url}/twilio?mid=${mid}`, statusForm())).status).toBe(200);
      expect(lastReceipt()).not.toHaveProperty('id');
    },
  );

  it.each(['queued', 'sending', 'accepted', 'scheduled', 'a-status-to-come'])(
    'accept the status %s, which says nothing, without a receipt',
    async (MessageStatus) => {
      const count = server.receiver.receipts.length;
      const response = await postForm(`${server.url}/twilio`, statusForm({ MessageStatus, SmsStatus: MessageStatus }));
      expect(response.status).toBe(200);
      expect(server.receiver.receipts).toHaveLength(count);
    },
  );
});

const url = 'https://sms.clinic.example/twilio';

/** Reads a form without a server between. */
async function read(
  pairs: Pairs,
  changes: {
    readonly url?: string;
    readonly signature?: string | null;
    readonly contentType?: string | null;
    readonly body?: string;
    readonly method?: string;
    readonly reader?: ReturnType<typeof createTwilioWebhookReader>;
  } = {},
) {
  const { signature = sign(changes.url ?? url, pairs), contentType = 'application/x-www-form-urlencoded' } = changes;
  const reader = changes.reader ?? createTwilioWebhookReader({ authToken, accountSid });
  return reader.read({
    method: changes.method ?? 'POST',
    url: changes.url ?? url,
    headers: {
      ...(contentType === null ? {} : { 'content-type': contentType }),
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    body: new TextEncoder().encode(changes.body ?? encode(pairs)),
  });
}

const inbound = Object.entries(inboundForm());

describe('the reader of Twilio’s webhooks refuses', () => {
  it.each<readonly [string, Parameters<typeof read>[1], string]>([
    ['no signature', { signature: null }, 'forged'],
    ['an empty signature', { signature: '' }, 'forged'],
    ['a signature of another token', { signature: sign(url, inbound, 'another token') }, 'forged'],
    ['a signature for another URL', { signature: sign(`${url}/`, inbound) }, 'forged'],
    ['a signature over http', { signature: sign(url.replace('https', 'http'), inbound) }, 'forged'],
    ['a URL that is none', { url: 'not a URL', signature: sign(url, inbound) }, 'forged'],
    ['another method', { method: 'GET' }, 'unsupported'],
    ['no content type', { contentType: null }, 'unsupported'],
    ['a form of parts', { contentType: 'multipart/form-data; boundary=x' }, 'unsupported'],
    ['JSON', { contentType: 'application/json', body: '{}' }, 'unsupported'],
    ['more parameters than Twilio sends', { body: 'a&'.repeat(300) }, 'unsupported'],
  ])('%s', async (_what, changes, why) => {
    const reading = await read(inbound, changes);
    expect(reading).toMatchObject({ type: 'refused', why });
    expect(JSON.stringify(reading)).not.toMatch(/\+61|I am here|secret-token/);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['without an id', { MessageSid: '', SmsSid: '' }, 'malformed'],
    ['whose id is none', { MessageSid: 'SM1', SmsSid: 'SM1' }, 'malformed'],
    ['without a sender', { From: '' }, 'malformed'],
    ['to nobody', { To: '' }, 'malformed'],
    ['of another account', { AccountSid: `AC${'0b'.repeat(16)}` }, 'forged'],
    ['from what is no sender', { From: '0491570156' }, 'malformed'],
    ['whose words name another account', { Body: `AccountSid${accountSid}` }, 'malformed'],
    ['from WhatsApp', { From: `whatsapp:${patientNumber}`, To: `whatsapp:${ourNumber}` }, 'malformed'],
    ['from Messenger', { From: 'messenger:12345' }, 'malformed'],
  ])('a text %s', async (_what, changes, why) => {
    expect(await read(Object.entries(inboundForm(changes)))).toMatchObject({ type: 'refused', why });
  });

  it('a text without Body, and one whose parameters say two things', async () => {
    const without = inbound.filter(([name]) => name !== 'Body');
    expect(await read(without)).toMatchObject({ type: 'refused', why: 'malformed' });
    for (const name of ['MessageSid', 'SmsStatus', 'From', 'To', 'Body', 'AccountSid']) {
      expect(await read([...inbound, [name, 'something else']])).toMatchObject({ type: 'refused' });
    }
  });

  it('a text that whoever passed it on has cut anew, so that it seems to be from somebody else', async () => {
    // Their own text, from their own telephone; Twilio signs it as any other.
    const victim = '+61491570157';
    const trap = inboundForm({ Body: `I am hereFrom${victim}FromAaa` });
    const { Body: _body, From: from, ...others } = trap;
    const forged: Pairs = [
      ...Object.entries(others),
      ['Body', 'I am here'],
      ['From', victim],
      ['FromAaa', `From${from}`],
    ];
    const signature = sign(url, Object.entries(trap));
    const merged: Pairs = [...Object.entries(others), ['Body', 'I am here'], ['From', `${victim}FromAaaFrom${from}`]];
    for (const pairs of [forged, merged]) {
      expect(sign(url, pairs)).toBe(signature);
      expect(await read(pairs, { signature })).toMatchObject({ type: 'refused', why: 'forged' });
    }
    expect(await read(Object.entries(trap))).toMatchObject({ type: 'accepted', messages: [{ from: patientNumber }] });
  });

  it('a text that was cut anew into a receipt', async () => {
    const trap = inboundForm({ Body: `MessageSid${sid(2)}MessageStatus${'delivered'}Zz` });
    const { Body: _body, ...others } = trap;
    const behind = Object.keys(others)
      .filter((name) => name >= 'From')
      .sort()
      .map((name) => name + (trap[name] ?? ''));
    const forged: Pairs = [
      ['AccountSid', accountSid],
      ['ApiVersion', '2010-04-01'],
      ['Body', ''],
      ['MessageSid', sid(2)],
      ['MessageStatus', 'delivered'],
      ['Zz', behind.join('')],
    ];
    const signature = sign(url, Object.entries(trap));
    expect(sign(url, forged)).toBe(signature);
    expect(await read(forged, { signature })).toMatchObject({ type: 'refused', why: 'forged' });
  });
});

describe('the reader of Twilio’s webhooks accepts', () => {
  it('what either of two tokens has signed, while one is replaced', async () => {
    const reader = createTwilioWebhookReader({ authTokens: ['old token', 'new token'] });
    for (const token of ['old token', 'new token']) {
      const mid = sealTextId('a1:screening:0', token);
      const address = `${url}?mid=${mid}`;
      const pairs = Object.entries(statusForm());
      const reading = await read(pairs, { reader, url: address, signature: sign(address, pairs, token) });
      expect(reading).toMatchObject({ type: 'accepted', receipts: [{ id: 'a1:screening:0' }] });
    }
    const signature = sign(url, inbound, 'older token');
    expect(await read(inbound, { reader, signature })).toMatchObject({ type: 'refused', why: 'forged' });
  });

  it('any account where none was named', async () => {
    const pairs = Object.entries(inboundForm({ AccountSid: `AC${'0b'.repeat(16)}` }));
    const reading = await read(pairs, { reader: createTwilioWebhookReader({ authToken }) });
    expect(reading).toMatchObject({ type: 'accepted', messages: [{ gatewayId: sid(1), receivedAt: null }] });
  });

  it('the older name of the id, a sender without a plus sign, and parameters that nobody knows yet', async () => {
    const { MessageSid: _, ...form } = inboundForm({ From: '13344', NewOfTwilio: 'x', 'Odd.Name-1': '' });
    const odd: Pairs = ['__proto__', 'constructor', 'toString', '', '0'].map((name) => [name, 'x']);
    expect(await read([...odd, ...Object.entries(form)])).toMatchObject({
      messages: [{ gatewayId: sid(1), from: '13344' }],
    });
  });

  it('a self-test, as nothing at all', async () => {
    const pairs: Pairs = [
      ['AccountSid', accountSid],
      ['ClinicArrivalsSelfTest', '1'],
    ];
    expect(await read(pairs)).toEqual({ type: 'accepted', messages: [], receipts: [] });
    expect(await read(pairs, { signature: 'no' })).toMatchObject({ type: 'refused', why: 'forged' });
    expect(await read([...inbound, ...pairs])).toMatchObject({ messages: [{ gatewayId: sid(1) }] });
  });
});

describe('wrong options of the reader', () => {
  it.each([
    ['authToken', {}, 'primary auth token'],
    ['authToken', { authToken: ' ' }, 'is empty'],
    ['authTokens', { authTokens: [] }, 'is missing'],
    ['authTokens', { authTokens: ['a', 'b', 'c'] }, 'more than two'],
    ['authTokens', { authToken: 'a', authTokens: ['b'] }, 'not both'],
    ['accountSid', { authToken: 'a', accountSid: 'AC1' }, '32 hexadecimal digits'],
  ])('name %s and the fix: %j', (field, options, fix) => {
    expect(() => createTwilioWebhookReader(options)).toThrow(`twilio.${field}`);
    expect(() => createTwilioWebhookReader(options)).toThrow(fix);
  });
});
