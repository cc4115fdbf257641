import { GatewayError } from '@clinicarrivals/core';
import type { OutboundMessage, WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createKannelGateway, createKannelWebhookReader } from '@clinicarrivals/sms/kannel';
import type { KannelGatewayOptions } from '@clinicarrivals/sms/kannel';
import { describe, expect, it } from 'vitest';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordingServer } from './recording-server.ts';

const startAt = Date.parse('2026-05-04T09:00:00+10:00');
const webhookKey = '0123456789abcdef0123456789abcdef';
const otherKey = 'f'.repeat(32);
const access = { username: 'clinic', password: 'of the clinic', from: '+61480000001' } as const;
const id = 'a1:DoctorReady:+61491570156';

function newText(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return { id, to: '+61491570156', body: 'Please come in', validUntil: startAt + 150_000, ...changes };
}

async function onServer(
  answer: Answer,
  test: (gateway: ReturnType<typeof createKannelGateway>, server: RecordingServer) => Promise<void>,
  options: Partial<KannelGatewayOptions> = {},
): Promise<void> {
  const server = await startRecordingServer(() => answer);
  const clock = createMovableClock(startAt);
  try {
    await test(createKannelGateway({ ...access, sendUrl: server.url, clock, ...options }), server);
  } finally {
    await server.close();
  }
}

const taken: Answer = { status: 202, body: '0: Accepted for delivery' };

describe('a text to Kannel', () => {
  it('goes in the body, all else in headers, and its validity in whole minutes, rounded down', async () => {
    await onServer(taken, async (gateway, { requests }) => {
      await gateway.send(newText({ isUrgent: true }));
      expect(requests).toHaveLength(1);
      expect(requests[0]).toMatchObject({
        method: 'POST',
        path: '/',
        body: 'Please come in',
        headers: {
          'content-type': 'text/plain; charset=UTF-8',
          'x-kannel-username': 'clinic',
          'x-kannel-password': 'of the clinic',
          'x-kannel-from': '+61480000001',
          'x-kannel-to': '+61491570156',
          'x-kannel-coding': '0',
          'x-kannel-validity': '2',
          'x-kannel-priority': '3',
        },
      });
      expect(requests[0]?.query.size).toBe(0);
      expect(requests[0]?.headers).not.toHaveProperty('x-kannel-dlr-url');
    });
  });

  it('is refused when less than a minute of its validity is left, which Kannel could not be told', async () => {
    await onServer(taken, async (gateway, { requests }) => {
      const send = gateway.send(newText({ validUntil: startAt + 59_999 }));
      await expect(send).rejects.toMatchObject({ failure: 'permanent' });
      expect(requests).toEqual([]);
    });
  });

  it('asks for a report at an address that names neither the patient nor our id', async () => {
    const reports = { reportUrl: 'https://clinic.example/sms?clinic=1', webhookKey };
    await onServer(
      taken,
      async (gateway, { requests }) => {
        await gateway.send(newText());
        const url = String(requests[0]?.headers['x-kannel-dlr-url']);
        expect(url).toMatch(/^https:\/\/clinic\.example\/sms\?clinic=1&key=[\da-f]{32}&mid=[\w-]+&status=%d$/);
        expect(url).not.toContain('61491570156');
        expect(requests[0]?.headers['x-kannel-dlr-mask']).toBe('27');
      },
      reports,
    );
  });

  it.each<[Answer, string]>([
    [{ status: 202, body: '3: Queued for later delivery' }, 'taken'],
    [{ status: 202, body: 'Sent.' }, 'taken'],
    [{ status: 200, body: '<html>Log in</html>' }, 'in-doubt'],
    [{ status: 503, body: 'Temporal failure, try again later.' }, 'retry'],
    [{ status: 503, body: '<html>Bad gateway</html>' }, 'in-doubt'],
    [{ status: 500, body: 'Sending failed.' }, 'in-doubt'],
    [{ status: 403, body: '<html>Forbidden</html>' }, 'configuration'],
    [{ status: 400, body: 'Number(s) has/have been denied by white- and/or black-lists.' }, 'permanent'],
    [{ status: 400, body: 'Charset or body misformed, rejected' }, 'permanent'],
  ])('that is answered %j is %s', async (answer, outcome) => {
    await onServer(answer, async (gateway) => {
      const result = await gateway.send(newText()).then(
        () => 'taken',
        (error: unknown): unknown => (error instanceof GatewayError ? error.failure : error),
      );
      expect(result).toBe(outcome);
    });
  });
});

describe('an option of Kannel that is wrong', () => {
  it.each<[Partial<KannelGatewayOptions>, string]>([
    [{ sendUrl: 'kannel:13013' }, 'kannel.sendUrl'],
    [{ password: '' }, 'kannel.password'],
    [{ password: 'pässword' }, 'kannel.password'],
    [{ username: 'blank ' }, 'kannel.username'],
    [{ webhookKey }, 'kannel.reportUrl'],
    [{ reportUrl: 'https://clinic.example' }, 'kannel.webhookKey'],
    [{ reportUrl: 'https://clinic.example/%d', webhookKey }, 'kannel.reportUrl'],
    [{ reportUrl: 'https://clinic.example', webhookKey: 'short' }, 'kannel.webhookKey'],
  ])('is named (%#)', (wrong, field) => {
    const right = { ...access, sendUrl: 'http://127.0.0.1:13013/cgi-bin/sendsms' };
    expect(() => createKannelGateway({ ...right, ...wrong })).toThrow(expect.objectContaining({ field }));
  });

  it('is named at the reader too', () => {
    expect(() => createKannelWebhookReader({ webhookKey: [] })).toThrow(
      expect.objectContaining({ field: 'kannel.webhookKey' }),
    );
  });
});

/** A text as smsbox posts it, recorded from Debian's Kannel 1.4.5. */
const inbound: WebhookRequest = {
  method: 'POST',
  url: `https://clinic.example/sms?key=${webhookKey}&id=7a287cad-611b-4fcb-b561-0bfa5a604aa1`,
  headers: {
    'content-type': 'text/plain; charset="UTF-16BE"',
    'x-kannel-from': '+61491570156',
    'x-kannel-to': '+61480000001',
    'x-kannel-time': '2026-05-03 23:00:00',
    'x-kannel-coding': '2',
  },
  body: Buffer.from('I’m here + 🙂\nline', 'utf16le').swap16(),
};

function read(request: Partial<WebhookRequest>, keys: string | string[] = webhookKey): Promise<WebhookReading> {
  return createKannelWebhookReader({ webhookKey: keys }).read({ ...inbound, ...request });
}

describe('what Kannel asks for', () => {
  it('is read as a text with its time, which is in UTC', async () => {
    expect(await read({})).toEqual({
      type: 'accepted',
      messages: [
        {
          gatewayId: '7a287cad-611b-4fcb-b561-0bfa5a604aa1',
          from: '+61491570156',
          to: '+61480000001',
          body: 'I’m here + 🙂\nline',
          receivedAt: startAt,
          carrierKeyword: null,
        },
      ],
      receipts: [],
    });
  });

  it('is answered without a word, which Kannel would text to the patient', () => {
    const { acknowledgement, methods } = createKannelWebhookReader({ webhookKey });
    expect(acknowledgement).toEqual({ status: 200, contentType: 'text/plain', body: '' });
    expect(methods).toEqual(['POST', 'GET']);
  });

  it.each([
    ['no key', 'https://clinic.example/sms?id=7a287cad-611b-4fcb-b561-0bfa5a604aa1'],
    ['another key', inbound.url.replace('0123', '0124')],
    ['the key in another place', inbound.url.replace('key=', 'kex=')],
    ['no address at all', 'sms'],
  ])('is forged with %s', async (_, url) => {
    const reading = await read({ url });
    expect(reading).toMatchObject({ type: 'refused', why: 'forged' });
    expect(JSON.stringify(reading)).not.toContain(webhookKey);
  });

  it('is believed with either key while one is replaced by another', async () => {
    expect(await read({}, [otherKey, webhookKey])).toMatchObject({ type: 'accepted' });
    expect(await read({}, [otherKey])).toMatchObject({ type: 'refused', why: 'forged' });
  });

  it.each<[string, Partial<WebhookRequest>, string]>([
    ['no id', { url: inbound.url.replace(/&id=.*/, '') }, 'unsupported'],
    ['no sender', { headers: { 'content-type': 'text/plain', 'x-kannel-to': '+61480000001' } }, 'unsupported'],
    ['half a character', { body: Uint8Array.from([0xd8]) }, 'malformed'],
    ['an unknown charset', { headers: { ...inbound.headers, 'content-type': 'text/plain; charset=x' } }, 'malformed'],
    ['data', { headers: { ...inbound.headers, 'content-type': 'application/octet-stream' } }, 'unsupported'],
    ['a text by get-url', { method: 'GET' }, 'unsupported'],
  ])('is refused with %s', async (_, request, why) => {
    expect(await read(request)).toMatchObject({ type: 'refused', why });
  });

  it.each([
    ['1', 'delivered', null],
    ['2', 'undelivered', 'retry'],
    ['4', 'accepted', null],
    ['8', 'sent', null],
    ['16', 'undelivered', 'permanent'],
  ])('is a report of type %s', async (type, status, failure) => {
    await onServer(
      taken,
      async (gateway, { requests }) => {
        const { gatewayId } = await gateway.send(newText());
        const url = String(requests[0]?.headers['x-kannel-dlr-url']).replace('%d', type);
        const vendorCode = failure === null ? null : type;
        expect(await read({ method: 'GET', url, headers: {}, body: new Uint8Array() })).toEqual({
          type: 'accepted',
          messages: [],
          receipts: [{ gatewayId, id, status, failure, vendorCode }],
        });
      },
      { reportUrl: 'https://clinic.example/sms', webhookKey },
    );
  });

  it('is a report about a text that we have not sent', async () => {
    const url = `https://clinic.example/sms?key=${webhookKey}&mid=AAAA&status=1`;
    expect(await read({ method: 'GET', url })).toMatchObject({ type: 'refused', why: 'malformed' });
  });
});
