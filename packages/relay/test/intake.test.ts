import { readFileSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { call, createClinic, lease, postText, wordsOf } from './clinic.ts';
import type { RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();
const unusedPath = 'A'.repeat(43);

/** Sends bytes as they are and gives all that is answered until the connection ends. */
async function sendRaw(server: RelayServer, head: string, body: Buffer | string = ''): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let answered = '';
  socket.on('data', (chunk: Buffer) => (answered += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`, 'latin1');
  socket.write(body);
  await closed;
  return answered;
}

describe('a webhook', () => {
  it('is answered as the gateway of its account expects', async () => {
    const twiml = await createClinic({ id: 'a' });
    const empty = await createClinic({ id: 'b', reply: 'empty' });
    const server = await open({ accounts: [twiml.account, empty.account] });
    const [first, second] = [await postText(server, twiml, 'x'), await postText(server, empty, 'x')];
    expect([first.status, first.headers.get('content-type'), await first.text()]).toEqual([
      200,
      'text/xml',
      '<Response/>',
    ]);
    expect([second.status, await second.text()]).toEqual([204, '']);
  });

  it('is kept letter by letter: target, headers in lower case, body bytes', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const target = `/in/${clinic.webhookPath}?mid=a%2fb%2F'"<>{}|^\`~!*()&x=%27+%20&&y=&x=1&z[]=\\`;
    const body = Buffer.from([0x42, 0x6f, 0x64, 0x79, 0x3d, 0x00, 0xff, 0x25, 0x0d, 0x0a]);
    const answered = await sendRaw(
      server,
      [
        `POST ${target} HTTP/1.1`,
        'X-Twilio-Signature: abc=',
        'I-Twilio-Idempotency-Token: t',
        'Content-Type: application/x-www-form-urlencoded',
        'Authorization: Bearer signed',
        'Cookie: session=1',
        'X-Forwarded-For: 203.0.113.1',
        'X-Forwarded-Host: evil.example',
        'Forwarded: for=203.0.113.1',
        'X-Real-IP: 203.0.113.1',
        'Via: 1.1 proxy',
        'TE: trailers',
        `Content-Length: ${body.length}`,
      ].join('\r\n'),
      body,
    );
    expect(answered).toMatch(/^HTTP\/1.1 200 /);
    const [{ webhook } = {}] = (await lease(server, clinic)).webhooks;
    expect(webhook).toEqual({
      method: 'POST',
      url: server.url + target,
      headers: {
        'x-twilio-signature': 'abc=',
        'i-twilio-idempotency-token': 't',
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'Bearer signed',
        'content-length': String(body.length),
        host: '127.0.0.1',
      },
      body: body.toString('base64'),
    });
  });

  it.each(['/relay/in/', '/in/'])(
    'is kept under the public address, with its path, when the proxy passes on %s',
    async (prefix) => {
      const clinic = await createClinic({ id: 'a' });
      const server = await open({ accounts: [clinic.account], publicUrl: 'https://Clinics.example:443/relay/' });
      await fetch(`${server.url}${prefix}${clinic.webhookPath}?a=1`, { method: 'POST', body: 'x' });
      const [{ webhook } = {}] = (await lease(server, clinic)).webhooks;
      expect(webhook?.url).toBe(`https://Clinics.example:443/relay/in/${clinic.webhookPath}?a=1`);
    },
  );

  it('that is sealed leaves nothing of its text in the file, its log or any line', async () => {
    const clinic = await createClinic({ id: 'a' }, { isSealed: true });
    const server = await open({ accounts: [clinic.account] });
    for (let count = 0; count < 50; count += 1)
      await postText(server, clinic, 'VeryPrivateWords', { query: '?mid=PrivateId' });
    await call(server, clinic, 'lease', { consumer: 'one', after: 'VeryPrivateWords' });
    const files = ['', '-wal'].map((suffix) => readFileSync(server.file + suffix, 'latin1')).join('');
    const body = new URLSearchParams({ From: '+61491570156', To: '+61480000001', Body: 'VeryPrivateWords' }).toString();
    const forbidden = [
      'VeryPrivateWords',
      'PrivateId',
      '61491570156',
      Buffer.from(body).toString('base64').slice(0, 40),
    ];
    const secrets = [clinic.webhookPath, clinic.token];
    for (const word of [...forbidden, ...secrets]) {
      expect(files).not.toContain(word);
      expect(server.lines.join('\n')).not.toContain(word);
    }
    expect(wordsOf(await lease(server, clinic), clinic)[49]).toBe('VeryPrivateWords');
  });

  it('is kept in a file that its owner alone can read', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    await postText(server, clinic, 'x');
    const modes = ['', '-wal'].map((suffix) => statSync(server.file + suffix).mode & 0o777);
    expect(modes).toEqual(process.platform === 'win32' ? expect.anything() : [0o600, 0o600]);
  });
});

describe('a request that makes no webhook', () => {
  it.each([
    ['POST', `/in/${unusedPath}`, 404],
    ['GET', `/in/${unusedPath}`, 404],
    ['POST', '/in/', 404],
    ['POST', `/in/${unusedPath}/more`, 404],
    ['POST', `/in/../in/${unusedPath}`, 404],
    ['POST', '/in/%2e%2e/health', 404],
    ['POST', '/', 404],
    ['DELETE', '/health', 405],
    ['POST', '/metrics', 405],
    ['GET', '/v1/accounts/a/lease', 405],
    ['PUT', '/twilio', 405],
    ['HEAD', '/twilio?AccountSid=AC00000000000000000000000000000001', 405],
  ])('%s %s is answered with %i and keeps nothing', async (method, path, status) => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const head = `${method} ${path} HTTP/1.1\r\nContent-Length: 1`;
    expect(await sendRaw(server, head, 'x')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await lease(server, clinic)).webhooks).toEqual([]);
  });

  it('says which method an address takes, and tells nothing of paths that there are not', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const known = await fetch(`${server.url}/in/${clinic.webhookPath}`);
    expect([known.status, known.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await known.json()).toEqual({ error: { code: 'method', message: 'Only POST may be used here.' } });
    const almost = `${clinic.webhookPath.slice(0, 42)}${clinic.webhookPath.endsWith('A') ? 'B' : 'A'}`;
    expect((await fetch(`${server.url}/in/${almost}`, { method: 'POST', body: 'x' })).status).toBe(404);
  });

  it('is refused for a body of 10 MB, declared or not, without reading it to the end', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const start = `POST /in/${clinic.webhookPath} HTTP/1.1`;
    const large = Buffer.alloc(10_000_000, 'x');
    expect(await sendRaw(server, `${start}\r\nContent-Length: ${large.length}`, large)).toMatch(/^HTTP\/1.1 413 /);
    const chunked = Buffer.concat([Buffer.from('989680\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]);
    expect(await sendRaw(server, `${start}\r\nTransfer-Encoding: chunked`, chunked)).toMatch(/^HTTP\/1.1 413 /);
    expect((await lease(server, clinic)).webhooks).toEqual([]);
    await postText(server, clinic, 'x'.repeat(65_000));
    expect((await lease(server, clinic)).webhooks).toHaveLength(1);
  });

  it('is refused for a header of 64 kB', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const response = await postText(server, clinic, 'x', { headers: { 'x-large': 'y'.repeat(64_000) } });
    expect(response.status).toBe(413);
    expect((await lease(server, clinic)).webhooks).toEqual([]);
  });

  it.each(['Content-Length: 100', 'Transfer-Encoding: chunked'])(
    'is cut off when its body comes too slowly (%s)',
    async (header) => {
      const clinic = await createClinic({ id: 'a' });
      const server = await open({ accounts: [clinic.account], limits: { bodyTimeoutMs: 100 } });
      const answer = await sendRaw(server, `POST /in/${clinic.webhookPath} HTTP/1.1\r\n${header}`, '5\r\nBody=');
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect((await lease(server, clinic)).webhooks).toEqual([]);
    },
  );

  it('keeps nothing when the sender breaks off, and goes on with the others', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const outgoing = httpRequest(`${server.url}/in/${clinic.webhookPath}`, {
      method: 'POST',
      headers: { 'content-length': '100' },
    });
    outgoing.on('error', () => undefined);
    outgoing.write('From=');
    await new Promise((resolve) => setTimeout(resolve, 100));
    outgoing.destroy();
    await postText(server, clinic, 'whole');
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['whole']);
  });
});

describe('an account that has used what it may', () => {
  it('is answered 429 with Retry-After, and another is not', async () => {
    const [busy, quiet] = [
      await createClinic({ id: 'a', limits: { requestsPerSecond: 1 } }),
      await createClinic({ id: 'b' }),
    ];
    const server = await open({ accounts: [busy.account, quiet.account] });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await postText(server, busy, 'x')).status);
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    expect(statuses).toContain(429);
    const refused = await postText(server, busy, 'x');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await postText(server, quiet, 'x')).status).toBe(200);
    // What the clinic itself asks is counted apart, so that nobody who sends webhooks can keep it out.
    expect((await lease(server, busy)).webhooks.length).toBeGreaterThanOrEqual(2);
  });

  it('is answered 507 when its mailbox is full, keeps what it has, and goes on when there is room', async () => {
    const full = await createClinic({ id: 'a', limits: { mailboxWebhooks: 3 } });
    const other = await createClinic({ id: 'b' });
    let server = await open({ accounts: [full.account, other.account] });
    for (const text of ['one', 'two', 'three']) await postText(server, full, text);
    const refused = await postText(server, full, 'four');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([507, '60']);
    expect(server.lines.join('\n')).toContain('"reason":"full","account":"a"');
    expect((await postText(server, other, 'x')).status).toBe(200);
    server = await restart(server);
    expect((await postText(server, full, 'four')).status).toBe(507);
    const given = await lease(server, full, { limit: 1 });
    expect(wordsOf(given, full)).toEqual(['one']);
    await lease(server, full, { after: given.cursor, limit: 0 });
    // What was acknowledged gives way.
    expect((await postText(server, full, 'four')).status).toBe(200);
    expect(wordsOf(await lease(server, full, { after: given.cursor }), full)).toEqual(['two', 'three', 'four']);
  });

  it('is answered 507 when its mailbox holds too many bytes', async () => {
    const clinic = await createClinic({ id: 'a', limits: { mailboxBytes: 5_000 } });
    const server = await open({ accounts: [clinic.account] });
    expect((await postText(server, clinic, 'x'.repeat(2_000))).status).toBe(200);
    expect((await postText(server, clinic, 'x'.repeat(2_000))).status).toBe(507);
    expect((await postText(server, clinic, 'x')).status).toBe(200);
  });
});
