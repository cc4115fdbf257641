import { afterEach, describe, expect, it } from 'vitest';
import { call, createClinic, lease, postText, wordsOf } from './clinic.ts';
import { createMovableClock, startRelay } from './relay-server.ts';
import type { RelayServer, RelayServerOptions } from './relay-server.ts';

let servers: RelayServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.remove()));
  servers = [];
});

async function open(options: RelayServerOptions): Promise<RelayServer> {
  const server = await startRelay(options);
  servers.push(server);
  return server;
}

async function restart(server: RelayServer, changes: Partial<RelayServerOptions> = {}): Promise<RelayServer> {
  const next = await server.restart(changes);
  servers = [...servers.filter((one) => one !== server), next];
  return next;
}

describe('lease', () => {
  it.each([true, false])(
    'gives out what came in, oldest first, and again until it is acknowledged (sealed: %s)',
    async (isSealed) => {
      const clinic = await createClinic({ id: 'main-street' }, { isSealed });
      const server = await open({ accounts: [clinic.account] });
      for (const text of ['one', 'two', 'three']) {
        const response = await postText(server, clinic, text);
        expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml']);
        expect(await response.text()).toBe('<Response/>');
      }
      const first = await lease(server, clinic, { limit: 2 });
      expect(wordsOf(first, clinic)).toEqual(['one', 'two']);
      expect(first.waiting).toBe(1);
      expect(first.unreadSince).toBeNull();
      expect(first.cursor).toBe(first.webhooks[1]?.id);
      expect(wordsOf(await lease(server, clinic, { limit: 2 }), clinic)).toEqual(['one', 'two']);
      const second = await lease(server, clinic, { after: first.cursor });
      expect(wordsOf(second, clinic)).toEqual(['three']);
      const third = await lease(server, clinic, { after: second.cursor });
      expect(third).toEqual({ webhooks: [], cursor: second.cursor, waiting: 0, unreadSince: null });
    },
  );

  it('answers a waiting client as soon as something comes in, within milliseconds', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const waiting = lease(server, clinic, { waitSeconds: 20 });
    await expect.poll(async () => (await fetch(`${server.url}/metrics`)).text()).toContain('waiting_clients 1');
    const at = performance.now();
    await postText(server, clinic, 'here');
    expect(wordsOf(await waiting, clinic)).toEqual(['here']);
    expect(performance.now() - at).toBeLessThan(2_000);
  });
});
