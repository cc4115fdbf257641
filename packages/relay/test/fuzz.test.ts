import { connect } from 'node:net';
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, createClinic, lease, postText, wordsOf } from './clinic.ts';
import { createMovableClock } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open } = useRelays();
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 1_000);
const accountSid = `AC${'0'.repeat(31)}1`;
const allowed: ReadonlySet<number> = new Set([200, 201, 204, 400, 401, 404, 405, 408, 413, 429, 507]);

describe('the handler', () => {
  it('answers whatever comes in, never by an uncaught error or a 5xx of its own, and serves the next clinic', async () => {
    const limits = { requestsPerSecond: 1_000_000, mailboxWebhooks: 50 };
    const sealed = await createClinic({ id: 'sealed', limits }, { isSealed: true });
    const old = await createClinic({ id: 'old', limits, legacy: { accountSid, isOpen: true } });
    const clock = createMovableClock();
    const server = await open({ accounts: [sealed.account, old.account], clock });
    const path = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(`/in/${sealed.webhookPath}`, `/in/${old.webhookPath}`, '/twilio') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...['/v1/accounts/sealed/lease', '/v1/accounts/old/lease', '/v1/accounts/x/lease'],
          ...['/v1/accounts/sealed/links', '/v1/accounts/old/links', '/v1/accounts/sealed/links/lease'],
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('/health', '/metrics', '/', '/in/', '/v1/accounts//lease', '//', '/in/%00'),
      },
      { weight: 1, arbitrary: fc.webPath() },
    );
    const query = fc.oneof(
      fc.constant(''),
      fc.constant(`?AccountSid=${accountSid}`),
      fc.webQueryParameters().map((text) => `?${text}`),
    );
    const word = fc.string({ unit: 'grapheme', maxLength: 40 });
    const field = fc.oneof(fc.anything(), fc.constantFrom('one', '0', '41', 1, 100, 501, -1, 1e9, null));
    const leaseBody = fc
      .record({ consumer: field, after: field, limit: field, leaseSeconds: field }, { requiredKeys: [] })
      .map((value) => fc.stringify(value).slice(0, 8_000));
    const leaseJson = fc
      .record({
        consumer: fc.constantFrom('one', 'two', ''),
        after: fc.constantFrom(null, '0', '41', 'x', '9007199254740991'),
        limit: fc.integer({ min: -1, max: 501 }),
      })
      .map((value) => JSON.stringify(value));
    const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
    const sealedBytes = fc.oneof(fc.base64String({ maxLength: 6_000 }), word);
    const linkJson = fc
      .record(
        {
          records: fc.oneof(fc.array(fc.record({ id: fc.oneof(hex, word), sealed: sealedBytes })), field),
          only: fc.oneof(fc.array(fc.oneof(hex, field)), field),
          answers: fc.oneof(fc.array(fc.record({ question: fc.oneof(fc.uuid(), word), sealed: sealedBytes })), field),
        },
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)));
    const form = fc
      .array(
        fc.tuple(
          fc.oneof(fc.constantFrom('AccountSid', 'From', 'Body'), word),
          fc.oneof(fc.constant(accountSid), word),
        ),
      )
      .map((pairs) => new URLSearchParams(pairs).toString());
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
      { weight: 2, arbitrary: form },
      { weight: 2, arbitrary: leaseJson },
      { weight: 2, arbitrary: linkJson },
      leaseBody,
      fc.json(),
      fc.constant('x'.repeat(70_000)),
    );
    const headers = fc.dictionary(
      fc.constantFrom('content-type', 'x-twilio-signature', 'connection', 'cookie', 'x-large', 'x-forwarded-for'),
      fc.oneof(
        fc.constantFrom('application/json', 'multipart/form-data', 'close', 'y'.repeat(20_000)),
        fc.base64String(),
      ),
    );
    const authorization = fc.constantFrom(
      null,
      `Bearer ${sealed.token}`,
      `Bearer ${old.token}`,
      'Bearer x',
      'Basic eDp5',
      'Basic ====',
    );
    const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'QUERY');
    const request = fc.record({ path, query, body, headers, authorization, method });
    await fc.assert(
      fc.asyncProperty(request, async (input) => {
        const made = new Request(`${server.url}${input.path}${input.query}`, {
          method: input.method,
          headers: {
            ...input.headers,
            ...(input.authorization === null ? {} : { authorization: input.authorization }),
          },
          ...(input.method === 'GET' || input.method === 'HEAD' ? {} : { body: input.body }),
        });
        const response = await server.relay.fetch(made);
        await response.arrayBuffer();
        expect(allowed).toContain(response.status);
      }),
      { numRuns },
    );
    expect(server.lines.filter((line) => line.includes('"error"'))).toEqual([]);
    // Whoever held something holds it no longer; what the fuzz has left is taken away, and everything works as at the beginning.
    clock.move(301_000);
    const last = { consumer: 'last', limit: 500 };
    const left = await lease(server, sealed, last);
    await lease(server, sealed, { ...last, after: left.cursor, limit: 0 });
    expect((await postText(server, sealed, 'after the storm')).status).toBe(200);
    const next = await lease(server, sealed, { ...last, after: left.cursor });
    expect(wordsOf(next, sealed).at(-1)).toBe('after the storm');
    expect((await call(server, old, 'lease', { consumer: 'last' })).status).toBe(200);
  }, 1_200_000);

  it('answers what is no request at all over the wire by 400, and goes on', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    for (const bytes of [
      '\r\n\r\n\r\n',
      'GET\r\n\r\n',
      `POST /in/${clinic.webhookPath} HTTP/9.9\r\n\r\n`,
      '\x16\x03\x01\x02\x00',
    ]) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.resume();
      socket.end(bytes);
      await closed;
    }
    expect((await postText(server, clinic, 'x')).status).toBe(200);
  });
});
