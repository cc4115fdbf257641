import { GatewayError, joinGateways } from '@clinicarrivals/core';
import { createMemoryMessageGateway } from '@clinicarrivals/core/memory';
import { testMessageGateway } from '@clinicarrivals/core/testing';
import type { MessageGatewayFixture } from '@clinicarrivals/core/testing';
import { createKeyPair, createProxyClient } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../../relay/test/relay-server.ts';
import type { RelayServer } from '../../relay/test/relay-server.ts';
import { post } from './post-webhook.ts';
import { authToken, ourNumber, postedText } from './twilio-webhook.ts';

let server: RelayServer;
let count = 0;

beforeAll(async () => {
  server = await startRelay({ accounts: [createRelayAccount({ id: 'nobody' }).account] });
});
afterAll(() => server.remove());

/** What texts leave by is in memory; they come in through a mailbox of their own at a real relay, sealed. */
async function create(): Promise<MessageGatewayFixture> {
  count += 1;
  const { publicKey, privateKey } = await createKeyPair();
  const { account, token, webhookPath } = createRelayAccount({ id: `clinic-${count}`, publicKey });
  await server.relay.setAccounts([account]);
  const reader = createTwilioWebhookReader({ authToken });
  const mailbox = { url: server.url, account: account.id, token, privateKey };
  const receive = createProxyClient({ ...mailbox, reader, numbers: [ourNumber] });
  let passedMs = 0;
  const now = (): number => Date.now() + passedMs;
  const send = createMemoryMessageGateway({ clock: { now }, numbers: [ourNumber] });
  return {
    gateway: joinGateways({ send, receive }),
    network: {
      now,
      pass: async (durationMs) => {
        passedMs += durationMs;
        send.standing();
      },
      receiveFrom: async (from, body) => {
        count += 1;
        await post(postedText(`${server.url}/in/${webhookPath}`, { number: count, from, body }));
      },
      sentTo: async (phone) => send.sent.filter(({ to }) => to === phone).map(({ body }) => body),
      failNext: async (fault) => {
        const failure = fault === 'answer-lost' || fault === 'request-lost' ? 'in-doubt' : fault;
        send.failNext(new GatewayError({ failure, message: `[test] ${fault}` }), { isTaken: fault === 'answer-lost' });
      },
      setDelivery: async (gatewayId, status) => {
        send.setDelivery(gatewayId, { status, failure: status === 'delivered' ? null : 'retry' });
      },
      optOut: async (phone) => send.optOut(phone),
    },
  };
}

describe('a gateway that receives through a relay', () => {
  testMessageGateway({ describe, it, expect }, { create });
});
