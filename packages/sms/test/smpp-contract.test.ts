import { createSmppGateway } from '@clinicarrivals/sms/smpp';
import { testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { describe, expect, it } from 'vitest';
import { startSmppServer } from './smpp-server.ts';
import type { SmppFault } from './smpp-server.ts';
import { bodiesSent, untilBound } from './smpp-wire.ts';

const faults: Readonly<Record<NetworkFault, SmppFault>> = {
  retry: 0x58,
  permanent: 0x0b,
  configuration: 0x0a,
  'request-lost': 'break',
  'answer-lost': 'lost',
};

describe('createSmppGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // An SMSC pushes texts and receipts, has no list and no look-up that many know, and leaves STOP to the operator.
      switches: { receive: false, optOut: false, receipts: false, lookUp: false, listSent: false, scheduling: false },
      create: async () => {
        const server = await startSmppServer();
        const gateway = createSmppGateway({
          url: server.url,
          systemId: 'clinic',
          password: 'secret',
          from: '+61480000001',
        });
        await gateway.connect({ receive: async () => undefined, receiveReceipt: async () => undefined });
        await untilBound(server);
        return {
          gateway,
          network: {
            now: () => Date.now(),
            sentTo: async (phone) => bodiesSent(server, phone),
            failNext: async (fault) => server.failNext(faults[fault]),
            setDelivery: async () => undefined,
          },
          close: async () => {
            await gateway.close();
            await server.close();
          },
        };
      },
    },
  );
});
