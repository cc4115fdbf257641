import { describe, expect, it } from 'vitest';
import { call, createClinic, lease, postText, wordsOf } from './clinic.ts';
import type { Clinic, LeaseAnswer } from './clinic.ts';
import { createMovableClock } from './relay-server.ts';
import type { RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();
const hourMs = 3_600_000;

async function post(server: RelayServer, clinic: Clinic, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) expect((await postText(server, clinic, text)).ok).toBe(true);
}

async function untilWaiting(server: RelayServer, count: number): Promise<void> {
  const read = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
  await expect.poll(read).toContain(`clinicarrivals_relay_waiting_clients ${count}\n`);
}

describe('lease', () => {
  it.each([true, false])(
    'gives what came in, oldest first, and again until it is acknowledged (sealed: %s)',
    async (isSealed) => {
      const clinic = await createClinic({ id: 'main-street' }, { isSealed });
      const server = await open({ accounts: [clinic.account] });
      await post(server, clinic, 'one', 'two', 'three');
      const first = await lease(server, clinic, { limit: 2 });
      expect(wordsOf(first, clinic)).toEqual(['one', 'two']);
      expect(first.waiting).toBe(1);
      expect(first.unreadSince).toBeNull();
      expect(first.cursor).toBe(first.webhooks[1]?.id);
      expect(Math.abs(Date.parse(first.webhooks[0]?.receivedAt ?? '') - Date.now())).toBeLessThan(20_000);
      expect(wordsOf(await lease(server, clinic, { limit: 2 }), clinic)).toEqual(['one', 'two']);
      const second = await lease(server, clinic, { after: first.cursor });
      expect(wordsOf(second, clinic)).toEqual(['three']);
      const third = await lease(server, clinic, { after: second.cursor });
      expect(third).toEqual({
        webhooks: [],
        cursor: second.cursor,
        waiting: 0,
        unreadSince: null,
        now: expect.any(String),
      });
    },
  );

  it('only acknowledges with a limit of 0, and takes the id of any webhook as a cursor', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three');
    const given = await lease(server, clinic);
    const after = given.webhooks[0]?.id;
    expect(await lease(server, clinic, { after, limit: 0 })).toMatchObject({ webhooks: [], cursor: after, waiting: 2 });
    expect(wordsOf(await lease(server, clinic, { after }), clinic)).toEqual(['two', 'three']);
  });

  it('acknowledges nothing that it has given to nobody, whatever cursor comes', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one');
    const ahead = { after: '9000000000000000' };
    const answer = await lease(server, clinic, ahead);
    expect(wordsOf(answer, clinic)).toEqual(['one']);
    expect(answer.cursor).toBe(answer.webhooks[0]?.id);
    // The answer was lost, and again with a text that came in meanwhile.
    expect(wordsOf(await lease(server, clinic, ahead), clinic)).toEqual(['one']);
    await post(server, clinic, 'two');
    expect(wordsOf(await lease(server, clinic, { after: answer.cursor, limit: 0 }), clinic)).toEqual([]);
    expect(wordsOf(await lease(server, clinic, ahead), clinic)).toEqual(['two']);
    expect(wordsOf(await lease(server, clinic, ahead), clinic)).toEqual(['two']);
  });

  it('goes on from the first answer to a cursor that lies ahead, as from any other', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three');
    const first = await lease(server, clinic, { after: '9000000000000000', limit: 2 });
    expect(wordsOf(first, clinic)).toEqual(['one', 'two']);
    const second = await lease(server, clinic, { after: first.cursor });
    expect(wordsOf(second, clinic)).toEqual(['three']);
    expect(await lease(server, clinic, { after: second.cursor })).toMatchObject({ webhooks: [], waiting: 0 });
  });

  it('acknowledges nothing of one process by a cursor ahead that another one still has', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one');
    const ahead = { after: '9000000000000000' };
    const first = await lease(server, clinic, ahead);
    await post(server, clinic, 'two');
    await lease(server, clinic, ahead);
    expect(wordsOf(await lease(server, clinic, { after: first.cursor }), clinic)).toEqual(['two']);
    expect(wordsOf(await lease(server, clinic, ahead), clinic)).toEqual(['two']);
  });

  it('begins for a client without a cursor at the oldest unread one, and gives nothing that was acknowledged', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    let server = await open({ accounts: [clinic.account] });
    const fresh = { consumer: 'new-store' };
    expect(await lease(server, clinic, fresh)).toMatchObject({ webhooks: [], cursor: '0' });
    await post(server, clinic, 'one', 'two');
    const { cursor } = await lease(server, clinic);
    await lease(server, clinic, { after: cursor });
    const begun = await lease(server, clinic, fresh);
    expect(begun).toMatchObject({ webhooks: [], cursor });
    await post(server, clinic, 'three');
    expect(wordsOf(await lease(server, clinic, fresh), clinic)).toEqual(['three']);
    // The relay that has forgotten who asked gives no more.
    server = await restart(server);
    expect(wordsOf(await lease(server, clinic, { ...fresh, after: begun.cursor }), clinic)).toEqual(['three']);
  });

  it('gives a client that was restored to its beginning again what came in since then', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const begun = await lease(server, clinic);
    await post(server, clinic, 'one', 'two', 'three');
    const { cursor } = await lease(server, clinic, { after: begun.cursor });
    await lease(server, clinic, { after: cursor });
    const again = await lease(server, clinic, { after: begun.cursor, limit: 2 });
    expect(wordsOf(again, clinic)).toEqual(['one', 'two']);
    expect(again.waiting).toBe(1);
  });

  it('gives a client that comes back with an older cursor again what it still has, in pages', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three', 'four', 'five');
    const { cursor, webhooks } = await lease(server, clinic);
    await lease(server, clinic, { after: cursor });
    await post(server, clinic, 'six');
    const restored = { consumer: 'restored', limit: 2 };
    const first = await lease(server, clinic, { ...restored, after: webhooks[0]?.id });
    expect(wordsOf(first, clinic)).toEqual(['two', 'three']);
    const second = await lease(server, clinic, { ...restored, after: first.cursor });
    expect(wordsOf(second, clinic)).toEqual(['four', 'five']);
    const third = await lease(server, clinic, { ...restored, after: second.cursor });
    expect(wordsOf(third, clinic)).toEqual(['six']);
  });

  it('gives a client without a cursor nothing that was acknowledged, wherever it looks from', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three');
    const first = await lease(server, clinic, { consumer: 'a', limit: 1 });
    const all = await lease(server, clinic, { consumer: 'a', after: first.cursor });
    await lease(server, clinic, { consumer: 'a', after: all.cursor, limit: 0 });
    expect((await lease(server, clinic, { consumer: 'b' })).webhooks).toEqual([]);
    expect((await lease(server, clinic, { consumer: 'b', from: first.cursor })).webhooks).toEqual([]);
  });

  it('lets a client look behind what it cannot use, without acknowledging it', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three', 'four');
    const first = await lease(server, clinic, { limit: 2 });
    const second = await lease(server, clinic, { from: first.cursor, limit: 1 });
    expect(wordsOf(second, clinic)).toEqual(['three']);
    expect(second.waiting).toBe(1);
    expect(wordsOf(await lease(server, clinic, { from: second.cursor }), clinic)).toEqual(['four']);
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['one', 'two', 'three', 'four']);
    const rest = await lease(server, clinic, { after: second.cursor });
    expect(wordsOf(rest, clinic)).toEqual(['four']);
    const waiting = lease(server, clinic, { after: second.cursor, from: rest.cursor, waitSeconds: 20 });
    await untilWaiting(server, 1);
    await post(server, clinic, 'five');
    expect(wordsOf(await waiting, clinic)).toEqual(['five']);
  });

  it('lets nobody look behind what another consumer holds, and acknowledges nothing there that was never given', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account], clock });
    await post(server, clinic, 'one', 'two');
    // Ids are made of the time.
    clock.move(1_000);
    const from = String(clock.now() * 1_000);
    clock.move(1_000);
    await post(server, clinic, 'three');
    await lease(server, clinic, { consumer: 'a', limit: 1 });
    expect(await lease(server, clinic, { consumer: 'b', from })).toMatchObject({ webhooks: [], waiting: 1 });
    const behind = await lease(server, clinic, { consumer: 'a', from });
    expect(wordsOf(behind, clinic)).toEqual(['three']);
    const left = await lease(server, clinic, { consumer: 'a', after: behind.cursor });
    expect(wordsOf(left, clinic)).toEqual(['two']);
  });

  it('answers with a megabyte at most, and says that more waits', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    for (let count = 0; count < 20; count += 1) await post(server, clinic, 'x'.repeat(60_000));
    const first = await lease(server, clinic);
    expect(first.webhooks.length).toBeGreaterThan(9);
    expect(first.webhooks.length + first.waiting).toBe(20);
    expect(first.waiting).toBeGreaterThan(0);
    const second = await lease(server, clinic, { after: first.cursor });
    expect(second.webhooks).toHaveLength(first.waiting);
  });

  it.each([
    ['consumer', { consumer: 'a b' }],
    ['consumer', { consumer: '' }],
    ['consumer', { consumer: 5 }],
    ['after', { after: '-1' }],
    ['after', { after: 41 }],
    ['after', { after: '99999999999999999' }],
    ['from', { from: 'x' }],
    ['limit', { limit: 501 }],
    ['limit', { limit: 1.5 }],
    ['waitSeconds', { waitSeconds: 51 }],
    ['leaseSeconds', { leaseSeconds: 0 }],
    ['leaseSeconds', { leaseSeconds: '30' }],
  ])('names %s where it is wrong, without repeating it', async (field, body) => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const response = await call(server, clinic, 'lease', { consumer: 'one', ...body });
    expect(response.status).toBe(400);
    // The shape is that of every error of the protocol.
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('bad-request');
    expect(error.message.startsWith(`${field}: `)).toBe(true);
    expect(error.message).not.toContain('99999999999999999');
  });
});

describe('a wait', () => {
  it('ends as soon as something comes in', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const waiting = lease(server, clinic, { waitSeconds: 20 });
    await untilWaiting(server, 1);
    const at = performance.now();
    await post(server, clinic, 'here');
    expect(wordsOf(await waiting, clinic)).toEqual(['here']);
    expect(performance.now() - at).toBeLessThan(2_000);
  });

  it('ends with nothing after its time, with a cursor to go on from', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const at = performance.now();
    expect(await lease(server, clinic, { waitSeconds: 1 })).toMatchObject({ webhooks: [], cursor: '0' });
    expect(performance.now() - at).toBeGreaterThan(900);
  });

  it('is not woken by what comes in for another clinic', async () => {
    const [clinic, other] = [await createClinic({ id: 'main-street' }), await createClinic({ id: 'other' })];
    const server = await open({ accounts: [clinic.account, other.account] });
    const waiting = lease(server, clinic, { waitSeconds: 1 });
    await untilWaiting(server, 1);
    await post(server, other, 'not yours');
    expect((await waiting).webhooks).toEqual([]);
  });

  it('is ended with an empty answer by the next one of its consumer, which then gets what comes in', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const first = lease(server, clinic, { waitSeconds: 20 });
    await untilWaiting(server, 1);
    const second = lease(server, clinic, { waitSeconds: 20 });
    expect((await first).webhooks).toEqual([]);
    await untilWaiting(server, 1);
    await post(server, clinic, 'here');
    expect(wordsOf(await second, clinic)).toEqual(['here']);
  });

  it('of a client that has gone takes nothing away from the next one', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const abort = new AbortController();
    const gone = fetch(`${server.url}/v1/accounts/main-street/lease`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clinic.token}` },
      body: JSON.stringify({ consumer: 'gone', waitSeconds: 50 }),
      signal: abort.signal,
    }).catch(() => 'gone');
    await untilWaiting(server, 1);
    abort.abort();
    expect(await gone).toBe('gone');
    await untilWaiting(server, 0);
    await post(server, clinic, 'here');
    expect(wordsOf(await lease(server, clinic), clinic)).toEqual(['here']);
  });

  it('is refused when sixteen others of the account wait', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const waiting = Array.from({ length: 16 }, (_, index) =>
      lease(server, clinic, { consumer: `c${index}`, waitSeconds: 50 }),
    );
    await untilWaiting(server, 16);
    const refused = await call(server, clinic, 'lease', { consumer: 'one-more', waitSeconds: 50 });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    await server.stop();
    expect((await Promise.all(waiting)).every(({ webhooks }) => webhooks.length === 0)).toBe(true);
  });

  it('ends with an empty answer when the relay stops', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const waiting = lease(server, clinic, { waitSeconds: 50 });
    await untilWaiting(server, 1);
    await server.relay.stop();
    expect((await waiting).webhooks).toEqual([]);
    expect((await postText(server, clinic, 'too late')).status).toBe(503);
  });
});

describe('a wait at a relay that is called directly', () => {
  const ask = (url: string, clinic: Clinic, init: RequestInit = {}): Request =>
    new Request(`${url}/v1/accounts/main-street/lease`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clinic.token}` },
      body: JSON.stringify({ consumer: 'one', waitSeconds: 20 }),
      ...init,
    });

  it('waits again when the relay was stopped and started', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await server.relay.stop();
    await server.relay.start();
    const waiting = server.relay.fetch(ask(server.url, clinic));
    await untilWaiting(server, 1);
    await post(server, clinic, 'here');
    // The shape is that of every lease.
    const answer = (await (await waiting).json()) as LeaseAnswer;
    expect(wordsOf(answer, clinic)).toEqual(['here']);
  });

  it('does not begin for a client that has gone already', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const gone = new AbortController();
    const request = ask(server.url, clinic);
    Object.defineProperty(request, 'signal', { value: gone.signal });
    gone.abort();
    const at = performance.now();
    await server.relay.fetch(request);
    expect(performance.now() - at).toBeLessThan(2_000);
  });
});

describe('two consumers', () => {
  it('are given nothing of what the other holds, nor what came later, until the lease has run out', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account], clock });
    await post(server, clinic, 'one', 'two');
    const held = await lease(server, clinic, { consumer: 'a', limit: 1, leaseSeconds: 30 });
    await post(server, clinic, 'three');
    expect(await lease(server, clinic, { consumer: 'b' })).toMatchObject({ webhooks: [], waiting: 3 });
    clock.move(31_000);
    const taken = await lease(server, clinic, { consumer: 'b' });
    expect(wordsOf(taken, clinic)).toEqual(['one', 'two', 'three']);
    // The first one was slow, not dead: what it says to be durable is durable.
    await lease(server, clinic, { consumer: 'a', after: held.cursor, limit: 0 });
    const rest = await lease(server, clinic, { consumer: 'b', after: held.cursor });
    expect(wordsOf(rest, clinic)).toEqual(['two', 'three']);
  });

  it('wait for each other: the second is given it when the lease of the first runs out', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one');
    await lease(server, clinic, { consumer: 'dies', leaseSeconds: 1 });
    const at = performance.now();
    const answer = await lease(server, clinic, { consumer: 'b', waitSeconds: 20 });
    expect(wordsOf(answer, clinic)).toEqual(['one']);
    expect(performance.now() - at).toBeLessThan(10_000);
  });

  it('are not given again what the other has acknowledged', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const idle = await lease(server, clinic, { consumer: 'b' });
    await post(server, clinic, 'one');
    const { cursor } = await lease(server, clinic, { consumer: 'a' });
    await lease(server, clinic, { consumer: 'a', after: cursor });
    expect((await lease(server, clinic, { consumer: 'b', after: idle.cursor })).webhooks).toEqual([]);
  });
});

describe('a restart', () => {
  it('loses nothing, keeps leases and acknowledgements, and gives no id twice', async () => {
    const clinic = await createClinic({ id: 'main-street' }, { isSealed: true });
    let server = await open({ accounts: [clinic.account] });
    await post(server, clinic, 'one', 'two', 'three');
    const first = await lease(server, clinic, { consumer: 'a', limit: 1 });
    await lease(server, clinic, { consumer: 'a', after: first.cursor, limit: 1 });
    server = await restart(server);
    expect((await lease(server, clinic, { consumer: 'b', after: first.cursor })).webhooks).toEqual([]);
    await post(server, clinic, 'four');
    const rest = await lease(server, clinic, { consumer: 'a', after: first.cursor });
    expect(wordsOf(rest, clinic)).toEqual(['two', 'three', 'four']);
    const ids = [...first.webhooks, ...rest.webhooks].map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });
});

describe('a clock that is moved', () => {
  it('back holds nothing longer than a lease may last', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account], clock });
    await post(server, clinic, 'one');
    await lease(server, clinic, { consumer: 'dies', leaseSeconds: 300 });
    clock.move(-hourMs);
    await post(server, clinic, 'two');
    const answer = await lease(server, clinic, { consumer: 'b' });
    expect(wordsOf(answer, clinic)).toEqual(['one', 'two']);
    expect(Number(answer.webhooks[1]?.id)).toBeGreaterThan(Number(answer.webhooks[0]?.id));
  });

  it('ahead loses nothing: what was given out comes again at most', async () => {
    const clock = createMovableClock();
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account], clock });
    await post(server, clinic, 'one');
    await lease(server, clinic, { consumer: 'a' });
    clock.move(30 * 24 * hourMs);
    expect(wordsOf(await lease(server, clinic, { consumer: 'b' }), clinic)).toEqual(['one']);
  });
});
