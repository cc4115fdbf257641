import { createHash } from 'node:crypto';
import type { WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { createVonageWebhookReader } from '@clinicarrivals/sms/vonage';
import { describe, expect, it } from 'vitest';
import { apiKey, applicationId, signatureSecret, signedWebhook } from './vonage-server.ts';

const uuid = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
const day = 24 * 60 * 60_000;
/** As in https://developer.vonage.com/en/api/messages#webhooks. */
const inbound = {
  channel: 'sms',
  message_uuid: uuid,
  to: '61480000001',
  from: '61491570156',
  timestamp: '2026-05-04T09:00:00.000Z',
  text: 'I’m here + waiting 🙂',
  sms: { num_messages: '1', keyword: 'I’M' },
  usage: { currency: 'EUR', price: '0.0333' },
};
const status = {
  channel: 'sms',
  message_uuid: uuid,
  to: '61491570156',
  from: '61480000001',
  timestamp: '2026-05-04T09:00:00.000Z',
  status: 'delivered',
  client_ref: 'a1|r0|DoctorReady|0',
};

const reader = createVonageWebhookReader({ signatureSecret, apiKey, applicationId });
const read = (request: WebhookRequest): Promise<WebhookReading> => reader.read(request);

describe('a text that Vonage pushes', () => {
  it('is read with its sender, our number, its words and its time', async () => {
    expect(await read(signedWebhook(inbound))).toEqual({
      type: 'accepted',
      messages: [
        {
          gatewayId: uuid,
          from: '+61491570156',
          to: '+61480000001',
          body: 'I’m here + waiting 🙂',
          receivedAt: Date.parse('2026-05-04T09:00:00.000Z'),
          carrierKeyword: null,
        },
      ],
      receipts: [],
    });
  });

  it('keeps the sender as it stands when it is no whole number', async () => {
    expect(await read(signedWebhook({ ...inbound, from: '12345' }))).toMatchObject({ messages: [{ from: '12345' }] });
  });

  it('may be empty, and may have no time', async () => {
    const { timestamp: _, ...untimed } = inbound;
    expect(await read(signedWebhook({ ...untimed, text: '' }))).toMatchObject({
      messages: [{ body: '', receivedAt: null }],
    });
  });

  it('of another channel is acknowledged and not read', async () => {
    expect(await read(signedWebhook({ ...inbound, channel: 'whatsapp' }))).toEqual({
      type: 'accepted',
      messages: [],
      receipts: [],
    });
  });

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['no JSON', 'from=61491570156&text=here'],
    ['no text', { ...inbound, text: undefined }],
    ['no sender', { ...inbound, from: undefined }],
    ['a sender that is an object', { ...inbound, from: { type: 'sms', number: '61491570156' } }],
    ['no id', { ...inbound, message_uuid: undefined }],
    ['a status without an id', { ...status, message_uuid: 7 }],
  ])('that says %s is refused as malformed, in words of our own', async (_, says) => {
    const reading = await read(signedWebhook(says));
    expect(reading).toMatchObject({ type: 'refused', why: 'malformed' });
    expect(JSON.stringify(reading)).not.toMatch(/61491570156|here/);
  });
});

describe('a status that Vonage pushes', () => {
  const failed = (code: string): object => ({
    ...status,
    status: 'rejected',
    error: {
      type: `https://developer.vonage.com/api-errors/messages#${code}`,
      title: code,
      detail: 'x',
      instance: uuid,
    },
  });

  it.each([
    ['submitted', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
  ])('%s is a receipt of our text: %s', async (given, expected) => {
    expect(await read(signedWebhook({ ...status, status: given }))).toEqual({
      type: 'accepted',
      messages: [],
      receipts: [{ gatewayId: uuid, id: 'a1|r0|DoctorReady|0', status: expected, failure: null, vendorCode: null }],
    });
  });

  it.each([
    ['1180', 'retry'],
    ['1190', 'permanent'],
    ['1240', 'opted-out'],
    ['1420', 'configuration'],
    ['9999', 'permanent'],
  ])('rejected with %s says why the text was not delivered: %s', async (code, failure) => {
    expect(await read(signedWebhook(failed(code)))).toMatchObject({
      receipts: [{ status: 'undelivered', failure, vendorCode: code }],
    });
  });

  it('tells what it says about the number', async () => {
    expect(await read(signedWebhook(failed('1180')))).toMatchObject({ receipts: [{ numberFailure: 'unreachable' }] });
    expect(await read(signedWebhook(failed('1190')))).toMatchObject({ receipts: [{ numberFailure: 'unassigned' }] });
    expect(JSON.stringify(await read(signedWebhook(failed('1210'))))).not.toContain('numberFailure');
  });

  it('reads the code from the title, where older versions have it', async () => {
    const error = { type: 'https://www.nexmo.com/messages/Errors', title: 1180, detail: 'x' };
    expect(await read(signedWebhook({ ...status, status: 'rejected', error }))).toMatchObject({
      receipts: [{ failure: 'retry', vendorCode: '1180' }],
    });
  });

  it('undeliverable may be tried again, since the provider was not reached', async () => {
    expect(await read(signedWebhook({ ...status, status: 'undeliverable' }))).toMatchObject({
      receipts: [{ status: 'undelivered', failure: 'retry', vendorCode: null }],
    });
  });

  it('that is new says nothing', async () => {
    expect(await read(signedWebhook({ ...status, status: 'scheduled' }))).toMatchObject({ receipts: [] });
  });

  it('gives no id of ours where the text carried a hash, or none', async () => {
    for (const client_ref of ['sha256-abc', '', undefined, 7]) {
      const reading = await read(signedWebhook({ ...status, client_ref }));
      expect(reading).toMatchObject({ receipts: [{ gatewayId: uuid }] });
      expect(JSON.stringify(reading)).not.toContain('"id"');
    }
  });
});

describe('a webhook that Vonage did not sign', () => {
  const forged = { type: 'refused', why: 'forged', reason: expect.any(String) as string };
  const good = signedWebhook(inbound);
  const withHeader = (authorization: string | undefined): WebhookRequest => ({
    ...good,
    headers: authorization === undefined ? {} : { authorization },
  });

  it.each([
    ['has no signature', withHeader(undefined)],
    ['has another kind of authorization', withHeader('Basic YTpi')],
    ['has a signature that is none', withHeader('Bearer a.b.c')],
    ['is signed with another secret', signedWebhook(inbound, { secret: 'another secret' })],
    ['is signed for another account', signedWebhook(inbound, { claims: { api_key: 'other' } })],
    ['is signed for another application', signedWebhook(inbound, { claims: { application_id: uuid } })],
    ['does not sign its body', signedWebhook(inbound, { claims: { payload_hash: undefined } })],
    ['has no time', signedWebhook(inbound, { claims: { iat: undefined } })],
    ['is nine days old', signedWebhook(inbound, { at: Date.now() - 9 * day })],
    ['is of the future', signedWebhook(inbound, { at: Date.now() + 3_600_000 })],
    ['has run out', signedWebhook(inbound, { claims: { exp: Math.floor(Date.now() / 1000) - 3600 } })],
    ['names no algorithm', signedWebhook(inbound, { header: { alg: 'none', typ: 'JWT' } })],
    ['names another algorithm', signedWebhook(inbound, { header: { alg: 'HS512', typ: 'JWT' } })],
  ])('is refused when it %s', async (_, request) => {
    expect(await read(request)).toEqual(forged);
  });

  it('is refused when any byte of its body was changed', async () => {
    for (let at = 0; at < good.body.length; at += 1) {
      const body = Uint8Array.from(good.body);
      body[at] = (body[at] ?? 0) ^ 1;
      expect(await read({ ...good, body })).toEqual(forged);
    }
  });

  it('is believed while it waited for a week in a relay, and no longer than it is asked for', async () => {
    const late = signedWebhook(inbound, { at: Date.now() - 7 * day });
    expect(await read(late)).toMatchObject({ type: 'accepted' });
    const strict = createVonageWebhookReader({ signatureSecret, maxAgeMs: 60_000 });
    expect(await strict.read(late)).toEqual(forged);
  });

  it('is believed with either of two secrets while one is replaced', async () => {
    const rotated = createVonageWebhookReader({ signatureSecret: ['the new secret', signatureSecret] });
    expect(await rotated.read(good)).toMatchObject({ type: 'accepted' });
    expect(await rotated.read(signedWebhook(inbound, { secret: 'the new secret' }))).toMatchObject({
      type: 'accepted',
    });
  });

  it('is believed where the hash is of the same JSON without spaces', async () => {
    const payload_hash = createHash('sha256').update(JSON.stringify(inbound)).digest('hex').toUpperCase();
    const request = signedWebhook(JSON.stringify(inbound, null, 2), { claims: { payload_hash } });
    expect(await read(request)).toMatchObject({ messages: [{ gatewayId: uuid }] });
  });

  it('is not read when it is a GET', async () => {
    expect(await read({ ...good, method: 'GET' })).toMatchObject({ why: 'unsupported' });
  });
});

describe('createVonageWebhookReader', () => {
  it.each([
    ['signatureSecret', { signatureSecret: ' ' }],
    ['signatureSecret', { signatureSecret: [] }],
    ['applicationId', { signatureSecret, applicationId: 'mine' }],
    ['maxAgeMs', { signatureSecret, maxAgeMs: 0 }],
  ])('names %s when it is wrong', (field, options) => {
    expect(() => createVonageWebhookReader(options)).toThrow(`vonage.${field}`);
  });

  it('acknowledges with nothing that could be texted', () => {
    expect(reader.acknowledgement).toEqual({ status: 200, contentType: null, body: '' });
  });
});
