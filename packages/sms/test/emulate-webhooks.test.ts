import { checkTwilioWebhook, createTwilioGateway, createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulate } from './emulate-process.ts';
import type { EmulateProcess } from './emulate-process.ts';
import { patientNumber } from './twilio-wire.ts';
import { startWebhooks } from './webhook-wire.ts';
import type { WebhookServer } from './webhook-wire.ts';

let emulate: EmulateProcess;
let server: WebhookServer;

beforeAll(async () => {
  emulate = await startEmulate();
});
afterAll(() => emulate.stop());

beforeEach(async () => {
  const { accountSid, authToken } = emulate;
  server = await startWebhooks({ reader: createTwilioWebhookReader({ authToken, accountSid }) });
  return () => server.close();
});

describe('webhooks that emulate signs and posts', () => {
  it.each(['I am here', '', 'ünï 👍🏽 + 50 % & more=less', ' STOP '])('bring the text %j', async (Body) => {
    await setSmsUrl(`${server.url}/twilio?clinic=7`);
    const text = await post('/_twilio/simulate/inbound-message', { To: emulate.number, From: patientNumber, Body });
    expect(server.log).toEqual([]);
    expect(server.receiver.messages).toEqual([
      {
        gatewayId: text['sid'],
        from: patientNumber,
        to: emulate.number,
        body: Body,
        receivedAt: expect.any(Number),
        carrierKeyword: null,
      },
    ]);
  });

  it('say what became of a text, by our own id', async () => {
    const gateway = createTwilioGateway({
      accountSid: emulate.accountSid,
      authToken: emulate.authToken,
      from: emulate.number,
      baseUrl: emulate.url,
      statusCallbackUrl: `${server.url}/twilio`,
      ratePerSecond: 1000,
    });
    const id = `a1:screening:${patientNumber}:0`;
    const validUntil = Date.now() + 60_000;
    const { gatewayId } = await gateway.send({ id, to: patientNumber, body: 'Please come in', validUntil });
    for (const Status of ['sending', 'sent', 'undelivered']) {
      await post('/_twilio/simulate/message-status', { MessageSid: gatewayId, Status });
    }
    expect(server.log).toEqual([]);
    expect(server.receiver.receipts).toEqual([
      { gatewayId, id, status: 'sent', failure: null, vendorCode: null },
      { gatewayId, id, status: 'undelivered', failure: 'permanent', vendorCode: null },
    ]);
  });

  it('are refused with the token of another account', async () => {
    const stranger = await startWebhooks({ reader: createTwilioWebhookReader({ authToken: 'another token' }) });
    await setSmsUrl(`${stranger.url}/twilio`);
    await post('/_twilio/simulate/inbound-message', { To: emulate.number, From: patientNumber, Body: 'here' });
    await stranger.close();
    expect(stranger.receiver.messages).toEqual([]);
    expect(stranger.log).toEqual([expect.stringContaining('"status":403')]);
  });

  it('go where the self-test finds nothing wrong', async () => {
    const { accountSid, authToken } = emulate;
    const findings = await checkTwilioWebhook({ url: `${server.url}/twilio`, accountSid, authToken });
    expect(findings.map(({ code }) => code)).toEqual(['not-https', 'private-address']);
  });
});

async function setSmsUrl(url: string): Promise<void> {
  const numbers = `/2010-04-01/Accounts/${emulate.accountSid}/IncomingPhoneNumbers`;
  const list = await call('GET', `${numbers}.json`);
  const owned = list['incoming_phone_numbers'] as readonly { readonly sid: string; readonly phone_number: string }[];
  const number = owned.find(({ phone_number }) => phone_number === emulate.number);
  await post(`${numbers}/${number?.sid ?? ''}.json`, { SmsUrl: url, SmsMethod: 'POST' });
}

function post(path: string, form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  return call('POST', path, new URLSearchParams(form));
}

async function call(method: string, path: string, body?: URLSearchParams): Promise<Record<string, unknown>> {
  const token = Buffer.from(`${emulate.accountSid}:${emulate.authToken}`).toString('base64');
  const response = await fetch(`${emulate.url}${path}`, {
    method,
    headers: { authorization: `Basic ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok) throw new Error(`emulate answered ${response.status} to ${method}`);
  // The emulator answers all of these with an object.
  return (await response.json()) as Record<string, unknown>;
}
