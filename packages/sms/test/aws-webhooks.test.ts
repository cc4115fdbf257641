import type { WebhookRequest } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createAwsWebhookReader } from '@clinicarrivals/sms/aws';
import { describe, expect, it } from 'vitest';
import { createOwnCertificate } from './own-certificate.ts';
import { certificate, createSnsWire, signingCertUrl, snsRequest, subscribeUrl, topicArn } from './sns-wire.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const missing = (): Response => new Response('<Error/>', { status: 404 });
const forged = { type: 'refused', why: 'forged', reason: expect.any(String) as string };
/** As in https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html. */
const inbound = {
  originationNumber: '+61491570156',
  destinationNumber: '+61480000001',
  messageKeyword: 'JOIN',
  messageBody: 'I’m here + waiting 🙂',
  inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
  previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
/** As in https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-format.html. */
const event = {
  eventType: 'TEXT_DELIVERED',
  eventVersion: '1.0',
  eventTimestamp: 1_686_975_103_470,
  isFinal: true,
  originationPhoneNumber: '+61480000001',
  destinationPhoneNumber: '+61491570156',
  messageId: '862a8790-60c0-4430-9b2b-658b00000001',
  messageType: 'TRANSACTIONAL',
  messageStatus: 'DELIVERED',
  context: { clinicarrivals_id: 'a1|r0|DoctorReady|0' },
};

/** A message with the certificate of an address that looks right and is none. */
function madeUp(number: number): WebhookRequest {
  const SigningCertURL = signingCertUrl.replace(/[\da-f]{32}/, String(number).padStart(32, '0'));
  return snsRequest(inbound, { changes: { SigningCertURL } });
}

describe('a text that AWS pushes by SNS', () => {
  it.each(['1', '2'])(
    'is read with its sender, our number, its words and its time (signature version %s)',
    async (version) => {
      const at = Date.parse('2026-05-04T09:00:00.000Z');
      const { reader } = createSnsWire(undefined, { clock: { now: () => at + 1000, schedule: () => () => undefined } });
      const request = snsRequest(inbound, { version, changes: { Timestamp: new Date(at).toISOString() } });
      expect(await reader.read(request)).toEqual({
        type: 'accepted',
        messages: [
          {
            gatewayId: inbound.inboundMessageId,
            from: '+61491570156',
            to: '+61480000001',
            body: 'I’m here + waiting 🙂',
            receivedAt: at,
            carrierKeyword: null,
          },
        ],
        receipts: [],
      });
    },
  );

  it('is read with a subject too', async () => {
    const { reader } = createSnsWire();
    const request = snsRequest(inbound, { changes: { Subject: 'A text' } });
    expect(await reader.read(request)).toMatchObject({ type: 'accepted', messages: [{}] });
  });

  it.each([
    ['no JSON', 'hello +61491570156'],
    ['nothing', {}],
    ['no words', { ...inbound, messageBody: undefined }],
    ['no sender', { ...inbound, originationNumber: '' }],
    ['no id', { ...inbound, inboundMessageId: 7 }],
  ])('that says %s is refused as malformed, in words of our own', async (_, says) => {
    const reading = await createSnsWire().reader.read(snsRequest(says));
    expect(reading).toMatchObject({ type: 'refused', why: 'malformed' });
    expect(JSON.stringify(reading)).not.toContain('61491570156');
  });
});

describe('an event of a text that AWS pushes by SNS', () => {
  it.each([
    ['TEXT_QUEUED', 'accepted', null, undefined],
    ['TEXT_SUCCESSFUL', 'sent', null, undefined],
    ['TEXT_DELIVERED', 'delivered', null, undefined],
    ['TEXT_INVALID', 'undelivered', 'permanent', 'unassigned'],
    ['TEXT_UNREACHABLE', 'undelivered', 'retry', 'unreachable'],
    ['TEXT_CARRIER_BLOCKED', 'undelivered', 'permanent', undefined],
    ['TEXT_PROTECT_BLOCKED', 'undelivered', 'configuration', undefined],
  ])('%s is a receipt of our text: %s (%s)', async (eventType, status, failure, numberFailure) => {
    const { messageId: gatewayId } = event;
    const vendorCode = failure === null ? null : eventType;
    const known = { gatewayId, id: 'a1|r0|DoctorReady|0', status, failure, vendorCode };
    expect(await createSnsWire().reader.read(snsRequest({ ...event, eventType }))).toEqual({
      type: 'accepted',
      messages: [],
      receipts: [numberFailure === undefined ? known : { ...known, numberFailure }],
    });
  });

  it.each(['VOICE_COMPLETED', 'TEXT_SOMETHING_NEW', 'toString'])('%s says nothing', async (eventType) => {
    const reading = await createSnsWire().reader.read(snsRequest({ ...event, eventType }));
    expect(reading).toEqual({ type: 'accepted', messages: [], receipts: [] });
  });

  it('of a text without our id names it by the id of AWS alone', async () => {
    for (const context of [undefined, { clinicarrivals_id: 'sha256-abc' }]) {
      const reading = await createSnsWire().reader.read(snsRequest({ ...event, context }));
      expect(reading).toMatchObject({ receipts: [{ gatewayId: event.messageId }] });
      expect(JSON.stringify(reading)).not.toContain('"id"');
    }
  });
});

describe('a message that SNS did not sign for us', () => {
  const another = createOwnCertificate();
  it.each([
    ['is no JSON', { ...snsRequest(inbound), body: Buffer.from('hello') }],
    ['is delivered raw', { ...snsRequest(inbound), body: Buffer.from(JSON.stringify(inbound)) }],
    ['has no signature', snsRequest(inbound, { tampered: { Signature: undefined } })],
    ['has a signature that is none', snsRequest(inbound, { tampered: { Signature: 'AAAA' } })],
    ['has a signature of another kind', snsRequest(inbound, { tampered: { SignatureVersion: '2' } })],
    ['has a signature of a kind that is unknown', snsRequest(inbound, { tampered: { SignatureVersion: '3' } })],
    ['is signed with another key', snsRequest(inbound, { privateKey: another.privateKey })],
    [
      'has other words',
      snsRequest(inbound, { tampered: { Message: JSON.stringify({ ...inbound, messageBody: 'no' }) } }),
    ],
    ['has another time', snsRequest(inbound, { tampered: { Timestamp: new Date().toISOString().replace('Z', '1Z') } })],
    ['has another type', snsRequest(inbound, { tampered: { Type: 'SubscriptionConfirmation' } })],
    ['has a subject that was not signed', snsRequest(inbound, { tampered: { Subject: 'x' } })],
    ['is nine days old', snsRequest(inbound, { changes: { Timestamp: new Date(Date.now() - 9 * day).toISOString() } })],
    ['is of the future', snsRequest(inbound, { changes: { Timestamp: new Date(Date.now() + day).toISOString() } })],
    ['has no time that can be read', snsRequest(inbound, { changes: { Timestamp: 'today' } })],
  ])('is refused when it %s', async (_, request) => {
    expect(await createSnsWire().reader.read(request)).toEqual(forged);
  });

  it('is refused for a topic that is not ours, and SNS is not asked', async () => {
    const { reader, asked } = createSnsWire();
    expect(await reader.read(snsRequest(inbound, { changes: { TopicArn: `${topicArn}-of-others` } }))).toEqual(forged);
    expect(asked).toEqual([]);
  });

  it.each([
    'https://evil.example/SimpleNotificationService-0a.pem',
    signingCertUrl.replace('https', 'http'),
    signingCertUrl.replace('ap-southeast-2', 'us-east-1'),
    signingCertUrl.replace('.com', '.com.evil.example'),
    signingCertUrl.replace('amazonaws.com', 'amazonaws.com:444'),
    signingCertUrl.replace('https://', 'https://sns@'),
    signingCertUrl.replace('/Simple', '/x/../y/Simple'),
    `${signingCertUrl}?x=1`,
    subscribeUrl,
    'not an address',
  ])('is refused with the certificate of %s, and nobody is asked', async (SigningCertURL) => {
    const { reader, asked } = createSnsWire();
    expect(await reader.read(snsRequest(inbound, { changes: { SigningCertURL } }))).toEqual(forged);
    expect(asked).toEqual([]);
  });

  it('is refused when the certificate had run out', async () => {
    const old = createOwnCertificate({ from: '20200101000000Z', to: '20210101000000Z' });
    const { reader } = createSnsWire(() => new Response(old.pem));
    expect(await reader.read(snsRequest(inbound, { privateKey: old.privateKey }))).toEqual(forged);
  });

  it('is not read when it is a GET', async () => {
    const request = { ...snsRequest(inbound), method: 'GET' };
    expect(await createSnsWire().reader.read(request)).toMatchObject({ why: 'unsupported' });
  });
});

describe('the certificate of SNS', () => {
  it('is fetched once, also for messages that come at once', async () => {
    const { reader, asked } = createSnsWire();
    const readings = await Promise.all(Array.from({ length: 10 }, () => reader.read(snsRequest(inbound))));
    expect(readings.every(({ type }) => type === 'accepted')).toBe(true);
    await reader.read(snsRequest(inbound));
    expect(asked).toEqual([signingCertUrl]);
  });

  it('that is none makes the message a forgery, and is asked for again', async () => {
    const { reader, asked } = createSnsWire(() => new Response('<html>'));
    expect(await reader.read(snsRequest(inbound))).toEqual(forged);
    expect(await reader.read(snsRequest(inbound))).toEqual(forged);
    expect(asked).toHaveLength(2);
  });

  it('that is not there makes the message a forgery, and is asked for again after an hour', async () => {
    const clock = createMovableClock(Date.now());
    const { reader, asked } = createSnsWire(missing, { clock });
    for (const count of [1, 1, 2]) {
      expect(await reader.read(snsRequest(inbound))).toEqual(forged);
      expect(asked).toHaveLength(count);
      if (count === 1) clock.advance(31 * minute);
    }
  });

  it.each([
    ['SNS fails', () => new Response('', { status: 503 })],
    ['SNS is not reached', () => Promise.reject(new TypeError('fetch failed'))],
  ])('that cannot be had since %s refuses nothing: the message is to be tried again', async (_, answer) => {
    let isUp = false;
    const { reader } = createSnsWire(() => (isUp ? new Response(certificate.pem) : answer()));
    await expect(reader.read(snsRequest(inbound))).rejects.toMatchObject({ code: 'gateway', failure: 'retry' });
    isUp = true;
    expect(await reader.read(snsRequest(inbound))).toMatchObject({ type: 'accepted' });
  });

  it('is fetched behind as many made-up ones as a mailbox may hold, read again from the first after each pause', async () => {
    const clock = createMovableClock(Date.now());
    const { reader } = createSnsWire((url) => (url === signingCertUrl ? new Response(certificate.pem) : missing()), {
      clock,
    });
    const mailbox = [...Array.from({ length: 50 }, (_, number) => madeUp(number)), snsRequest(inbound)];
    const readAll = async (): Promise<unknown> => {
      let last: unknown = null;
      for (const request of mailbox) last = await reader.read(request);
      return last;
    };
    await expect(readAll()).rejects.toMatchObject({ failure: 'retry' });
    clock.advance(minute + 1);
    await expect(readAll()).rejects.toMatchObject({ failure: 'retry' });
    clock.advance(minute + 1);
    expect(await readAll()).toMatchObject({ type: 'accepted', messages: [{}] });
  });

  it('is kept, once it is there, while any number of made-up ones is on its way', async () => {
    const { reader, asked } = createSnsWire(async (url) => {
      if (url === signingCertUrl) return new Response(certificate.pem);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return missing();
    });
    expect(await reader.read(snsRequest(inbound))).toMatchObject({ type: 'accepted' });
    await Promise.allSettled(Array.from({ length: 30 }, (_, number) => reader.read(madeUp(number))));
    expect(await reader.read(snsRequest(inbound))).toMatchObject({ type: 'accepted' });
    expect(asked.filter((url) => url === signingCertUrl)).toHaveLength(1);
  });

  it('is not fetched without end for who makes addresses up, and the one that is known still serves', async () => {
    const { reader, asked } = createSnsWire((url) =>
      url === signingCertUrl ? new Response(certificate.pem) : new Response('', { status: 404 }),
    );
    await reader.read(snsRequest(inbound));
    for (let count = 0; count < 100; count += 1) {
      await reader.read(madeUp(count)).catch(() => null);
    }
    expect(asked.length).toBeLessThanOrEqual(20);
    expect(await reader.read(snsRequest(inbound))).toMatchObject({ type: 'accepted' });
  });
});

describe('the subscription of a topic', () => {
  const changes = { Type: 'SubscriptionConfirmation', Token: '2336412f37fb687f', SubscribeURL: subscribeUrl };
  const request = snsRequest('You have chosen to subscribe to the topic.', { changes });
  const answer = (url: string): Response =>
    new Response(url === signingCertUrl ? certificate.pem : '<ConfirmSubscriptionResponse/>');

  it('is confirmed when that is asked for', async () => {
    const { reader, asked } = createSnsWire(answer, { confirmSubscriptions: true });
    expect(await reader.read(request)).toEqual({ type: 'accepted', messages: [], receipts: [] });
    expect(asked).toEqual([signingCertUrl, subscribeUrl]);
  });

  it('is not confirmed otherwise, and the user is told', async () => {
    const { reader, asked } = createSnsWire(answer);
    expect(await reader.read(request)).toMatchObject({
      why: 'unsupported',
      reason: expect.stringContaining('confirm'),
    });
    expect(asked).toEqual([signingCertUrl]);
  });

  it('is confirmed nowhere but at SNS', async () => {
    const { reader, asked } = createSnsWire(answer, { confirmSubscriptions: true });
    const SubscribeURL = 'https://evil.example/?Action=ConfirmSubscription';
    const elsewhere = snsRequest('x', { changes: { ...changes, SubscribeURL } });
    expect(await reader.read(elsewhere)).toMatchObject({ why: 'malformed' });
    expect(asked).toEqual([signingCertUrl]);
  });

  it('is tried again when SNS does not take the confirmation', async () => {
    const failing = (url: string): Response =>
      url === signingCertUrl ? answer(url) : new Response('', { status: 500 });
    const { reader } = createSnsWire(failing, { confirmSubscriptions: true });
    const error: unknown = await reader.read(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: 'retry' });
    expect(String(error)).not.toMatch(/Token|amazonaws/);
  });

  it('that has ended is told', async () => {
    const ended = snsRequest('x', { changes: { ...changes, Type: 'UnsubscribeConfirmation' } });
    expect(await createSnsWire(answer).reader.read(ended)).toMatchObject({ why: 'unsupported' });
  });
});

describe('createAwsWebhookReader', () => {
  it.each([
    ['topicArns', { topicArns: [] }],
    ['topicArns', { topicArns: ['replies'] }],
    ['maxAgeMs', { topicArns: [topicArn], maxAgeMs: Number.NaN }],
    ['timeoutMs', { topicArns: [topicArn], timeoutMs: 0 }],
  ])('names %s when it is wrong', (field, options) => {
    expect(() => createAwsWebhookReader(options)).toThrow(`aws.${field}`);
  });
});
