import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedGateway, simulatedAccount } from '@clinicarrivals/simulator';
import type { SimulatedGateway } from '@clinicarrivals/simulator';
import { systemClock } from './system-clock.ts';
import { createTwilioMessages } from './twilio-messages.ts';

const messagingServiceSid = `MG${'0'.repeat(32)}`;
const patient = '+61491570006';
const { accountSid, authToken, numbers } = simulatedAccount;
let gateway: SimulatedGateway;

beforeEach(() => {
  gateway = createSimulatedGateway({ clock: systemClock, ...simulatedAccount, messagingServiceSid });
});
afterEach(() => gateway.close());

async function messagesBy(service: string | null) {
  const twilio = {
    accountSid,
    authToken,
    from: numbers,
    messagingServiceSid: service,
    baseUrl: await gateway.listen(),
  };
  const logger = { log: () => undefined };
  return createTwilioMessages({ twilio, relay: null, publicUrl: null, sweepSeconds: undefined, logger });
}

it('texts by the messaging service, which takes texts ahead, and collects the replies to its numbers', async () => {
  const messages = await messagesBy(messagingServiceSid);
  expect(messages.numbers).toEqual(numbers);
  expect(messages.scheduling).toBeDefined();
  const since = Date.now();
  await messages.send({ id: 'one', to: patient, body: 'Hello', validUntil: since + 60_000 });
  expect(gateway.controls.texts()).toMatchObject([{ to: patient, messagingServiceSid }]);
  gateway.controls.inbound({ from: patient, body: 'here' });
  const { messages: received } = await messages.receive({ cursor: null, since: since - 60_000 });
  expect(received).toMatchObject([{ from: patient, to: numbers[0], body: 'here' }]);
});

it('texts by its numbers, which take nothing ahead, where no messaging service is named', async () => {
  const messages = await messagesBy(null);
  expect(messages.scheduling).toBeUndefined();
  await messages.send({ id: 'one', to: patient, body: 'Hello', validUntil: Date.now() + 60_000 });
  expect(gateway.controls.texts()).toMatchObject([{ to: patient, messagingServiceSid: null }]);
});
