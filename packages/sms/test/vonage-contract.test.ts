import { testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createVonageGateway } from '@clinicarrivals/sms/vonage';
import { describe, expect, it } from 'vitest';
import { applicationId, privateKey, problem, startVonageServer } from './vonage-server.ts';
import type { VonageServer } from './vonage-server.ts';

const faults: Readonly<Record<NetworkFault, Parameters<VonageServer['failNext']>[0]>> = {
  retry: problem(429, '1000'),
  permanent: problem(422, '1430'),
  configuration: problem(401, 'unauthorized'),
  'request-lost': 'break',
  'answer-lost': 'lost',
};

describe('createVonageGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // Vonage pushes texts and receipts, tells of an opt-out by receipt, and cannot be asked about a text.
      switches: { receive: false, optOut: false, receipts: false, lookUp: false, listSent: false, scheduling: false },
      create: async () => {
        const server = await startVonageServer();
        return {
          gateway: createVonageGateway({ applicationId, privateKey, from: '+61480000001', baseUrl: server.url }),
          network: {
            now: () => Date.now(),
            sentTo: async (phone) => server.taken.filter(({ to }) => to === phone.slice(1)).map(({ text }) => text),
            failNext: async (fault) => server.failNext(faults[fault]),
            setDelivery: async () => undefined,
          },
          close: () => server.close(),
        };
      },
    },
  );
});
