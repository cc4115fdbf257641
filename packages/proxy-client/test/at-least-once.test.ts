import { createMovableClock } from '@clinicarrivals/core/testing';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import type { ProxyClient } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer } from '../../relay/test/relay-server.ts';
import { post } from './post-webhook.ts';
import { authToken, messageSid, ourNumber, postedText } from './twilio-webhook.ts';

let server: RelayServer;
const placeholder = createRelayAccount({ id: 'nobody' });

beforeAll(async () => {
  server = await startRelay({ accounts: [placeholder.account], limits: { requestsPerSecond: 100_000 } });
});
afterAll(() => server.remove());

const steps = ['deliver', 'deliver-twice', 'forge', 'receive', 'crash', 'cut-off', 'back-up', 'restore'] as const;

/** What a clinic has on its disk. */
interface Disk {
  readonly ids: readonly string[];
  readonly cursor: string | null;
}

/** A clinic whose process dies now and then, with its mailbox. */
interface World {
  run(step: (typeof steps)[number]): Promise<void>;
  /** The ids that were posted, in order. */
  readonly delivered: readonly string[];
  /** The ids that the clinic has stored, in order. */
  readonly stored: readonly string[];
}

function createWorld({ account, token, webhookPath }: NewRelayAccount): World {
  const delivered: string[] = [];
  const clock = createMovableClock('2026-05-04T09:00:00Z');
  let disk: Disk = { ids: [], cursor: null };
  let backup = disk;
  let count = 0;
  let isCutOff = false;
  const lossyFetch = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    if (!isCutOff) return response;
    // The relay has answered, and the answer is lost on the way.
    isCutOff = false;
    await response.arrayBuffer();
    throw new TypeError('terminated');
  };
  const startClient = (): ProxyClient =>
    createProxyClient({
      url: server.url,
      account: account.id,
      token,
      reader: createTwilioWebhookReader({ authToken }),
      numbers: [ourNumber],
      clock,
      fetch: lossyFetch,
    });
  let client = startClient();
  let cursor = disk.cursor;

  const deliver = async (signedWith: string, times: number): Promise<void> => {
    count += 1;
    const text = postedText(`${server.url}/in/${webhookPath}`, { number: count, token: signedWith });
    for (let time = 0; time < times; time += 1) expect((await post(text)).status).toBe(200);
    if (signedWith === authToken) delivered.push(messageSid(count));
  };
  const receive = async ({ isKilled }: { readonly isKilled: boolean }): Promise<void> => {
    // Longer than any pause after a failure.
    clock.advance(60_000);
    const answer = await client.receive({ cursor, since: 0 }).catch(() => null);
    if (isKilled) return start();
    if (answer === null) return;
    const fresh = answer.messages.map(({ gatewayId }) => gatewayId).filter((id) => !disk.ids.includes(id));
    // As the engine does: the cursor is stored with the messages, and alone only when it is the first.
    if (answer.messages.length > 0 || disk.cursor === null)
      disk = { ids: [...disk.ids, ...fresh], cursor: answer.cursor };
    cursor = answer.cursor;
  };
  const start = (): void => {
    client = startClient();
    cursor = disk.cursor;
  };
  const acts: Record<(typeof steps)[number], () => Promise<void> | void> = {
    deliver: () => deliver(authToken, 1),
    'deliver-twice': () => deliver(authToken, 2),
    forge: () => deliver('guessed', 1),
    receive: () => receive({ isKilled: false }),
    crash: () => receive({ isKilled: true }),
    'cut-off': () => {
      isCutOff = true;
      return receive({ isKilled: false });
    },
    'back-up': () => {
      backup = disk;
    },
    restore: () => {
      disk = backup;
      start();
    },
  };
  return {
    run: async (step) => acts[step](),
    delivered,
    get stored() {
      return disk.ids;
    },
  };
}

it('hands every text to the clinic at least once and in order, whatever is lost, doubled, forged, killed or restored', async () => {
  let accounts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), async (sequence) => {
      accounts += 1;
      const made = createRelayAccount({ id: `clinic-${accounts}` });
      await server.relay.setAccounts([made.account]);
      const world = createWorld(made);
      // Who has a backup has begun: a store without a cursor is another clinic's, and is given nothing that was acted on.
      for (const step of ['receive', 'back-up'] as const) await world.run(step);
      for (const step of sequence) await world.run(step);
      // A good one at the end, since forged ones that nothing follows are kept.
      await world.run('deliver');
      for (let time = 0; time < 4; time += 1) await world.run('receive');
      expect(world.stored).toEqual(world.delivered);
    }),
    { numRuns: 100 },
  );
}, 120_000);
