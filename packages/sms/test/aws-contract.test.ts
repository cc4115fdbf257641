import { testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createAwsGateway } from '@clinicarrivals/sms/aws';
import { describe, expect, it } from 'vitest';
import { exception, startAwsServer } from './aws-server.ts';
import type { AwsServer } from './aws-server.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-account' };
const faults: Readonly<Record<NetworkFault, Parameters<AwsServer['failNext']>[0]>> = {
  retry: exception('ThrottlingException'),
  permanent: exception('ValidationException', 'INVALID_PARAMETER'),
  configuration: exception('AccessDeniedException', 'ACCOUNT_DISABLED'),
  'request-lost': 'break',
  'answer-lost': 'lost',
};

describe('createAwsGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // AWS pushes texts and events by SNS, and cannot be asked about a text.
      switches: { receive: false, receipts: false, lookUp: false, listSent: false, scheduling: false },
      create: async () => {
        const server = await startAwsServer();
        const from = '+61480000001';
        return {
          gateway: createAwsGateway({ region: 'ap-southeast-2', credentials, from, endpoint: server.url }),
          network: {
            now: () => Date.now(),
            sentTo: async (phone) =>
              server.texts
                .filter((text) => text['DestinationPhoneNumber'] === phone)
                .map((text) => String(text['MessageBody'])),
            failNext: async (fault) => server.failNext(faults[fault]),
            setDelivery: async () => undefined,
            optOut: async (phone) => void server.optedOut.add(phone),
          },
          close: () => server.close(),
        };
      },
    },
  );
});
