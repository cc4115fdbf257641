import process from 'node:process';
import type { WebhookReading } from '@clinicarrivals/core';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountSid, authToken, sid } from './twilio-wire.ts';
import { createRecordingReceiver, encode, exchange, inboundForm, postForm, sign } from './webhook-wire.ts';
import { startWebhooks, statusForm } from './webhook-wire.ts';
import type { Pairs } from './webhook-wire.ts';

const reader = createTwilioWebhookReader({ authToken, accountSid });
const text = new TextEncoder();

function readBytes(url: string, body: Uint8Array, signature: string): Promise<WebhookReading> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return reader.read({ method: 'POST', url, headers, body });
}

const letters = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', ' ', '+', '%', '&', '=', '%2B', '%zz', '👍🏽', '?', '#', "'", '\u0000', '\ufeff'),
);
/** Names that are not Twilio's; some sort before what is read, some behind. */
const unknownName = letters.map((name) => `~${name}`).chain((name) => fc.constantFrom(name, `A${name}`, `Fs${name}`));
const unknown: fc.Arbitrary<Pairs> = fc.array(fc.tuple(unknownName, letters), { maxLength: 8 });
const target = fc
  .tuple(fc.webPath(), fc.option(fc.webQueryParameters(), { nil: null }))
  .map(([path, query]) => `https://sms.clinic.example${path || '/'}${query === null ? '' : `?${query}`}`);

describe('signatures', () => {
  it('are believed whatever the words, the address and the order of the parameters, and the words arrive letter by letter', async () => {
    await fc.assert(
      fc.asyncProperty(target, letters, unknown, fc.boolean(), async (url, body, others, isReversed) => {
        // Twice the same counts once.
        const pairs: Pairs = [...Object.entries(inboundForm({ Body: body })), ...others, ...others.slice(0, 1)];
        const sent = isReversed ? [...pairs].reverse() : pairs;
        const reading = await readBytes(url, text.encode(encode(sent)), sign(url, pairs));
        // What a form cannot carry, a lone surrogate, is no letter.
        expect(reading).toMatchObject({ type: 'accepted', messages: [{ body: body.toWellFormed() }] });
      }),
      { numRuns: 500 },
    );
  });

  it.each([inboundForm(), statusForm()])(
    'hold no byte of the body that could be changed so that something else is read',
    async (form) => {
      const url = 'https://sms.clinic.example/twilio';
      const pairs = Object.entries(form);
      const body = text.encode(encode(pairs));
      const genuine = await readBytes(url, body, sign(url, pairs));
      expect(genuine.type).toBe('accepted');
      const others = [0, 0x25, 0x26, 0x2b, 0x3b, 0x3d, 0x41, 0x5f, 0x7a, 0xff];
      for (let index = 0; index < body.length; index += 1) {
        const byte = body[index] ?? 0;
        for (const other of [...others, byte ^ 0x01, byte ^ 0x20, byte ^ 0x80]) {
          if (other === byte) continue;
          const altered = body.slice();
          altered[index] = other;
          const reading = await readBytes(url, altered, sign(url, pairs));
          if (reading.type === 'accepted') expect(reading).toEqual(genuine);
        }
      }
    },
  );

  it('are refused with any byte of the signature or the address changed', async () => {
    const url = 'https://sms.clinic.example/twilio?mid=AbC';
    const pairs = Object.entries(statusForm());
    const body = text.encode(encode(pairs));
    const signature = sign(url, pairs);
    const change = (word: string, index: number): string =>
      word.slice(0, index) + (word[index] === 'x' ? 'y' : 'x') + word.slice(index + 1);
    for (let index = 0; index < signature.length; index += 1) {
      expect(await readBytes(url, body, change(signature, index))).toMatchObject({ why: 'forged' });
    }
    for (let index = 0; index < url.length; index += 1) {
      expect(await readBytes(change(url, index), body, signature)).toMatchObject({ why: 'forged' });
    }
  });

  it('are refused with words added, taken away or changed anywhere', async () => {
    const url = 'https://sms.clinic.example/twilio';
    const pairs = Object.entries(inboundForm());
    await fc.assert(
      fc.asyncProperty(fc.nat(pairs.length - 1), letters, fc.nat(2), async (index, word, how) => {
        const [name = '', value = ''] = pairs[index] ?? [];
        const altered = pairs.flatMap((pair, at): Pairs => {
          if (at !== index) return [pair];
          if (how === 0) return [];
          return how === 1 ? [[name, word]] : [pair, [name, word]];
        });
        fc.pre(how === 0 ? value !== '' : word.toWellFormed() !== value);
        const reading = await readBytes(url, text.encode(encode(altered)), sign(url, pairs));
        expect(reading.type).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });
});

describe('receipts', () => {
  it('say the same in whatever order and however often their callbacks come', async () => {
    const url = 'https://sms.clinic.example/twilio';
    const callbacks = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...callbacks), { maxLength: 12 }), async (order) => {
        const arrivals = createRecordingReceiver();
        const handle = createWebhookHandler({ reader, arrivals });
        for (const status of order) {
          const pairs = Object.entries(statusForm({ MessageStatus: status, SmsStatus: status }));
          const headers = { 'x-twilio-signature': sign(url, pairs) };
          const response = await handle(
            new Request(url, { method: 'POST', headers, body: new URLSearchParams(encode(pairs)) }),
          );
          expect(response.status).toBe(200);
        }
        const said = order.filter((status) => status !== 'queued' && status !== 'sending');
        expect(arrivals.receipts.map(({ gatewayId, status }) => [gatewayId, status])).toEqual(
          said.map((status) => [sid(2), status === 'failed' ? 'undelivered' : status]),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('the handler, with anything that somebody may send', () => {
  const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);

  it(
    `answers with a plain refusal and stores nothing, ${numRuns} times`,
    { timeout: 60_000 + numRuns * 10 },
    async () => {
      const arrivals = createRecordingReceiver();
      const handle = createWebhookHandler({ reader, arrivals, bodyTimeoutMs: 2_000 });
      const uncaught: unknown[] = [];
      const note = (error: unknown): void => void uncaught.push(error);
      process.on('unhandledRejection', note);
      await fc.assert(
        fc.asyncProperty(anyRequest, async (request) => {
          const response = await handle(request());
          expect([400, 403, 405, 413, 415, 431]).toContain(response.status);
          expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
        }),
        { numRuns },
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
      process.off('unhandledRejection', note);
      expect(uncaught).toEqual([]);
      expect([...arrivals.messages, ...arrivals.receipts]).toEqual([]);
    },
  );
});

describe('a server, with anything that somebody may write to its port', () => {
  const numRuns = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? 1_000) / 10);

  it(`refuses it and goes on, ${numRuns} times`, { timeout: 60_000 + numRuns * 200 }, async () => {
    const server = await startWebhooks({ bodyTimeoutMs: 50 });
    try {
      await fc.assert(
        fc.asyncProperty(rawRequest, async (bytes) => {
          expect(await exchange(server.url, [bytes])).toMatch(/^HTTP\/1.1 4\d\d /);
        }),
        { numRuns },
      );
      expect([...server.receiver.messages, ...server.receiver.receipts]).toEqual([]);
      expect((await postForm(server.url, inboundForm())).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

const line = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replace(/[\r\n\u0100-\uffff]/g, ''));
const rawHeader = fc.oneof(
  line,
  line.map((value) => `X-Twilio-Signature: ${value}`),
  line.map((value) => `Content-Type: ${value}`),
  fc.constantFrom('Content-Length: 3', 'Content-Length: 99999999', 'Content-Length: -1', 'Transfer-Encoding: chunked'),
  fc.constantFrom('Content-Type: application/x-www-form-urlencoded', 'Host: other.example', 'Expect: 100-something'),
);
/** From what is nearly a request to what is none; the connection is not kept, so that each has an end. */
const rawRequest = fc
  .tuple(
    fc.oneof(fc.constantFrom('POST', 'GET', 'PUT', 'DELETE'), line),
    fc.oneof(fc.constantFrom('/', '/twilio?a=%', '//', '*', '/%00', "/'"), line),
    fc.array(rawHeader, { maxLength: 5 }),
    line,
  )
  .map(([method, path, headers, rest]) =>
    [`${method} ${path} HTTP/1.1`, 'Host: sms.clinic.example', 'Connection: close', ...headers, '', rest].join('\r\n'),
  );

const contentType = fc.oneof(
  fc.constantFrom(
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-16',
    'application/json',
    'multipart/form-data; boundary=x',
    'text/xml',
    ';',
  ),
  fc.string({ maxLength: 20 }).map((name) => name.replace(/[^\x20-\x7e]/g, '')),
);
const form = fc
  .record({ Body: letters, From: letters, MessageSid: letters, AccountSid: fc.constantFrom(accountSid, '') })
  .map((fields) => encode(Object.entries(inboundForm(fields))));
const multipart = letters.map(
  (value) => `--x\r\nContent-Disposition: form-data; name="Body"\r\n\r\n${value}\r\n--x--\r\n`,
);
const small = fc.oneof(
  form,
  multipart,
  fc.json(),
  letters,
  fc.uint8Array({ maxLength: 2_000 }),
  fc.constant('a&'.repeat(20_000)),
);
const tenMegabytes = new Uint8Array(10_000_000).fill(0x61);
/** Large ones are few, and the same bytes each time: their making must not be what takes the time. */
const body: fc.Arbitrary<Uint8Array | string> = fc.oneof(
  { weight: 200, arbitrary: small },
  { weight: 1, arbitrary: fc.constant(tenMegabytes) },
);
const header = fc.tuple(
  fc.constantFrom('x-twilio-signature', 'x-forwarded-host', 'content-length', 'cookie', 'x-other', 'transfer-encoding'),
  fc.oneof(
    { weight: 50, arbitrary: fc.string({ maxLength: 40 }).map((value) => value.replace(/[^\x20-\x7e]/g, '')) },
    { weight: 5, arbitrary: fc.constantFrom('-1', '1e99', 'NaN', '0', '99999999999999999999') },
    { weight: 1, arbitrary: fc.constant('a'.repeat(64_000)) },
  ),
);

/** Requests as functions that make them: a body can be read once only. */
const anyRequest: fc.Arbitrary<() => Request> = fc
  .record({
    method: fc.oneof(
      { weight: 4, arbitrary: fc.constant('POST') },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE', 'post') },
    ),
    url: fc.oneof(
      target,
      target.map((url) => `${url}?bodySHA256=${'0'.repeat(64)}`),
    ),
    type: fc.option(contentType, { nil: null }),
    headers: fc.array(header, { maxLength: 4 }),
    bytes: fc.option(body, { nil: null }),
    isStreamed: fc.boolean(),
  })
  .map(({ method, url, type, headers, bytes, isStreamed }) => () => {
    const all = new Headers(headers);
    if (type !== null) all.set('content-type', type);
    const hasBody = bytes !== null && method !== 'GET' && method !== 'HEAD';
    const whole = typeof bytes === 'string' ? text.encode(bytes) : (bytes ?? new Uint8Array());
    const stream = new Blob([new Uint8Array(whole)]).stream();
    return new Request(url, {
      method,
      headers: all,
      ...(hasBody ? { body: isStreamed ? stream : new Uint8Array(whole), duplex: 'half' as const } : {}),
    });
  });
