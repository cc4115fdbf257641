import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { InboundMessage, MessageGateway, MessageReceipt, WebhookRequest } from '@clinicarrivals/core';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { WebhookReceiver } from '@clinicarrivals/sms/webhooks';
import { expect, it } from 'vitest';
import { textByVonage } from './gateways-example.ts';
import { certificate, createSnsWire, snsRequest } from './sns-wire.ts';
import { newText } from './twilio-wire.ts';
import {
  apiKey,
  applicationId,
  privateKey,
  signatureSecret,
  signedWebhook,
  startVonageServer,
} from './vonage-server.ts';

interface Stored extends WebhookReceiver {
  readonly messages: InboundMessage[];
  readonly receipts: MessageReceipt[];
}

function createStored(): Stored {
  const [messages, receipts]: [InboundMessage[], MessageReceipt[]] = [[], []];
  return {
    messages,
    receipts,
    receive: async (message) => void messages.push(message),
    receiveReceipt: async (receipt) => void receipts.push(receipt),
  };
}

/** Posts webhooks over real HTTP to a handler; gives the statuses and bodies of the answers. */
async function post(
  handle: (request: Request) => Promise<Response>,
  requests: readonly WebhookRequest[],
): Promise<readonly string[]> {
  const server = createAdaptorServer({ fetch: handle });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  try {
    const answers: string[] = [];
    for (const { headers, body } of requests) {
      const init = { method: 'POST', headers: { ...headers }, body: Buffer.from(body) };
      const response = await fetch(`http://127.0.0.1:${port}/sms`, init);
      answers.push(`${response.status} ${response.ok ? await response.text() : ''}`.trim());
    }
    return answers;
  } finally {
    server.close();
  }
}

it('shows in the documents the example that is type-checked and run here', async () => {
  const example = await readFile(new URL('./gateways-example.ts', import.meta.url), 'utf8');
  const page = await readFile(new URL('../../../docs/gateways.md', import.meta.url), 'utf8');
  expect(page.replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('texts by Vonage and takes what it posts, the receipt by our own id', async () => {
  const vonage = await startVonageServer();
  try {
    const stored = createStored();
    let gateway: MessageGateway | null = null;
    const account = { applicationId, privateKey, apiKey, signatureSecret, baseUrl: vonage.url };
    const handle = textByVonage(account, (messages) => {
      gateway = messages;
      return stored;
    });
    // Assigned when the example has run.
    const sent = await (gateway as MessageGateway | null)?.send(newText({ validUntil: Date.now() + 60_000 }));
    const [taken] = vonage.taken;
    const parties = { channel: 'sms', timestamp: new Date().toISOString() };
    const text = {
      ...parties,
      message_uuid: 'm1',
      from: '61491570156',
      to: '61480000001',
      text: 'here',
      message_type: 'text',
    };
    const status = { ...parties, message_uuid: taken?.uuid, client_ref: taken?.clientRef, status: 'delivered' };
    expect(
      await post(handle, [signedWebhook(text), signedWebhook(status), signedWebhook(text, { secret: 'x' })]),
    ).toEqual(['200', '200', '403']);
    expect(stored.messages).toMatchObject([{ from: '+61491570156', body: 'here' }]);
    expect(stored.receipts).toMatchObject([{ gatewayId: sent?.gatewayId, id: 'a1:screening:0', status: 'delivered' }]);
  } finally {
    await vonage.close();
  }
});

it('has SNS try again while its certificate cannot be had, and takes the text then', async () => {
  let isUp = false;
  const { reader } = createSnsWire(() => (isUp ? new Response(certificate.pem) : new Response('', { status: 503 })));
  const stored = createStored();
  const says = {
    inboundMessageId: 'm1',
    originationNumber: '+61491570156',
    destinationNumber: '+61480000001',
    messageBody: 'here',
  };
  const handle = createWebhookHandler({ reader, arrivals: stored });
  expect(await post(handle, [snsRequest(says)])).toEqual(['503']);
  expect(stored.messages).toEqual([]);
  isUp = true;
  expect(await post(handle, [snsRequest(says)])).toEqual(['200']);
  expect(stored.messages).toMatchObject([{ gatewayId: 'm1', body: 'here' }]);
});
