import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { ConfigurationError } from '@clinicarrivals/core';
import type { WebhookReader } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import { describe, expect, it } from 'vitest';
import { authToken, patientNumber, sid } from './twilio-wire.ts';
import {
  close,
  createRecordingLogger,
  createRecordingReceiver,
  exchange,
  inboundForm,
  listen,
} from './webhook-wire.ts';
import { postForm, startWebhooks, statusForm } from './webhook-wire.ts';
import type { Platform, WebhookServer } from './webhook-wire.ts';

/** Runs a test on a server and closes it whatever happens. */
async function onServer(
  options: Parameters<typeof startWebhooks>[0],
  test: (server: WebhookServer) => Promise<void>,
): Promise<void> {
  const server = await startWebhooks(options);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

const head = (rest: string): string =>
  `POST /twilio HTTP/1.1\r\nHost: sms.clinic.example\r\nContent-Type: application/x-www-form-urlencoded\r\n${rest}\r\n\r\n`;

describe.each<Platform>(['hono', 'bare'])('the handler, on %s', (platform) => {
  it('names the method that it takes', async () => {
    await onServer({ platform }, async ({ url, receiver, log }) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const response = await fetch(url, { method });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('POST');
      }
      expect(receiver.messages).toEqual([]);
      expect(log).toHaveLength(1);
    });
  });

  it('refuses a body by its declared length, before a byte of it has come', async () => {
    await onServer({ platform }, async ({ url }) => {
      expect(await exchange(url, [head('Content-Length: 10000000')])).toMatch(/^HTTP\/1.1 413 /);
    });
  });

  it('stops to read a body without a declared length when it is too long, and closes', async () => {
    await onServer({ platform }, async ({ url, receiver }) => {
      const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
      const answer = await exchange(url, [head('Transfer-Encoding: chunked'), ...Array<string>(640).fill(chunk)]);
      expect(answer).toMatch(/^HTTP\/1.1 413 /);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
      expect(receiver.messages).toEqual([]);
    });
  });

  it.each(['Content-Length: 100', 'Transfer-Encoding: chunked'])(
    'cuts off who sends too slowly: %s',
    async (length) => {
      await onServer({ platform, bodyTimeoutMs: 100 }, async ({ url, receiver }) => {
        const answer = await exchange(url, [head(length), length.startsWith('C') ? 'Body=I' : '6\r\nBody=I\r\n']);
        expect(answer).toMatch(/^HTTP\/1.1 408 /);
        expect(answer).toMatch(/\r\nconnection: close\r\n/i);
        expect(receiver.messages).toEqual([]);
      });
    },
  );

  it('lives through who breaks off in the middle of a body', async () => {
    await onServer({ platform }, async ({ url, receiver, log }) => {
      const { port } = new URL(url);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(head('Content-Length: 100'));
      socket.write('Body=I');
      setTimeout(() => socket.destroy(), 50);
      await expect.poll(() => log.join('')).toContain('broke off');
      expect((await postForm(`${url}/twilio`, inboundForm())).status).toBe(200);
      expect(receiver.messages).toHaveLength(1);
    });
  });

  it('refuses headers that are too large', async () => {
    await onServer({ platform, maxHeaderBytes: 8_000 }, async ({ url }) => {
      expect((await fetch(url, { method: 'POST', headers: { 'x-long': 'a'.repeat(8_000) } })).status).toBe(431);
      expect((await fetch(`${url}/?${'a'.repeat(8_000)}`, { method: 'POST' })).status).toBe(431);
      // Node itself takes no more than 16 kB.
      const answer = await exchange(url, [head(`X-Long: ${'a'.repeat(64_000)}`)]);
      expect(answer).toMatch(/^HTTP\/1.1 431 /);
    });
  });

  it('tells in plain words why, in nothing that a gateway would text to anybody', async () => {
    await onServer({ platform }, async ({ url, receiver, log }) => {
      const forged = await postForm(`${url}/twilio`, inboundForm(), { token: 'another token' });
      const words = await forged.text();
      expect(forged.status).toBe(403);
      expect(words).toContain('publicUrl');
      const malformed = await postForm(`${url}/twilio`, inboundForm({ From: '' }));
      expect(malformed.status).toBe(400);
      const unsupported = await fetch(url, {
        method: 'POST',
        body: 'words',
        headers: { 'content-type': 'text/plain' },
      });
      expect(unsupported.status).toBe(415);
      expect(receiver.messages).toEqual([]);
      const said = [words, await malformed.text(), await unsupported.text(), ...log].join('\n');
      for (const secret of [patientNumber, 'I am here', authToken, sid(1), '/twilio'])
        expect(said).not.toContain(secret);
    });
  });

  it('claims nothing when it could not be stored, and takes it when it comes again', async () => {
    await onServer({ platform }, async ({ url, receiver, log }) => {
      for (const form of [inboundForm(), statusForm()]) {
        receiver.failure = new RangeError(`no room for ${patientNumber}`);
        const failed = await postForm(`${url}/twilio`, form);
        expect(failed.status).toBe(503);
        expect(failed.headers.get('retry-after')).toBe('10');
        receiver.failure = null;
        expect((await postForm(`${url}/twilio`, form)).status).toBe(200);
      }
      expect(receiver.messages.map(({ gatewayId }) => gatewayId)).toEqual([sid(1)]);
      expect(receiver.receipts.map(({ gatewayId }) => gatewayId)).toEqual([sid(2)]);
      expect(log.join('\n')).toContain('RangeError');
      expect(log.join('\n')).not.toContain(patientNumber);
    });
  });
});

describe('a public URL, behind a real proxy that asks for another host and path', () => {
  it.each([
    ['https://sms.clinic.example', '/twilio', '/twilio'],
    ['https://sms.clinic.example/', '/twilio?a=%2f&b=1', '/twilio?a=%2f&b=1'],
    ['https://sms.clinic.example:8443', '/', '/'],
    ['https://clinic.example/arrivals', '/twilio?x=1', '/arrivals/twilio?x=1'],
    ['https://clinic.example/arrivals/', '/arrivals/twilio', '/arrivals/twilio'],
    ['https://clinic.example/arrivals/twilio', '/?x=1', '/arrivals/twilio?x=1'],
    ['https://clinic.example/arrivals/twilio/', '/', '/arrivals/twilio/'],
    ['https://clinic.example/arrivals/twilio', '/arrivals/twilio', '/arrivals/twilio'],
    ['https://clinic.example/a', '/ab', '/a/ab'],
    ['http://clinic.example', '//double//slash', '//double//slash'],
  ])('%s: %s is what was requested as %s', async (publicUrl, inside, outside) => {
    await onServer({ publicUrl }, async ({ url, receiver }) => {
      const proxy = await startProxy(url, inside);
      const signedUrl = `${new URL(publicUrl).origin}${outside}`;
      try {
        expect((await postForm(proxy.url, inboundForm(), { signedUrl })).status).toBe(200);
        expect((await postForm(proxy.url, inboundForm(), { signedUrl: `${signedUrl}x` })).status).toBe(403);
      } finally {
        await proxy.close();
      }
      expect(receiver.messages).toHaveLength(1);
    });
  });

  it('is the only thing believed: what the headers say of host and scheme is not', async () => {
    await onServer({}, async ({ url }) => {
      const { port } = new URL(url);
      const answer = await fetch(`http://127.0.0.1:${port}/twilio`, {
        method: 'POST',
        headers: { 'x-forwarded-host': 'sms.clinic.example', 'x-forwarded-proto': 'https', 'x-twilio-signature': 'x' },
        body: new URLSearchParams(inboundForm()),
      });
      expect(answer.status).toBe(403);
    });
  });
});

describe('wrong options of the handler', () => {
  it.each([
    ['publicUrl', 'sms.clinic.example'],
    ['publicUrl', 'ftp://sms.clinic.example'],
    ['publicUrl', 'https://user:password@sms.clinic.example'],
    ['publicUrl', 'https://sms.clinic.example/?x=1'],
    ['publicUrl', 'https://sms.clinic.example#x'],
    ['maxBodyBytes', 0],
    ['maxHeaderBytes', 1.5],
    ['bodyTimeoutMs', Number.NaN],
  ])('name %s: %j', (field, value) => {
    const create = () => createWebhookHandler({ reader, arrivals: createRecordingReceiver(), [field]: value });
    expect(create).toThrow(ConfigurationError);
    expect(create).toThrow(`webhooks.${field}`);
  });
});

const reader: WebhookReader = {
  acknowledgement: { status: 204, contentType: null, body: '' },
  read: async () => ({ type: 'accepted', messages: [], receipts: [] }),
};

const post = (): Request => new Request('https://sms.clinic.example/in', { method: 'POST', body: 'x' });

describe('the handler, with readers of other gateways', () => {
  it('answers without a body where the gateway expects none, by the methods that the gateway uses', async () => {
    const handle = createWebhookHandler({
      reader: { ...reader, methods: ['GET', 'POST'] },
      arrivals: createRecordingReceiver(),
    });
    const response = await handle(new Request('https://sms.clinic.example/in?status=1'));
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
    expect((await handle(post())).status).toBe(204);
    const put = await handle(new Request('https://sms.clinic.example/in', { method: 'PUT' }));
    expect(put.headers.get('allow')).toBe('GET, POST');
  });

  it('keeps the time that a gateway gives, and gives things to store in their order', async () => {
    const arrivals = createRecordingReceiver();
    const message = { from: '+61491570156', to: '+61480000001', body: 'here', carrierKeyword: null };
    const handle = createWebhookHandler({
      reader: {
        ...reader,
        read: async () => ({
          type: 'accepted',
          messages: [
            { ...message, gatewayId: '1', receivedAt: 5 },
            { ...message, gatewayId: '2', receivedAt: null },
          ],
          receipts: [],
        }),
      },
      arrivals,
      clock: createMovableClock(77),
    });
    await handle(post());
    expect(arrivals.messages.map(({ gatewayId, receivedAt }) => [gatewayId, receivedAt])).toEqual([
      ['1', 5],
      ['2', 77],
    ]);
  });

  it('answers that it may be tried again when a reader, or the log itself, fails', async () => {
    const broken: WebhookReader = { ...reader, read: () => Promise.reject(new TypeError('with a patient in it')) };
    const logger = createRecordingLogger();
    const handle = createWebhookHandler({ reader: broken, arrivals: createRecordingReceiver(), logger });
    expect((await handle(post())).status).toBe(503);
    expect(logger.lines).toEqual([expect.stringContaining('TypeError')]);
    expect(logger.lines.join('')).not.toContain('patient');
    const log = () => {
      throw new Error('disk full');
    };
    const silent = createWebhookHandler({ reader: broken, arrivals: createRecordingReceiver(), logger: { log } });
    expect((await silent(post())).status).toBe(503);
  });

  it('says where to mount it when the body was read before it', async () => {
    const logger = createRecordingLogger();
    const handle = createWebhookHandler({ reader, arrivals: createRecordingReceiver(), logger });
    const request = post();
    await request.text();
    expect((await handle(request)).status).toBe(503);
    expect(logger.lines.join('')).toContain('before what parses bodies');
  });

  it.each(['5', 'NaN', '-1', '0x5', ''])('does not believe the declared length %j', async (declared) => {
    const handle = createWebhookHandler({ reader, arrivals: createRecordingReceiver(), maxBodyBytes: 10 });
    const headers = { 'content-length': declared };
    const long = new Request('https://sms.clinic.example/in', { method: 'POST', body: 'a'.repeat(11), headers });
    expect((await handle(long)).status).toBe(413);
  });
});

describe('a body without an end', () => {
  it('is let go as soon as it is too long, and no more of it is asked for', async () => {
    let given = 0;
    let wasLetGo = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
      cancel: () => {
        wasLetGo = true;
      },
    });
    const handle = createWebhookHandler({ reader, arrivals: createRecordingReceiver(), maxBodyBytes: 10_000 });
    const request = new Request('https://sms.clinic.example/in', { method: 'POST', body, duplex: 'half' });
    expect((await handle(request)).status).toBe(413);
    expect(wasLetGo).toBe(true);
    expect(given).toBeLessThanOrEqual(13_000);
  });
});

describe('the log of refusals', () => {
  it('has one line for a reason and minute, with the count of those that no line has told', async () => {
    const clock = createMovableClock(0);
    const logger = createRecordingLogger();
    const handle = createWebhookHandler({ reader, arrivals: createRecordingReceiver(), logger, clock });
    const refuse = () => handle(new Request('https://sms.clinic.example/in', { method: 'PUT' }));
    const counts = (): unknown[] => logger.lines.map((line) => (JSON.parse(line) as { count: number }).count);
    for (let index = 0; index < 5; index += 1) await refuse();
    expect(counts()).toEqual([1]);
    clock.advance(60_000);
    await handle(post());
    expect(counts()).toEqual([1, 4]);
    clock.advance(60_000);
    await handle(post());
    expect(counts()).toEqual([1, 4]);
    await refuse();
    expect(counts()).toEqual([1, 4, 1]);
    expect(logger.lines[0]).toBe(
      '{"level":"warn","message":"[webhooks] refused","status":405,"reason":"only POST is taken here","count":1}',
    );
  });

  it('tells reasons apart, and stays short where a reader makes them up', async () => {
    const logger = createRecordingLogger();
    let count = 0;
    const read: WebhookReader['read'] = async () => ({
      type: 'refused',
      why: 'forged',
      reason: `reason ${(count += 1)}`,
    });
    const handle = createWebhookHandler({ reader: { ...reader, read }, arrivals: createRecordingReceiver(), logger });
    for (let index = 0; index < 1_000; index += 1) expect((await handle(post())).status).toBe(403);
    expect(logger.lines).toHaveLength(64);
  });
});

/** A proxy that passes requests on with another path and its own idea of the host. */
async function startProxy(target: string, path: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { host: _host, ...headers } = incoming.headers;
    const onward = httpRequest(
      { host: '127.0.0.1', port, path, method: 'POST', headers: { ...headers, host: 'backend:3000' } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(onward);
  });
  const proxyPort = await listen(server);
  return { url: `http://127.0.0.1:${proxyPort}/whatever`, close: () => close(server) };
}
