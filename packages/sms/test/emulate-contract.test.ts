import type { NetworkFault } from '@clinicarrivals/core/testing';
import { testMessageGateway } from '@clinicarrivals/core/testing';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulate } from './emulate-process.ts';
import type { EmulateProcess } from './emulate-process.ts';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest } from './recording-server.ts';

let emulate: EmulateProcess;

beforeAll(async () => {
  emulate = await startEmulate();
});

afterAll(() => emulate.stop());

/** What the server between gateway and emulator answers in place of the emulator; null where it passes the request on. */
const faults: Readonly<Record<NetworkFault, Answer | null>> = {
  retry: { status: 429, body: { code: 20429, status: 429, message: 'Too Many Requests' } },
  permanent: { status: 400, body: { code: 21211, status: 400, message: "The 'To' number +12025550123 is not valid" } },
  configuration: { status: 401, body: { code: 20003, status: 401, message: 'Authenticate' } },
  'request-lost': 'break',
  'answer-lost': null,
};

describe('createTwilioGateway against emulate', () => {
  testMessageGateway(
    { describe, it, expect },
    {
      // It takes texts to recipients who sent STOP.
      switches: { optOut: false, scheduling: false },
      create: async () => {
        let fault: NetworkFault | null = null;
        const between = await startRecordingServer(async (request) => {
          const isSend = request.method === 'POST' && fault !== null;
          if (!isSend || fault === null) return pass(request);
          const answer = faults[fault];
          fault = null;
          if (answer !== null) return answer;
          await pass(request);
          return 'break';
        });
        const gateway = createTwilioGateway({
          accountSid: emulate.accountSid,
          authToken: emulate.authToken,
          from: emulate.number,
          baseUrl: between.url,
          ratePerSecond: 1000,
        });
        return {
          gateway,
          network: {
            now: () => Date.now(),
            receiveFrom: async (phone, body) => {
              await simulate('inbound-message', { To: emulate.number, From: phone, Body: body });
            },
            sentTo: async (phone) => {
              const query = new URLSearchParams({ To: phone, PageSize: '1000' });
              const path = `/2010-04-01/Accounts/${emulate.accountSid}/Messages.json?${query.toString()}`;
              const { messages } = (await callEmulate('GET', path)) as { messages: readonly { body: string }[] };
              return messages.map((message) => message.body).reverse();
            },
            failNext: async (next) => {
              fault = next;
            },
            setDelivery: async (gatewayId, status) => {
              await simulate('message-status', { MessageSid: gatewayId, Status: status });
            },
          },
          close: () => between.close(),
        };
      },
    },
  );
});

async function pass(request: RecordedRequest): Promise<Answer> {
  const response = await fetch(`${emulate.url}${request.path}?${request.query.toString()}`, {
    method: request.method,
    headers: {
      authorization: String(request.headers['authorization']),
      'content-type': String(request.headers['content-type'] ?? 'text/plain'),
    },
    ...(request.method === 'POST' ? { body: request.body } : {}),
  });
  return { status: response.status, body: await response.json() };
}

async function simulate(what: string, form: Readonly<Record<string, string>>): Promise<void> {
  await callEmulate('POST', `/_twilio/simulate/${what}`, new URLSearchParams(form));
}

async function callEmulate(method: string, path: string, body?: URLSearchParams): Promise<unknown> {
  const token = Buffer.from(`${emulate.accountSid}:${emulate.authToken}`).toString('base64');
  const response = await fetch(`${emulate.url}${path}`, {
    method,
    headers: { authorization: `Basic ${token}` },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok) throw new Error(`emulate answered ${response.status} to ${method}`);
  return response.json();
}
