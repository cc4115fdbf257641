import { createProxyClient, createKeyPair } from '@clinicarrivals/proxy-client';
import type { KeyPair, ProxyClientOptions } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { NewRelayAccount } from '@clinicarrivals/relay';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer } from '../../relay/test/relay-server.ts';
import { post } from './post-webhook.ts';
import {
  accountSid,
  authToken,
  messageSid,
  ourNumber,
  patientNumber,
  postedReceipt,
  postedText,
} from './twilio-webhook.ts';

let server: RelayServer;
let keys: KeyPair;
let sealed: NewRelayAccount;
let open: NewRelayAccount;
let old: NewRelayAccount;
let other: NewRelayAccount;
let fresh: NewRelayAccount;
let flooded: NewRelayAccount;

beforeAll(async () => {
  keys = await createKeyPair();
  sealed = createRelayAccount({ id: 'main-street', publicKey: keys.publicKey });
  open = createRelayAccount({ id: 'side-street' });
  old = createRelayAccount({ id: 'old-street', legacy: { accountSid } });
  other = createRelayAccount({ id: 'other-clinic' });
  fresh = createRelayAccount({ id: 'fresh-clinic', limits: { requestsPerSecond: 10_000 } });
  flooded = createRelayAccount({ id: 'flooded-clinic' });
  server = await startRelay({ accounts: [sealed, open, old, other, fresh, flooded].map(({ account }) => account) });
});
afterAll(() => server.remove());

function client({ account, token }: NewRelayAccount, change: Partial<ProxyClientOptions> = {}) {
  return createProxyClient({
    url: server.url,
    account: account.id,
    token,
    privateKey: keys.privateKey,
    reader: createTwilioWebhookReader({ authToken, accountSid }),
    numbers: [ourNumber],
    ...change,
  });
}

const addressOf = ({ webhookPath }: NewRelayAccount): string => `${server.url}/in/${webhookPath}?x=it's`;
const start = { cursor: null, since: 0 };

describe('with the relay of these packages', () => {
  it('gives a text that was sealed on arrival, with its signature checked, and acknowledges it with the next request', async () => {
    const proxy = client(sealed);
    const words = 'I’m here + 100% 🙂';
    expect((await post(postedText(addressOf(sealed), { number: 1, body: words }))).status).toBe(200);
    await post(postedReceipt(addressOf(sealed), { number: 2, status: 'delivered' }));
    const first = await proxy.receive(start);
    expect(first.messages).toMatchObject([
      { gatewayId: messageSid(1), from: patientNumber, to: ourNumber, body: words },
    ]);
    expect(first.receipts).toMatchObject([{ gatewayId: messageSid(2), status: 'delivered' }]);
    expect((await proxy.receive(start)).messages).toHaveLength(1);
    expect(await proxy.receive({ ...start, cursor: first.cursor })).toMatchObject({
      messages: [],
      cursor: first.cursor,
    });
    expect((await proxy.receive({ ...start, cursor: first.cursor })).messages).toEqual([]);
  });

  it('waits for a text and has it as soon as it comes', async () => {
    const proxy = client(open);
    const { cursor } = await proxy.receive(start);
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 20_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await post(postedText(addressOf(open), { number: 10 }));
    const { messages } = await waiting;
    expect(messages).toHaveLength(1);
    await proxy.receive({ cursor: (await proxy.receive({ cursor, since: 0 })).cursor, since: 0 });
  });

  it('gives a clinic with a new store nothing of what was acted on, and what comes in from then on', async () => {
    const former = client(fresh);
    for (let number = 100; number < 250; number += 1) await post(postedText(addressOf(fresh), { number }));
    let { cursor, messages } = await former.receive(start);
    for (; messages.length > 0; { cursor, messages } = await former.receive({ cursor, since: 0 }));
    const since = Date.now() - 15 * 60_000;
    let answer = await client(fresh).receive({ cursor: null, since });
    expect(answer.messages).toEqual([]);
    answer = await client(fresh).receive({ cursor: answer.cursor, since });
    expect(answer.messages).toEqual([]);
    await post(postedText(addressOf(fresh), { number: 250 }));
    answer = await client(fresh).receive({ cursor: answer.cursor, since });
    expect(answer.messages).toMatchObject([{ gatewayId: messageSid(250) }]);
  });

  it('finds a text behind a flood of large forged webhooks, and has the next one as soon as it comes', async () => {
    const proxy = client(flooded);
    const forge = (number: number) =>
      post(postedText(addressOf(flooded), { number, token: 'guessed', body: 'x'.repeat(60_000) }));
    for (let number = 300; number < 340; number += 1) expect((await forge(number)).status).toBe(200);
    await post(postedText(addressOf(flooded), { number: 340 }));
    const { messages, cursor } = await proxy.receive(start);
    expect(messages.map(({ gatewayId }) => gatewayId)).toEqual([messageSid(340)]);
    expect(proxy.counts).toMatchObject({ accepted: 1, forged: 40 });
    await forge(341);
    expect((await proxy.receive({ cursor, since: 0 })).messages).toEqual([]);
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 20_000 });
    const at = performance.now();
    await post(postedText(addressOf(flooded), { number: 342 }));
    expect((await waiting).messages).toMatchObject([{ gatewayId: messageSid(342) }]);
    expect(performance.now() - at).toBeLessThan(2_000);
  });

  it('gives to a process that takes over at once what the former one had not made durable', async () => {
    const former = client(sealed);
    const { cursor } = await former.receive(start);
    await post(postedText(addressOf(sealed), { number: 20 }));
    await former.receive({ cursor, since: 0 });
    const { messages } = await client(sealed).receive({ cursor, since: 0 });
    expect(messages.map(({ gatewayId }) => gatewayId)).toContain(messageSid(20));
  });

  it('is given nothing by the token of another account', async () => {
    await post(postedText(addressOf(sealed), { number: 30 }));
    const stranger = client(sealed, { token: other.token });
    await expect(stranger.receive(start)).rejects.toMatchObject({ failure: 'configuration' });
    await expect(client(other, { token: sealed.token }).receive(start)).rejects.toMatchObject({
      failure: 'configuration',
    });
    expect((await client(other).receive(start)).messages).toEqual([]);
  });

  it('rotates its token without a gap, also when the process dies before the new one was used', async () => {
    const kept: string[] = [];
    const onTokenRotated = (fresh: string): void => void kept.push(fresh);
    await client(other, { onTokenRotated }).rotateToken();
    await client(other).receive(start);
    const rotated = client(other, { onTokenRotated });
    await rotated.rotateToken();
    const [, token = ''] = kept;
    await rotated.receive(start);
    await client(other, { token }).receive(start);
    await expect(client(other).receive(start)).rejects.toMatchObject({ failure: 'configuration' });
  });

  it('goes on after the relay was restarted while it waited', async () => {
    const proxy = client(open);
    let { cursor } = await proxy.receive(start);
    const waiting = proxy.receive({ cursor, since: 0, waitMs: 20_000 }).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 100));
    server = await server.restart();
    cursor = (await waiting)?.cursor ?? cursor;
    await post(postedText(addressOf(open), { number: 40 }));
    await expect
      .poll(async () => (await proxy.receive({ cursor, since: 0, waitMs: 1_000 }).catch(() => null))?.messages, {
        timeout: 10_000,
      })
      .toMatchObject([{ gatewayId: messageSid(40) }]);
  });

  it('speaks the protocol of the first relay with it', async () => {
    const legacy = { accountSid, token: old.token };
    const proxy = createProxyClient({ url: `${server.url}/twilio`, legacy, numbers: [ourNumber] });
    await post(postedText(`${server.url}/twilio`, { number: 50, body: 'arrived' }));
    expect((await proxy.receive(start)).messages).toMatchObject([
      { from: patientNumber, to: ourNumber, body: 'arrived', receivedAt: expect.any(Number) },
    ]);
  });
});
