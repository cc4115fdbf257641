import { describe, expect, it } from 'vitest';
import { createRelay, createRelayAccount } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { hashSecret } from '../src/secrets.ts';
import { call, createClinic, lease, postText, wordsOf } from './clinic.ts';
import type { Clinic } from './clinic.ts';
import type { RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();

async function rotate(server: RelayServer, clinic: Clinic): Promise<Clinic> {
  const response = await call(server, clinic, 'token');
  expect(response.status).toBe(201);
  // The answer has this one field.
  const { token } = (await response.json()) as { token: string };
  return { ...clinic, token };
}

const statusOf = async (server: RelayServer, clinic: Clinic): Promise<number> =>
  (await call(server, clinic, 'lease', { consumer: 'one' })).status;

describe('a clinic', () => {
  const calls = [
    ['lease', 'POST', (id: string) => `/v1/accounts/${id}/lease`],
    ['token', 'POST', (id: string) => `/v1/accounts/${id}/token`],
    ['links', 'POST', (id: string) => `/v1/accounts/${id}/links`],
    ['questions', 'POST', (id: string) => `/v1/accounts/${id}/links/lease`],
    ['the first protocol', 'GET', () => `/twilio?AccountSid=AC${'0'.repeat(31)}1`],
  ] as const;

  it.each(calls)(
    'is kept out of %s without its own token: none, wrong, another account’s, unknown account',
    async (_, method, path) => {
      const clinic = await createClinic({ id: 'main-street', legacy: { accountSid: `AC${'0'.repeat(31)}1` } });
      const other = await createClinic({ id: 'other', legacy: { accountSid: `AC${'0'.repeat(31)}2` } });
      const server = await open({ accounts: [clinic.account, other.account] });
      await postText(server, clinic, 'private');
      const ask = async (id: string, authorization: string | null): Promise<string> => {
        const response = await fetch(server.url + path(id), {
          method,
          headers: authorization === null ? {} : { authorization },
          ...(method === 'POST' ? { body: '{"consumer":"one"}' } : {}),
        });
        const scheme = response.headers.get('www-authenticate')?.split(' ')[0];
        return `${response.status} ${scheme} ${await response.text()}`;
      };
      const refusals = [
        await ask('main-street', null),
        await ask('main-street', 'Bearer wrong'),
        await ask('main-street', `Bearer ${other.token}`),
        await ask('main-street', `Bearer ${clinic.token}x`),
        await ask('main-street', `Bearer ${clinic.webhookPath}`),
        await ask('main-street', `Bearer ${hashSecret(clinic.token)}`),
        await ask('main-street', `Basic ${Buffer.from(`x:${other.token}`).toString('base64')}`),
        ...(method === 'POST'
          ? [await ask('nobody', `Bearer ${clinic.token}`), await ask('other', `Bearer ${clinic.token}`)]
          : []),
      ];
      // No token, a wrong one and an unknown account look the same.
      expect(new Set(refusals).size).toBe(1);
      expect(refusals[0]).toMatch(/^401 (Bearer|Basic) \{"error":\{"code":"unauthorised"/);
      expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['private']);
    },
  );

  it('is given nothing of another clinic, whatever cursor it brings, and acknowledges nothing there', async () => {
    const [one, two] = [await createClinic({ id: 'one' }), await createClinic({ id: 'two' })];
    const server = await open({ accounts: [one.account, two.account] });
    await postText(server, one, 'for one');
    await postText(server, two, 'for two');
    const given = await lease(server, two);
    expect(wordsOf(given, two)).toEqual(['for two']);
    await lease(server, one, { after: given.cursor, limit: 0 });
    expect(wordsOf(await lease(server, two), two)).toEqual(['for two']);
    expect(wordsOf(await lease(server, one), one)).toEqual(['for one']);
  });

  it('is found by its own path only', async () => {
    const [one, two] = [await createClinic({ id: 'one' }), await createClinic({ id: 'two' })];
    const server = await open({ accounts: [one.account, two.account] });
    await postText(server, one, 'for one');
    expect((await lease(server, two)).webhooks).toEqual([]);
    expect((await fetch(`${server.url}/in/${hashSecret(one.webhookPath)}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('rotating a token', () => {
  it('keeps the old one good until the new one is used, and ends it then for ever', async () => {
    const old = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [old.account] });
    const fresh = await rotate(server, old);
    expect(fresh.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await statusOf(server, old)).toBe(200);
    expect(await statusOf(server, fresh)).toBe(200);
    expect(await statusOf(server, old)).toBe(401);
    server = await restart(server);
    expect([await statusOf(server, old), await statusOf(server, fresh)]).toEqual([401, 200]);
  });

  it('survives a crash between each two steps: before the answer arrives, and before the first use', async () => {
    const old = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [old.account] });
    // The answer is lost.
    await call(server, old, 'token');
    server = await restart(server);
    expect(await statusOf(server, old)).toBe(200);
    const fresh = await rotate(server, old);
    server = await restart(server);
    expect([await statusOf(server, fresh), await statusOf(server, old)]).toEqual([200, 401]);
  });

  it('goes on from a token that was rotated, any number of times', async () => {
    let current = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [current.account] });
    const all = [current];
    for (let count = 0; count < 4; count += 1) {
      current = await rotate(server, current);
      all.push(current);
      server = await restart(server);
    }
    const statuses: number[] = [];
    for (const one of all.reverse()) statuses.push(await statusOf(server, one));
    expect(statuses).toEqual([200, 401, 401, 401, 401]);
  });

  it('asked for several times ends with the first new one that is used', async () => {
    const old = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [old.account] });
    const [first, second] = [await rotate(server, old), await rotate(server, old)];
    expect(await statusOf(server, first)).toBe(200);
    expect([await statusOf(server, second), await statusOf(server, old)]).toEqual([401, 401]);
  });

  it('asked for again and again keeps eight, so that nobody fills the file with them', async () => {
    const old = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [old.account] });
    const all: Clinic[] = [];
    for (let count = 0; count < 9; count += 1) all.push(await rotate(server, old));
    expect(await statusOf(server, all[0] ?? old)).toBe(401);
    expect(await statusOf(server, all[1] ?? old)).toBe(200);
  });

  it('is ended by who runs the relay: another hash in the record ends all that came from the one before', async () => {
    const old = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [old.account] });
    const rotated = await rotate(server, old);
    expect(await statusOf(server, rotated)).toBe(200);
    const fresh = await createClinic({ id: 'main-street' });
    server = await restart(server, { accounts: [fresh.account] });
    expect([await statusOf(server, old), await statusOf(server, rotated), await statusOf(server, fresh)]).toEqual([
      401, 401, 200,
    ]);
  });

  it('of one account changes nothing for another', async () => {
    const [one, two] = [await createClinic({ id: 'one' }), await createClinic({ id: 'two' })];
    const server = await open({ accounts: [one.account, two.account] });
    const fresh = await rotate(server, one);
    expect(await statusOf(server, fresh)).toBe(200);
    expect(await statusOf(server, { ...two, token: fresh.token })).toBe(401);
    expect(await statusOf(server, two)).toBe(200);
  });
});

describe('setAccounts', () => {
  it('takes a clinic in and another out while the relay runs, and refuses a wrong list whole', async () => {
    const [stays, goes, comes] = [
      await createClinic({ id: 'stays' }),
      await createClinic({ id: 'goes' }),
      await createClinic({ id: 'comes' }, { isSealed: true }),
    ];
    const server = await open({ accounts: [stays.account, goes.account] });
    const waiting = lease(server, stays, { waitSeconds: 20 });
    await server.relay.setAccounts([stays.account, comes.account]);
    expect([await statusOf(server, goes), await statusOf(server, comes)]).toEqual([401, 200]);
    expect((await postText(server, goes, 'x')).status).toBe(404);
    expect((await postText(server, comes, 'x')).status).toBe(200);
    await expect(server.relay.setAccounts([goes.account, goes.account])).rejects.toThrow('accounts[1].id');
    expect(await statusOf(server, comes)).toBe(200);
    await postText(server, stays, 'here');
    expect(wordsOf(await waiting, stays)).toEqual(['here']);
  });
});

describe('an id that is used again', () => {
  it('gives the new clinic nothing of the former one, and names it once in the metrics', async () => {
    const [former, next] = [await createClinic({ id: 'main-street' }), await createClinic({ id: 'main-street' })];
    const server = await open({ accounts: [former.account] });
    await postText(server, former, 'private');
    await server.relay.setAccounts([next.account]);
    await postText(server, next, 'ours');
    expect(wordsOf(await lease(server, next), next)).toEqual(['ours']);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics.match(/oldest_unread_seconds\{.*\}/g)).toEqual(['oldest_unread_seconds{account="main-street"}']);
    await server.relay.setAccounts([former.account]);
    expect(wordsOf(await lease(server, former), former)).toEqual(['private']);
  });
});

describe('createRelay', () => {
  const store = createSqliteRelayStore({ file: 'never-opened.db' });
  const { account } = createRelayAccount({ id: 'a' });
  const sid = `AC${'0'.repeat(32)}`;
  const key = Buffer.alloc(32, 7).toString('base64');

  it.each([
    ['publicUrl', { publicUrl: 'relay.example' }],
    ['publicUrl', { publicUrl: 'https://relay.example/?a=1' }],
    ['publicUrl', { publicUrl: 'https://user@relay.example' }],
    ['limits.bodyBytes', { limits: { bodyBytes: 0 } }],
    ['limits.unreadDays', { limits: { unreadDays: 1.5 } }],
    ['limits.nonsense', { limits: { nonsense: 1 } }],
    ['accounts[0]', { accounts: [null] }],
    ['accounts[0].name', { accounts: [{ ...account, name: 'x' }] }],
    ['accounts[0].id', { accounts: [{ ...account, id: 'a/b' }] }],
    ['accounts[0].tokenHashes', { accounts: [{ ...account, tokenHashes: [] }] }],
    ['accounts[0].tokenHashes', { accounts: [{ ...account, tokenHashes: ['plain-token'] }] }],
    ['accounts[0].webhookPathHash', { accounts: [{ ...account, webhookPathHash: 'short' }] }],
    ['accounts[0].webhookPath', { accounts: [{ ...account, webhookPath: 'A'.repeat(43) }] }],
    ['accounts[0].reply', { accounts: [{ ...account, reply: 'hello' }] }],
    ['accounts[0].publicKey', { accounts: [{ ...account, publicKey: 'AAAA' }] }],
    ['accounts[0].publicKey', { accounts: [{ ...account, publicKey: Buffer.alloc(32).toString('base64') }] }],
    ['accounts[0].legacy', { accounts: [{ ...account, publicKey: key, legacy: { accountSid: sid } }] }],
    ['accounts[0].legacy.accountSid', { accounts: [{ ...account, legacy: { accountSid: 'AC1' } }] }],
    ['accounts[0].legacy.isOpen', { accounts: [{ ...account, legacy: { accountSid: sid, isOpen: 'yes' } }] }],
    ['accounts[0].limits.mailboxBytes', { accounts: [{ ...account, limits: { mailboxBytes: -1 } }] }],
    ['accounts[0].limits.bodyBytes', { accounts: [{ ...account, limits: { bodyBytes: 1 } }] }],
    [
      'accounts[1].tokenHashes',
      { accounts: [account, { ...createRelayAccount({ id: 'b' }).account, tokenHashes: account.tokenHashes }] },
    ],
  ])('refuses what is wrong by name: %s', (field, wrong) => {
    const options = { store, accounts: [account], publicUrl: 'https://relay.example', ...wrong };
    // Wrong on purpose: what a file or plain JavaScript may give.
    expect(() => createRelay(options as Parameters<typeof createRelay>[0])).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', field }),
    );
  });

  it('refuses at the start a key that cannot be sealed to', async () => {
    // A point of low order: whatever is sealed to it could be opened by anybody.
    const publicKey = Buffer.from(`01${'00'.repeat(31)}`, 'hex').toString('base64');
    await expect(open({ accounts: [{ ...account, publicKey }] })).rejects.toThrow('accounts[0].publicKey');
  });

  it('makes accounts whose record holds no secret', () => {
    const made = createRelayAccount({ id: 'a' });
    expect(JSON.stringify(made.account)).not.toContain(made.token);
    expect(JSON.stringify(made.account)).not.toContain(made.webhookPath);
    expect(made.account).toMatchObject({ reply: 'twiml', tokenHashes: [hashSecret(made.token)] });
    expect(() => createRelayAccount({ id: '' })).toThrow('account.id');
  });

  it('answers 503 with Retry-After before it is started', async () => {
    const relay = createRelay({ store, accounts: [account], publicUrl: 'https://relay.example' });
    const response = await relay.fetch(new Request('https://relay.example/health'));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });
});
