import { testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createMessageMediaGateway } from '@clinicarrivals/sms/messagemedia';
import { describe, expect, it } from 'vitest';
import { apiKey, apiSecret, refusals, startMessageMediaServer } from './messagemedia-server.ts';
import type { MessageMediaServer } from './messagemedia-server.ts';

const from = '+61480000001';
const faults: Readonly<Record<NetworkFault, Parameters<MessageMediaServer['failNext']>[1]>> = {
  retry: refusals.throttled,
  permanent: refusals.field('destination_number'),
  configuration: refusals.unauthorised,
  'request-lost': 'break',
  'answer-lost': 'lost',
};

describe('createMessageMediaGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // It takes a text to a recipient who opted out, and rejects it afterwards.
      switches: { optOut: false, scheduling: false },
      create: async () => {
        const server = await startMessageMediaServer();
        return {
          gateway: createMessageMediaGateway({ apiKey, apiSecret, from, baseUrl: server.url }),
          network: {
            now: () => Date.now(),
            receiveFrom: async (phone, body) => server.reply(phone, from, body),
            sentTo: async (phone) =>
              server.texts
                .filter((text) => text['destination_number'] === phone)
                .map((text) => String(text['content'])),
            failNext: async (fault) => server.failNext('/v1/messages', faults[fault]),
            setDelivery: async (gatewayId, status) =>
              server.setStatus(gatewayId, status === 'delivered' ? 'delivered' : 'rejected'),
          },
          close: () => server.close(),
        };
      },
    },
  );
});
