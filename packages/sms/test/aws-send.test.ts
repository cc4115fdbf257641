import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { MessageGateway } from '@clinicarrivals/core';
import { createAwsGateway } from '@clinicarrivals/sms/aws';
import type { AwsGatewayOptions } from '@clinicarrivals/sms/aws';
import { describe, expect, it } from 'vitest';
import { exception, startAwsServer } from './aws-server.ts';
import type { AwsServer } from './aws-server.ts';
import { newText as textAt } from './twilio-wire.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret-of-the-account' };
const good = { region: 'ap-southeast-2', credentials, from: '+61480000001' };

async function onServer(
  test: (wire: { readonly gateway: MessageGateway; readonly server: AwsServer }) => Promise<void>,
  options: Partial<AwsGatewayOptions> = {},
): Promise<void> {
  const server = await startAwsServer();
  try {
    await test({ server, gateway: createAwsGateway({ ...good, endpoint: server.url, ...options }) });
  } finally {
    await server.close();
  }
}

const newText = (changes: Parameters<typeof textAt>[0] = {}): ReturnType<typeof textAt> =>
  textAt({ validUntil: Date.now() + 60_500, ...changes });

describe('a text by AWS', () => {
  it('is asked for with our id, its validity and what it may cost', async () => {
    await onServer(
      async ({ gateway, server }) => {
        const { gatewayId } = await gateway.send(newText());
        expect(server.texts).toEqual([
          {
            DestinationPhoneNumber: '+61491570156',
            OriginationIdentity: '+61480000001',
            MessageBody: 'Please come in',
            MessageType: 'TRANSACTIONAL',
            TimeToLive: 60,
            MaxPrice: '0.20',
            ConfigurationSetName: 'clinic',
            Context: { clinicarrivals_id: 'a1:screening:0' },
            id: gatewayId,
          },
        ]);
      },
      { maxPrice: '0.20', configurationSetName: 'clinic' },
    );
  });

  it.each([
    'pool-0123456789abcdef',
    'phone-0123456789abcdef',
    'arn:aws:sms-voice:ap-southeast-2:123456789012:pool/pool-0123456789abcdef',
  ])('leaves by %s when that is named', async (originationIdentity) => {
    await onServer(
      async ({ gateway, server }) => {
        await gateway.send(newText());
        expect(server.texts).toMatchObject([{ OriginationIdentity: originationIdentity }]);
      },
      { originationIdentity },
    );
  });

  it('has a connection of its own', async () => {
    await onServer(async ({ gateway, server }) => {
      for (const id of ['a1', 'a2', 'a3']) await gateway.send(newText({ id }));
      expect(new Set(server.requests.map(({ port }) => port)).size).toBe(3);
    });
  });

  it('is refused beforehand when it is good for less than 5 seconds', async () => {
    await onServer(async ({ gateway, server }) => {
      const message = newText({ validUntil: Date.now() + 4000 });
      await expect(gateway.send(message)).rejects.toMatchObject({ failure: 'permanent' });
      expect(server.requests).toHaveLength(0);
    });
  });

  it.each([
    ['ThrottlingException', undefined, 400, 'retry', 'ThrottlingException'],
    ['ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 400, 'opted-out', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'],
    ['ConflictException', 'REGISTRATION_NOT_COMPLETE', 400, 'configuration', 'ConflictException'],
    ['ValidationException', 'PRICE_OVER_THRESHOLD', 400, 'permanent', 'PRICE_OVER_THRESHOLD'],
    ['ValidationException', 'COUNTRY_NOT_ENABLED', 400, 'configuration', 'COUNTRY_NOT_ENABLED'],
    ['ValidationException', 'INVALID_PARAMETER', 400, 'permanent', 'INVALID_PARAMETER'],
    [
      'ServiceQuotaExceededException',
      'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
      400,
      'configuration',
      'ServiceQuotaExceededException',
    ],
    ['ResourceNotFoundException', undefined, 400, 'configuration', 'ResourceNotFoundException'],
    ['ExpiredTokenException', undefined, 400, 'configuration', 'ExpiredTokenException'],
    ['SomethingNewException', undefined, 403, 'configuration', 'SomethingNewException'],
    ['InternalServerException', undefined, 500, 'in-doubt', 'InternalServerException'],
    ['ThrottlingException', undefined, 503, 'in-doubt', 'ThrottlingException'],
  ])(
    'that is refused by %s (%s, %i) fails as %s, is asked for once, and names nothing',
    async (name, reason, status, failure, vendorCode) => {
      await onServer(async ({ gateway, server }) => {
        server.failNext(exception(name, reason, status));
        const error: unknown = await gateway.send(newText()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: 'gateway', failure, vendorCode });
        expect(error instanceof Error ? error.cause : 'no error').toBe(undefined);
        expect(JSON.stringify(error) + String(error)).not.toMatch(/61491570156|Please|secret|AKIDEXAMPLE/);
        expect(server.requests).toHaveLength(1);
      });
    },
  );

  it.each([
    ['a page', { body: '<html>sign in</html>' }],
    ['nothing', { body: {} }],
  ])('that is answered with %s is in doubt', async (_, answer) => {
    await onServer(async ({ gateway, server }) => {
      server.failNext(answer);
      await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt' });
    });
  });

  it('is in doubt when no answer comes in time', async () => {
    await onServer(
      async ({ gateway, server }) => {
        server.failNext('hang');
        const message = expect.stringContaining('no answer in time') as string;
        await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt', message });
      },
      { timeoutMs: 200 },
    );
  });

  it('may be tried again when nobody took the connection', async () => {
    const server = await startAwsServer();
    await server.close();
    const gateway = createAwsGateway({ ...good, endpoint: server.url });
    await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'retry' });
  });

  it('does not leave by credentials that cannot be had', async () => {
    await onServer(
      async ({ gateway, server }) => {
        const error: unknown = await gateway.send(newText()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ failure: 'configuration' });
        expect(server.requests).toHaveLength(0);
      },
      {
        credentials: async () => {
          throw Object.assign(new Error('none for AKIDEXAMPLE'), { name: 'CredentialsProviderError' });
        },
      },
    );
  });
});

describe('a client made elsewhere', () => {
  it('is used, when it does not try again by itself', async () => {
    const server = await startAwsServer();
    const client = (maxAttempts: number): PinpointSMSVoiceV2Client =>
      new PinpointSMSVoiceV2Client({ region: good.region, credentials, endpoint: server.url, maxAttempts });
    try {
      await createAwsGateway({ ...good, client: client(1) }).send(newText());
      const careless = createAwsGateway({ ...good, client: client(3) });
      const message = expect.stringContaining('maxAttempts: 1') as string;
      await expect(careless.send(newText())).rejects.toMatchObject({ failure: 'configuration', message });
      expect(server.requests).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});

describe('createAwsGateway', () => {
  it('cannot be asked about a text: what becomes of it is pushed', async () => {
    const gateway = createAwsGateway(good);
    expect(await gateway.lookUp({ ...newText(), since: 0 })).toBe(null);
    expect(await gateway.receipts({ gatewayIds: ['m1'] })).toEqual([]);
    expect('listSent' in gateway).toBe(false);
  });

  it.each([
    ['region', { region: 'Sydney' }],
    ['from', { from: 'CLINIC' }],
    ['originationIdentity', { originationIdentity: 'my pool' }],
    ['originationIdentity', { originationIdentity: 'CLINIC' }],
    [
      'originationIdentity',
      { originationIdentity: 'arn:aws:sms-voice:ap-southeast-2:123456789012:sender-id/CLINIC/AU' },
    ],
    ['configurationSetName', { configurationSetName: '' }],
    ['maxPrice', { maxPrice: '1' }],
    ['endpoint', { endpoint: 'sms-voice' }],
    ['timeoutMs', { timeoutMs: -1 }],
  ])('names %s when it is wrong, without its value', (field, wrong) => {
    const make = (): MessageGateway => createAwsGateway({ ...good, ...wrong });
    expect(make).toThrow(`aws.${field}`);
    expect(make).not.toThrow(/Sydney|CLINIC|my pool/);
  });
});
