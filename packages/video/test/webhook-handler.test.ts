import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { ConfigurationError, VideoError } from '@clinicarrivals/core';
import { createVideoWebhookHandler } from '@clinicarrivals/video/webhooks';
import type { VideoWebhook, VideoWebhookHandler, VideoWebhookReading } from '@clinicarrivals/video/webhooks';
import { getRequestListener } from '@hono/node-server';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const url = 'https://clinic.example/webhooks/livekit?token=s3cr3t-in-query';
let hints: string[][] = [];
let lines: unknown[] = [];
let take: () => Promise<void> = async () => undefined;

beforeEach(() => {
  hints = [];
  lines = [];
  take = async () => undefined;
});

/** Believes who says `please`; the rest of the body is the session, or nothing of interest. */
const reader = {
  read: async ({ headers, body }: VideoWebhook): Promise<VideoWebhookReading> => {
    if (headers.get('authorization') !== 'please') return { type: 'refused', status: 401, reason: 'not signed' };
    const said = new TextDecoder().decode(body);
    if (said === 'throw') throw new TypeError('s3cr3t words of the body');
    return said === '' ? { type: 'ignored' } : { type: 'changed', sessionIds: [said] };
  },
};

const createHandler = (options: Partial<Parameters<typeof createVideoWebhookHandler>[0]> = {}): VideoWebhookHandler =>
  createVideoWebhookHandler({
    reader,
    noticed: async ({ sessionIds }) => {
      await take();
      hints.push([...sessionIds]);
    },
    logger: { log: (level, message, fields) => void lines.push({ level, message, ...fields }) },
    ...options,
  });

const post = (body: string, headers: Record<string, string> = { authorization: 'please' }): Request =>
  new Request(url, { method: 'POST', headers, body });

describe('a genuine webhook', () => {
  it('is passed on as a hint and answered with 200 and next to nothing', async () => {
    const response = await createHandler()(post('session-1'));
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeLessThan(8);
    expect(hints).toEqual([['session-1']]);
    expect(lines).toEqual([]);
  });

  it('of no interest is answered with 200 and passed on to nobody', async () => {
    expect((await createHandler()(post(''))).status).toBe(200);
    expect(hints).toEqual([]);
  });

  it('is answered only when the hint is taken', async () => {
    const gate = Promise.withResolvers<undefined>();
    take = () => gate.promise;
    let isAnswered = false;
    const answered = createHandler()(post('session-1')).then((response) => {
      isAnswered = true;
      return response;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isAnswered).toBe(false);
    gate.resolve(undefined);
    expect((await answered).status).toBe(200);
  });

  it('is to be sent again when the hint could not be taken, or not in time', async () => {
    take = () => Promise.reject(new VideoError({ message: 's3cr3t', isRetryable: true }));
    const failed = await createHandler()(post('session-1'));
    take = () => new Promise(() => undefined);
    const late = await createHandler({ timeoutMs: 20 })(post('session-1'));
    for (const response of [failed, late]) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('10');
    }
    expect(lines).toEqual([
      expect.objectContaining({ level: 'error', reason: 'not taken, VideoError' }),
      expect.objectContaining({ level: 'error', reason: 'not taken in time' }),
    ]);
  });
});

describe('a request that is refused', () => {
  it('is told why, and the log holds nothing of it', async () => {
    const handle = createHandler({ maxBytes: 10 });
    const refusals = [
      await handle(new Request(url)),
      await handle(post('s3cr3t', {})),
      await handle(post('s3cr3t-body-that-is-too-long')),
      await handle(post('throw')),
    ];
    expect(refusals.map((response) => response.status)).toEqual([405, 401, 413, 503]);
    expect(refusals[0]?.headers.get('allow')).toBe('POST');
    for (const response of refusals) expect(await response.text()).not.toContain('s3cr3t');
    expect(lines).toHaveLength(4);
    expect(JSON.stringify(lines)).not.toMatch(/s3cr3t|clinic\.example/);
    expect(hints).toEqual([]);
  });

  it('fills no log, however often it comes', async () => {
    const handle = createHandler();
    for (let count = 0; count < 500; count += 1) await handle(post('x', {}));
    expect(lines).toHaveLength(1);
  });

  it('is answered although the log fails', async () => {
    const logger = {
      log: () => {
        throw new Error('the disk is full');
      },
    };
    expect((await createHandler({ logger })(post('x', {}))).status).toBe(401);
  });

  it('says that the handler is mounted in the wrong place when the body was read before', async () => {
    const request = post('session-1');
    await request.text();
    const response = await createHandler()(request);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('mount the handler before');
  });
});

it.each(['maxBytes', 'timeoutMs'])('names the option that is wrong: %s', (field) => {
  for (const value of [0, -1, 1.5, Infinity, NaN]) {
    expect(() => createHandler({ [field]: value })).toThrow(ConfigurationError);
  }
});

describe('at a real socket', () => {
  let server: ReturnType<typeof createServer>;
  let port = 0;
  beforeEach(async () => {
    const listener = getRequestListener(createHandler({ timeoutMs: 100, maxBytes: 1_000 }), {
      overrideGlobalObjects: false,
    });
    server = createServer((request, response) => void listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // It listens on a port, so its address is no pipe.
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Writes these bytes and gives all that comes back before the connection ends, or for a second. */
  const exchange = (bytes: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setTimeout(1_000, () => socket.destroy());
      socket.on('data', (chunk) => (answer += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(answer));
      socket.write(bytes);
    });
  const head = (rest: string): string =>
    `POST / HTTP/1.1\r\nHost: clinic.example\r\nAuthorization: please\r\n${rest}\r\n\r\n`;

  it('refuses a body by its declared length, and one that turns out too long', async () => {
    expect(await exchange(head('Content-Length: 2000'))).toMatch(/^HTTP\/1.1 413 /);
    expect(await exchange(head('Transfer-Encoding: chunked') + `800\r\n${'a'.repeat(0x800)}\r\n`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
  });

  it('cuts off who sends too slowly', async () => {
    expect(await exchange(head('Content-Length: 100') + 'session')).toMatch(/^HTTP\/1.1 408 /);
    expect(hints).toEqual([]);
  });

  it('answers 200 to the letter, which is all that OpenVidu takes for success', async () => {
    expect(await exchange(head('Connection: close\r\nContent-Length: 9') + 'session-1')).toMatch(
      /^HTTP\/1.1 200 OK\r\n/,
    );
  });
});

describe('anything that somebody may post', () => {
  const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
  const header = fc.tuple(
    fc.constantFrom('authorization', 'content-type', 'content-length', 'x-jaas-signature', 'cookie'),
    fc.string({ maxLength: 40 }).map((value) => value.replace(/[^\x20-\x7e]/g, '')),
  );

  it(
    `is answered with a plain refusal and passed on to nobody, ${numRuns} times`,
    { timeout: 60_000 + numRuns * 10 },
    async () => {
      const handle = createHandler({ timeoutMs: 1_000, maxBytes: 500 });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS'),
          fc.array(header, { maxLength: 4 }),
          fc.uint8Array({ maxLength: 700 }),
          fc.boolean(),
          async (method, headers, bytes, isStreamed) => {
            const body = isStreamed ? new Blob([new Uint8Array(bytes)]).stream() : new Uint8Array(bytes);
            const init = method === 'GET' ? {} : { body, duplex: 'half' as const };
            const response = await handle(new Request(url, { method, headers, ...init }));
            expect([400, 401, 405, 413]).toContain(response.status);
            expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
          },
        ),
        { numRuns },
      );
      expect(hints).toEqual([]);
    },
  );
});
