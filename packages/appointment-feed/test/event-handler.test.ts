import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createEventHandler } from '../src/json.ts';
import type { EventHandlerOptions } from '../src/json.ts';
import { readAnswer, secret, signed, startEventServer } from './event-server.ts';
import type { EventServer } from './event-server.ts';
import { createRecordingSink } from './recording-sink.ts';

const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const token = 'a-token-of-enough-characters';
const body = JSON.stringify({ event_type: 'CANCELED', appointment_id: '7' });
const json = { 'content-type': 'application/json' };

const servers: EventServer[] = [];
async function start(options: Partial<EventHandlerOptions> = {}): Promise<EventServer> {
  const server = await startEventServer(options);
  servers.push(server);
  return server;
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const send = (url: string, headers: Record<string, string>, text = body): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: text });

describe('who may post events', () => {
  it('is who signs with one of the secrets, old or new', async () => {
    const { url, sink } = await start({ secrets: [secret, other] });
    for (const by of [secret, other]) expect((await send(url, signed('msg_1', body, new Date(), by))).status).toBe(202);
    expect(sink.events).toHaveLength(2);
  });

  it('one shared password: each sender has a token of its own, as Bearer or as the password of HTTP basic', async () => {
    const { url, sink } = await start({ tokens: ['another-token-of-another-sender', token] });
    const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;
    for (const authorization of [`Bearer ${token}`, `bearer another-token-of-another-sender`, basic(`AC1:${token}`)])
      expect((await send(url, { authorization, 'webhook-id': 'msg_1' })).status).toBe(202);
    expect(sink.events.map(({ messageId }) => messageId)).toEqual(['msg_1', 'msg_1', 'msg_1']);
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      `Basic ${token}`,
      basic('AC1:'),
      basic(token.slice(1)),
      `Digest ${token}`,
    ])
      expect((await send(url, { authorization })).status).toBe(401);
    // Where there is a secret besides, who has no token may sign.
    expect((await send(url, signed('msg_2', body))).status).toBe(202);
  });

  const now = Date.now();
  it.each([
    ['without a signature', {}],
    ['with a signature by another secret', signed('msg_1', body, new Date(), other)],
    ['with a signature of another body', signed('msg_1', `${body} `)],
    ['with a signature for another id', { ...signed('msg_1', body), 'webhook-id': 'msg_2' }],
    ['with a signature that is six minutes old', signed('msg_1', body, new Date(now - 360_000))],
    ['with a signature of in six minutes', signed('msg_1', body, new Date(now + 360_000))],
    ['with a time that is none', { ...signed('msg_1', body), 'webhook-timestamp': '1e9' }],
    ['with an id that could be taken for part of the time', signed('msg.1', body)],
    ['with a token where there are none', { authorization: `Bearer ${token}` }],
  ])('is not who comes %s', async (_, headers) => {
    const lines: unknown[] = [];
    const { url, sink } = await start({ logger: { log: (...line) => void lines.push(line) } });
    const answer = await readAnswer(await send(url, headers));
    expect(answer).toMatchObject({ status: 401, type: 'application/problem+json' });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect([sink.events, sink.refusals]).toEqual([[], []]);
    expect(lines).toMatchObject([['warn', '[webhooks] refused', { status: 401 }]]);
  });

  it('is asked before the body is read, and the body read only where it is signed', async () => {
    const { url, sink } = await start();
    const answer = await readAnswer(await send(url, signed('msg_1', 'not json', new Date(), other), 'not json'));
    expect([answer.status, sink.refusals]).toEqual([401, []]);
    // An endless body of somebody unknown is not waited for.
    const status = await new Promise((resolve) => {
      const asked = request(url, { method: 'POST', headers: json }, (response) => {
        resolve(response.statusCode);
        response.resume();
        asked.destroy();
      });
      asked.on('error', () => undefined);
      asked.write('{');
    });
    expect(status).toBe(401);
  });
});

describe('a body', () => {
  it.each([
    [400, 'application/json', '{"event_type":'],
    [400, 'application/json', ''],
    [400, 'application/json', '"BOOKED"'],
    [400, 'application/json', 'null'],
    [400, 'application/json', '[1]'],
    [400, 'application/json', '{"event_type":"BOOKED","appointment_id":"1","appointment_id":"2"}'],
    [400, 'application/json', '{"type":"appointment.changed","data":{"id":"1","patient":{"id":"1","\\u0069d":"2"}}}'],
    [400, 'application/x-www-form-urlencoded', 'event_type=BOOKED&appointment_id=1&appointment_id=2'],
    [400, 'application/x-www-form-urlencoded', 'Parameters=BOOKED'],
    [415, 'text/plain', body],
    [415, 'application/xml', '<event/>'],
    [422, 'application/json', '{"__proto__":{"event_type":"BOOKED"},"appointment_id":"1"}'],
    [422, 'application/json', '{}'],
  ])('is refused with %i where it cannot be used: %s %s', async (status, contentType, text) => {
    const server = await start();
    expect(await server.post(text, { contentType })).toMatchObject({
      status,
      type: 'application/problem+json',
      body: { status, title: expect.any(String) as string },
    });
    expect(server.sink.events).toEqual([]);
  });

  it('of another encoding is refused, since its names would be rows of question marks', async () => {
    const { url } = await start({ tokens: [token] });
    const bytes = Buffer.from('{"event_type":"BOOKED","patient_first_name":"Zoë"}', 'latin1');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: bytes,
    });
    expect(await readAnswer(answer)).toMatchObject({ status: 400, body: { detail: 'the body must be UTF-8' } });
  });

  it('of 1 MB of JSON is refused without reading on, declared or not', async () => {
    const server = await start();
    const large = JSON.stringify({ event_type: 'BOOKED', appointment_location: 'x'.repeat(1_000_000) });
    expect((await server.post(large)).status).toBe(413);
    const { port } = new URL(server.url);
    const written = await new Promise<number>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1');
      let answer = '';
      const head = `POST /events HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n`;
      const headers = Object.entries(signed('msg_1', '')).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`${head}${headers.join('')}\r\n`);
      let count = 0;
      const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
      const pump = setInterval(() => {
        if (socket.write(chunk)) count += 0x4000;
      }, 1);
      const end = (): void => {
        clearInterval(pump);
        socket.destroy();
        resolve(answer.startsWith('HTTP/1.1 413') ? count : -1);
      };
      socket.on('data', (data) => {
        answer += data.toString();
        if (answer.includes('\r\n\r\n')) end();
      });
      socket.on('error', end);
    });
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(5_000_000);
  });

  it('that comes too slowly, or breaks off, is let go', async () => {
    const server = await start({ timeoutMs: 50 });
    const status = await new Promise((resolve) => {
      const asked = request(
        server.url,
        { method: 'POST', headers: { ...json, ...signed('msg_1', body) } },
        (response) => {
          resolve(response.statusCode);
          response.resume();
        },
      );
      asked.on('error', () => undefined);
      asked.write('{');
    });
    expect(status).toBe(408);
    expect(server.sink.events).toEqual([]);
  });
});

describe('an answer', () => {
  it('says 405 to another method, with the one that is taken', async () => {
    const { url } = await start();
    const answer = await readAnswer(await fetch(url));
    expect([answer.status, answer.headers.get('allow'), answer.type]).toEqual([
      405,
      'POST',
      'application/problem+json',
    ]);
  });

  it('comes only once the event is durable', async () => {
    const server = await start();
    let settle = (): void => undefined;
    server.sink.wait(new Promise((resolve) => (settle = resolve)));
    let isAnswered = false;
    const answer = server.post(body).finally(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isAnswered).toBe(false);
    settle();
    expect((await answer).status).toBe(202);
  });

  it('says 503 and when to send it again, where it could not be stored', async () => {
    const lines: unknown[] = [];
    const server = await start({ logger: { log: (...line) => void lines.push(line) } });
    server.sink.answer(null);
    const answer = await server.post(body);
    expect(answer).toMatchObject({ status: 503, body: { title: 'Not stored: send it again' } });
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(lines).toMatchObject([['error', '[webhooks] refused', { reason: 'not stored, StorageError' }]]);
    server.sink.answer({ type: 'stored' });
    expect((await server.post(body)).status).toBe(202);
  });

  it.each([
    [{ type: 'unchanged' }, 202, { outcome: 'unchanged' }],
    [{ type: 'outdated' }, 202, { outcome: 'outdated' }],
    [{ type: 'past' }, 202, { outcome: 'past' }],
    [
      { type: 'refused', field: 'start', message: 'is missing' },
      422,
      { errors: [{ field: 'start', message: 'is missing' }], detail: 'start is missing' },
    ],
  ] as const)('tells what the feed made of it: %j', async (outcome, status, said) => {
    const server = await start();
    server.sink.answer(outcome);
    expect(await server.post(body)).toMatchObject({ status, body: said });
  });

  it('says 429 where too much is under way at once, and nothing is lost by it', async () => {
    const server = await start({ maxConcurrent: 2 });
    let settle = (): void => undefined;
    server.sink.wait(new Promise((resolve) => (settle = resolve)));
    const first = [server.post(body), server.post(body)];
    await new Promise((resolve) => setTimeout(resolve, 100));
    const third = await server.post(body);
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
    settle();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([202, 202]);
    expect((await server.post(body)).status).toBe(202);
  });

  it('comes though the log fails', async () => {
    const server = await start({
      logger: {
        log: () => {
          throw new Error('the disk is full');
        },
      },
    });
    expect((await server.post('nothing')).status).toBe(400);
  });
});

describe('wrong options', () => {
  const sink = createRecordingSink();
  it.each([
    [{ country: 'AU' }, /events\.secrets: must hold/],
    [{ country: 'AU', secrets: ['secret'] }, /events\.secrets: must be "whsec_"/],
    [{ country: 'AU', tokens: ['short'] }, /events\.tokens: must have at least 24/],
    [{ country: 'Australia', secrets: [secret] }, /events\.country/],
    [{ country: 'AU', secrets: [secret], maxBytes: 0 }, /events\.maxBytes/],
  ])('are refused at once, with the field and the fix: %j', (options, message) => {
    expect(() => createEventHandler({ sink, ...options })).toThrow(message);
  });

  it('such as a handler behind what reads bodies are noticed at the first request', async () => {
    const handle = createEventHandler({ sink, country: 'AU', secrets: [secret] });
    const read = new Request('http://clinic.example/events', { method: 'POST', body });
    await read.text();
    expect((await handle(read)).status).toBe(503);
  });
});
