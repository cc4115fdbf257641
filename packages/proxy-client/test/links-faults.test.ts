import process from 'node:process';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher, LinkPublisherOptions } from '@clinicarrivals/proxy-client/links';
import { createRelayAccount } from '@clinicarrivals/relay';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import fc from 'fast-check';
import sodium from 'libsodium-wrappers';
import { afterEach, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer } from '../../relay/test/relay-server.ts';
import { createMemoryDesk } from './memory-desk.ts';

await sodium.ready;
const pair = sodium.crypto_box_keypair();
const toBase64 = (key: Uint8Array): string => Buffer.from(key).toString('base64');
const { account, token } = createRelayAccount({ id: 'main-street', publicKey: toBase64(pair.publicKey) });
const links = createJoinLinks({ url: 'https://relay.example/v', secret: 's'.repeat(32) });
const lines: string[] = [];
const good: LinkPublisherOptions = {
  url: 'https://relay.example',
  account: account.id,
  token,
  privateKey: toBase64(pair.privateKey),
  links,
  desk: createMemoryDesk('a-session-of-the-day'),
  logger: { log: (level, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })) },
};
const json = { 'content-type': 'application/json' };
const wait = { timeout: 10_000, interval: 50 };

let server: RelayServer | null = null;
let publisher: LinkPublisher | null = null;
afterEach(async () => {
  await publisher?.stop();
  await server?.remove();
  [publisher, server] = [null, null];
  lines.length = 0;
});

function publish(change: Partial<LinkPublisherOptions>): LinkPublisher {
  publisher = createLinkPublisher({ ...good, ...change });
  publisher.start();
  return publisher;
}

describe('the options of a publisher', () => {
  it.each<readonly [string, object]>([
    ['url', { url: 'http://relay.example' }],
    ['account', { account: 'secret-word/' }],
    ['token', { token: 'secret-word ' }],
    ['privateKey', { privateKey: 'secret-word' }],
    ['privateKey', { privateKey: undefined }],
    ['links', { links: undefined }],
    ['desk', { desk: { visit: () => null } }],
  ])('are refused by name and without their value: %s', (field, change) => {
    // Wrong on purpose: what plain JavaScript may give.
    const create = (): unknown => createLinkPublisher({ ...good, ...change });
    expect(create).toThrow(expect.objectContaining({ code: 'configuration', field: `proxy.${field}` }));
    expect(create).not.toThrow('secret-word');
  });
});

describe('a publisher', () => {
  it('says once what is wrong, and goes on when it is mended', async () => {
    server = await startRelay({ accounts: [account] });
    let inUse = 'another-token';
    const publishing = publish({ url: server.url, token: () => inUse });
    await expect.poll(() => publishing.problem, wait).toMatch(/401.*check url, account and token/);
    inUse = token;
    await expect.poll(() => publishing.problem, wait).toBeNull();
    await expect.poll(() => server?.relay.video.read(codeOf('patient')).catch(() => null), wait).not.toBeNull();
    // Once for telling and once for asking, however often it was tried.
    expect(lines.filter((line) => line.includes('401')).length).toBeLessThanOrEqual(2);
    expect(lines.join()).not.toContain('another-token');
  });

  it('says what to do at a relay that cannot have links of this account', async () => {
    const unsealed = createRelayAccount({ id: 'unsealed' });
    server = await startRelay({ accounts: [unsealed.account] });
    const publishing = publish({ url: server.url, account: 'unsealed', token: unsealed.token });
    await expect.poll(() => publishing.problem, wait).toMatch(/status 400/);
  });

  it('asks nothing any more once it was stopped, and begins again when it is told to', async () => {
    server = await startRelay({ accounts: [account] });
    let asked = 0;
    const publishing = publish({ url: server.url, fetch: (url, init) => ((asked += 1), fetch(url, init)) });
    await expect.poll(() => asked, wait).toBeGreaterThan(1);
    await publishing.stop();
    await publishing.stop();
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(asked).toBe(before);
    publishing.start();
    await expect.poll(() => asked, wait).toBeGreaterThan(before + 1);
  });

  it('tells a relay that knows something else all of it again, and does not go round in circles', async () => {
    const pushes: number[] = [];
    const publishing = publish({
      fetch: async (url, init) => {
        if (url.endsWith('/lease')) return waitFor(init.signal ?? null);
        // Our own client writes JSON.
        pushes.push((JSON.parse(init.body as string) as { records: unknown[] }).records.length);
        return new Response('{"held":7,"refused":[]}', { headers: json });
      },
    });
    await expect.poll(() => pushes.length, wait).toBeGreaterThan(2);
    expect(pushes.slice(0, 3)).toEqual([3, 3, 3]);
    expect(pushes.length).toBeLessThan(5);
    expect(publishing.problem).toBeNull();
  });

  it('names a link that another account holds once, and leaves it at that', async () => {
    const ids: string[] = [];
    publish({
      fetch: async (url, init) => {
        if (url.endsWith('/lease')) return waitFor(init.signal ?? null);
        // Our own client writes JSON.
        const { records } = JSON.parse(init.body as string) as { records: { id: string }[] };
        ids.push(...records.map(({ id }) => id));
        return Response.json({ held: 2, refused: records.slice(0, 1).map(({ id }) => id) });
      },
    });
    await expect.poll(() => ids.length, wait).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(ids).toHaveLength(3);
    expect(lines.filter((line) => line.includes('another account'))).toHaveLength(1);
  });

  it('outlives whatever a relay answers, and lets nobody in by it', async () => {
    const desk = createMemoryDesk('a-session-of-the-day');
    const runs = Number(process.env['FUZZ_RUNS'] ?? 500);
    const sealed = fc
      .oneof(
        fc.json(),
        fc
          .record({ question: fc.uuid(), type: fc.constantFrom('join', 'call'), code: fc.string() })
          .map((value) => JSON.stringify(value)),
      )
      .map((text) => toBase64(sodium.crypto_box_seal(text, pair.publicKey)));
    const webhook = fc.record(
      {
        id: fc.oneof(fc.nat().map(String), fc.anything()),
        receivedAt: fc.constantFrom('2026-05-04T09:00:00Z', 'x', 7),
        sealed: fc.oneof(sealed, fc.string()),
      },
      { requiredKeys: [] },
    );
    const answer = fc.oneof(
      fc.json(),
      fc.record({ held: fc.oneof(fc.nat(9), fc.anything()), refused: fc.oneof(fc.array(fc.string()), fc.anything()) }),
      fc.record({
        webhooks: fc.array(webhook),
        cursor: fc.constantFrom('1', '7', null, 3),
        waiting: fc.nat(3),
        now: fc.constantFrom('2026-05-04T09:00:01Z', null),
      }),
    );
    const responses = fc.sample(
      fc.record({ status: fc.constantFrom(200, 200, 200, 200, 204, 301, 400, 500, 503), answer }),
      runs,
    );
    const over = Promise.withResolvers<void>();
    const publishing = publish({
      desk,
      // Pauses take no time.
      clock: { now: () => Date.now(), schedule: (_, callback) => toCancel(setImmediate(callback)) },
      fetch: async (_, init) => {
        const next = responses.pop();
        if (next === undefined) over.resolve();
        if (next === undefined) return waitFor(init.signal ?? null);
        const body = [204, 301].includes(next.status)
          ? null
          : typeof next.answer === 'string'
            ? next.answer
            : fc.stringify(next.answer);
        return new Response(body, { status: next.status, headers: json });
      },
    });
    await over.promise;
    await publishing.stop();
    expect(desk.asked).toEqual([]);
  }, 120_000);
});

function codeOf(role: 'patient'): string {
  return links.link({ sessionId: 'a-session-of-the-day', role }).slice(links.url.length + 1);
}

function toCancel(immediate: NodeJS.Immediate): () => void {
  return () => clearImmediate(immediate);
}

/** A relay that has nothing to ask. */
function waitFor(signal: AbortSignal | null): Promise<Response> {
  return new Promise((_, reject) => {
    if (signal?.aborted === true) reject(new Error('aborted'));
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}
