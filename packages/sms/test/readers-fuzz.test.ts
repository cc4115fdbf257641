import type { WebhookReader, WebhookRequest } from '@clinicarrivals/core';
import { createVonageWebhookReader } from '@clinicarrivals/sms/vonage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certificate, createSnsWire, signingCertUrl, snsRequest } from './sns-wire.ts';
import { signatureSecret, signedWebhook } from './vonage-server.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const timeout = 20_000 + numRuns * 5;

/** How a gateway signs, and who reads it. */
interface Signed {
  readonly name: string;
  readonly reader: WebhookReader;
  readonly sign: (says: unknown) => WebhookRequest;
}

const sns = createSnsWire((url) =>
  url === signingCertUrl ? new Response(certificate.pem) : new Response('', { status: 404 }),
);
const gateways: readonly Signed[] = [
  { name: 'Vonage', reader: createVonageWebhookReader({ signatureSecret }), sign: (says) => signedWebhook(says) },
  { name: 'AWS', reader: sns.reader, sign: (says) => snsRequest(says) },
];

const words = [
  'Type',
  'TopicArn',
  'Message',
  'message_uuid',
  'status',
  'channel',
  'client_ref',
  'eventType',
  'context',
];
/** JSON of any shape, in which the names that readers look for turn up often. */
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...words, 'text', 'from', 'to', 'error', 'messageBody'), fc.jsonValue()),
);
const anyRequest = fc.record({
  method: fc.constantFrom('POST', 'GET', 'PUT', ''),
  url: fc.constantFrom('https://clinic.example/sms', '', 'not an address'),
  headers: fc.dictionary(fc.constantFrom('authorization', 'content-type', 'x-amz-sns-message-type'), fc.string()),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    anyJson.map((json) => Buffer.from(JSON.stringify(json))),
  ),
});

describe.each(gateways)('the reader of $name', ({ reader, sign }) => {
  it(
    'refuses whatever nobody signed, and throws at nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyRequest, async (request) => {
          expect((await reader.read(request)).type).toBe('refused');
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'throws at nothing that was signed, and repeats none of it when it makes no sense',
    async () => {
      await fc.assert(
        fc.asyncProperty(anyJson, fc.uuid(), async (json, secret) => {
          const says = typeof json === 'object' && json !== null ? { ...json, private: secret } : [json, secret];
          const reading = await reader.read(sign(says));
          if (reading.type === 'accepted') return;
          expect(reading.why).toBe('malformed');
          expect(reading.reason).not.toContain(secret);
        }),
        { numRuns: Math.ceil(numRuns / 4) },
      );
    },
    timeout,
  );

  it(
    'refuses a signed webhook of which any one byte was changed, in body or signature',
    async () => {
      // Signed once for all: what is tried is the reader.
      const good = sign({
        message_uuid: 'm',
        channel: 'sms',
        from: '1',
        to: '2',
        text: 'here',
        eventType: 'TEXT_QUEUED',
        messageId: 'x',
      });
      expect(await reader.read(good)).toMatchObject({ type: 'accepted' });
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, inHeader) => {
          const tampered = inHeader ? changeSignature(good, at) : { ...good, body: changeByte(good.body, at, change) };
          if (saysTheSame(tampered, good)) return;
          // Certificates that are not there are not asked for without end: then it is to be tried again.
          const type = await reader.read(tampered).then(
            (reading) => reading.type,
            () => 'not read',
          );
          expect(type).not.toBe('accepted');
        }),
        { numRuns },
      );
    },
    timeout,
  );
});

function changeByte(body: Uint8Array, at: number, change: number): Uint8Array {
  const changed = Uint8Array.from(body);
  const index = at % changed.length;
  changed[index] = (changed[index] ?? 0) ^ change;
  return changed;
}

/** Vonage's signature stands in a header, SNS's in the body. */
function changeSignature(request: WebhookRequest, at: number): WebhookRequest {
  const { authorization } = request.headers;
  if (authorization === undefined) return { ...request, body: changeByte(request.body, at, 1) };
  const index = 'Bearer '.length + (at % (authorization.length - 'Bearer '.length));
  const other = authorization[index] === 'A' ? 'B' : 'A';
  return {
    ...request,
    headers: { authorization: authorization.slice(0, index) + other + authorization.slice(index + 1) },
  };
}

/** What a reader uses of the envelope of SNS. */
const envelope = [
  'Type',
  'MessageId',
  'TopicArn',
  'Subject',
  'Message',
  'Timestamp',
  'SignatureVersion',
  'SigningCertURL',
];

/**
 * True where what was changed is signed by nobody and means nothing: an address in the envelope of SNS that no reader uses, or bits of the last
 * character of base64 that stand for nothing.
 */
function saysTheSame(tampered: WebhookRequest, good: WebhookRequest): boolean {
  return JSON.stringify(signedPart(tampered)) === JSON.stringify(signedPart(good));
}

function signedPart({ headers, body }: WebhookRequest): unknown {
  const token = headers['authorization'] ?? '';
  const [head = '', payload = '', signature = ''] = token.split('.');
  const text = Buffer.from(body).toString('latin1');
  try {
    const json = JSON.parse(text) as Record<string, unknown>;
    const says = token === '' ? envelope.map((field) => json[field]) : json;
    return [head, payload, bytesOf(signature, 'base64url'), says, bytesOf(String(json['Signature']), 'base64')];
  } catch {
    return [token, text];
  }
}

function bytesOf(text: string, encoding: 'base64' | 'base64url'): string {
  return Buffer.from(text, encoding).toString('hex');
}
