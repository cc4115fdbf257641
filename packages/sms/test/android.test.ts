import type { OutboundMessage, WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { createMovableClock, testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createAndroidGateway, createAndroidWebhookReader } from '@clinicarrivals/sms/android';
import type { AndroidGatewayOptions } from '@clinicarrivals/sms/android';
import { describe, expect, it } from 'vitest';
import { startAndroidServer } from './android-server.ts';
import type { AndroidServer } from './android-server.ts';
import { signAndroid, signingKey } from './android-wire.ts';

const access = { username: 'user', password: 'secret', from: '+61480000001' } as const;

const faults: Readonly<Record<NetworkFault, Parameters<AndroidServer['failNext']>[0]>> = {
  retry: { status: 503, body: { message: 'queue limits exceeded' } },
  permanent: { status: 400, body: { message: 'invalid phone number +12025550100' } },
  configuration: { status: 400, body: { message: 'record not found' } },
  'request-lost': 'break',
  'answer-lost': 'lost',
};

describe('createAndroidGateway', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // The app pushes texts, knows no opt-out, and lists texts without their recipients.
      switches: { receive: false, optOut: false, listSent: false, scheduling: false },
      create: async () => {
        const server = await startAndroidServer();
        return {
          gateway: createAndroidGateway({ ...access, baseUrl: server.url }),
          network: {
            now: () => Date.now(),
            sentTo: async (phone) =>
              server.texts.filter(({ phoneNumber }) => phoneNumber === phone).map(({ text }) => text),
            failNext: async (fault) => server.failNext(faults[fault]),
            setDelivery: async (gatewayId, status) =>
              server.setState(gatewayId, status === 'delivered' ? 'Delivered' : 'Failed'),
          },
          close: () => server.close(),
        };
      },
    },
  );

  it('posts a text with an opaque id and the seconds that are left, an urgent one before the others', async () => {
    await onServer({ deviceId: 'phone-1', simNumber: 2 }, async (gateway, { requests }) => {
      await gateway.send({ ...newText(), isUrgent: true });
      expect(requests).toHaveLength(1);
      expect(requests[0]).toMatchObject({ method: 'POST', path: '/messages' });
      expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
        id: expect.stringMatching(/^[\da-f]{32}$/),
        textMessage: { text: 'Please come in' },
        phoneNumbers: ['+61491570156'],
        ttl: 600,
        withDeliveryReport: true,
        priority: 100,
        deviceId: 'phone-1',
        simNumber: 2,
      });
    });
  });

  it('sends one text for one id, however often it is tried', async () => {
    await onServer({ deviceId: 'phone-1' }, async (gateway, server) => {
      expect(gateway.abilities.isIdempotent).toBe(true);
      server.failNext('lost');
      await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt' });
      const first = await gateway.send(newText());
      expect(await gateway.send(newText())).toEqual(first);
      expect(server.texts).toHaveLength(1);
      expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
    });
  });

  it('does not promise that while any telephone of the account may send', async () => {
    await onServer({}, async (gateway) => expect(gateway.abilities.isIdempotent).toBe(false));
  });

  it('never writes a number into an address', async () => {
    await onServer({}, async (gateway, { requests }) => {
      const text = { ...newText(), id: 'appointment-1:+61491570156:0' };
      await gateway.lookUp({ ...text, since: 0 });
      await gateway.receipts({ gatewayIds: ['../inbox', '+61491570156'] });
      expect(requests.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/messages\/[\da-f]{32}$/)]);
    });
  });

  it('refuses a text with less than the five seconds of validity that the server takes', async () => {
    await onServer({}, async (gateway, { requests }) => {
      const text = { ...newText(), validUntil: startAt + 4999 };
      await expect(gateway.send(text)).rejects.toMatchObject({ failure: 'permanent' });
      expect(requests).toEqual([]);
    });
  });

  it('asks for a token before each request, where it is given one', async () => {
    const server = await startAndroidServer();
    const gateway = createAndroidGateway({ from: access.from, token: async () => 'a.b.c', baseUrl: `${server.url}/` });
    const { gatewayId } = await gateway.send({ ...newText(), validUntil: Date.now() + 60_000 });
    expect(await gateway.receipts({ gatewayIds: [gatewayId] })).toHaveLength(1);
    await server.close();
  });

  it.each<[Partial<AndroidGatewayOptions>, string]>([
    [{ username: ' ' }, 'android.username'],
    [{ token: async () => '' }, 'android.token'],
    [{ deviceId: '' }, 'android.deviceId'],
    [{ simNumber: 0 }, 'android.simNumber'],
    [{ baseUrl: 'phone:8080' }, 'android.baseUrl'],
    [{ from: 'Clinic' }, 'android.from'],
  ])('names an option that is wrong (%#)', (wrong, field) => {
    expect(() => createAndroidGateway({ ...access, ...wrong })).toThrow(expect.objectContaining({ field }));
  });
});

describe('createAndroidWebhookReader', () => {
  const received = {
    messageId: 'abc123',
    message: 'I’m here 🙂',
    sender: '+61491570156',
    recipient: '+61480000001',
    simNumber: 1,
    receivedAt: '2026-05-04T09:00:00.000+10:00',
  };

  it('reads a text with its time', async () => {
    expect(await read('sms:received', received)).toEqual({
      type: 'accepted',
      messages: [
        {
          gatewayId: expect.stringMatching(/^[\da-f]{32}$/),
          from: '+61491570156',
          to: '+61480000001',
          body: 'I’m here 🙂',
          receivedAt: startAt,
          carrierKeyword: null,
        },
      ],
      receipts: [],
    });
  });

  it('gives a text the same id when it comes again, and another one to a text whose hash happens to be the same', async () => {
    const idOf = async (payload: unknown): Promise<unknown> => {
      const reading = await read('sms:received', payload);
      return reading.type === 'accepted' ? reading.messages[0]?.gatewayId : null;
    };
    expect(await idOf(received)).toBe(await idOf({ ...received }));
    expect(await idOf({ ...received, message: 'yes' })).not.toBe(await idOf(received));
    expect(await idOf({ ...received, receivedAt: '2026-05-05T09:00:00.000+10:00' })).not.toBe(await idOf(received));
  });

  it('reads the sender as older apps call it, and a number of ours that the telephone does not know as none', async () => {
    const { sender, ...rest } = received;
    const reading = await read('sms:received', { ...rest, phoneNumber: sender, recipient: null });
    expect(reading).toMatchObject({ messages: [{ from: sender, to: '' }] });
  });

  it.each([
    ['sms:sent', 'sent', null],
    ['sms:delivered', 'delivered', null],
    ['sms:failed', 'undelivered', 'retry'],
    ['sms:cancelled', 'undelivered', 'retry'],
  ])('reads %s as %s', async (event, status, failure) => {
    expect(await read(event, { messageId: 'f'.repeat(32), recipient: '+61491570156', reason: 'No service' })).toEqual({
      type: 'accepted',
      messages: [],
      receipts: [{ gatewayId: 'f'.repeat(32), status, failure, vendorCode: null }],
    });
  });

  it('takes events that say nothing to us, lest they are sent for days', async () => {
    expect(await read('system:ping', { health: {} })).toEqual({ type: 'accepted', messages: [], receipts: [] });
  });

  it.each(['sms:received', 'sms:sent'])('refuses %s without what it is about as malformed', async (event) => {
    expect(await read(event, {})).toMatchObject({ type: 'refused', why: 'malformed' });
  });

  it('believes either key while one is replaced by another, and no third', async () => {
    const request = sign('sms:received', received);
    const readBy = (signingKey: string | string[]): Promise<WebhookReading> =>
      createAndroidWebhookReader({ signingKey, clock }).read(request);
    expect(await readBy(['new key', key])).toMatchObject({ type: 'accepted' });
    expect(await readBy('new key')).toMatchObject({ type: 'refused', why: 'forged' });
  });

  it.each<[string, (request: WebhookRequest) => WebhookRequest]>([
    ['a body of which a byte has changed', (request) => ({ ...request, body: flip(request.body) })],
    ['another time', (request) => withHeader(request, 'x-timestamp', String(startAt / 1000 + 1))],
    ['a signature that is none', (request) => withHeader(request, 'x-signature', 'ff')],
    ['no signature', (request) => ({ ...request, headers: {} })],
  ])('refuses %s as forged', async (_, tamper) => {
    const reader = createAndroidWebhookReader({ signingKey: key, clock });
    expect(await reader.read(tamper(sign('sms:received', received)))).toMatchObject({ type: 'refused', why: 'forged' });
  });

  it('refuses a signature that is older than it may be', async () => {
    const reader = createAndroidWebhookReader({
      signingKey: key,
      maxAgeMs: 60_000,
      clock: createMovableClock(startAt + 61_000),
    });
    expect(await reader.read(sign('sms:received', received))).toMatchObject({ type: 'refused', why: 'forged' });
  });
});

const startAt = Date.parse('2026-05-04T09:00:00+10:00');
const clock = createMovableClock(startAt);
const key = signingKey;

function newText(): OutboundMessage {
  return { id: 'a1:screening:0', to: '+61491570156', body: 'Please come in', validUntil: startAt + 600_000 };
}

async function onServer(
  options: Partial<AndroidGatewayOptions>,
  test: (gateway: ReturnType<typeof createAndroidGateway>, server: AndroidServer) => Promise<void>,
): Promise<void> {
  const server = await startAndroidServer();
  try {
    await test(createAndroidGateway({ ...access, baseUrl: server.url, clock, ...options }), server);
  } finally {
    await server.close();
  }
}

function read(event: string, payload: unknown): Promise<WebhookReading> {
  return createAndroidWebhookReader({ signingKey: key, clock }).read(sign(event, payload));
}

/** A webhook in the shape of https://docs.sms-gate.app/features/webhooks/ */
function sign(event: string, payload: unknown): WebhookRequest {
  const says = { deviceId: 'ffffffffceb0b1db', event, id: 'Ey6ECgOkVVFjz3CL48B8C', payload, webhookId: 'LreFUt' };
  return signAndroid(says, startAt);
}

function withHeader(request: WebhookRequest, name: string, value: string): WebhookRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function flip(body: Uint8Array): Uint8Array {
  return body.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
}
