import { joinGateways } from '@clinicarrivals/core';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createTwilioGateway, createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';

const accountSid = 'AC0123456789abcdef0123456789abcdef';
const authToken = 'from the Twilio console';
const numbers = ['+61480000001'];

const receive = createProxyClient({
  url: 'https://relay.example.test',
  account: 'main-street',
  token: 'from-whoever-runs-the-relay',
  privateKey: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', // made by createKeyPair, never leaves the clinic
  reader: createTwilioWebhookReader({ authToken, accountSid }),
  numbers,
});
const messages = joinGateways({ send: createTwilioGateway({ accountSid, authToken, from: numbers }), receive });

const first = await messages.receive({ cursor: null, since: Date.now() - 60_000 });
for (const reply of first.messages) console.log(reply.gatewayId, reply.receivedAt);
// Asking with the cursor tells the relay that what came with it is stored.
const next = await messages.receive({ cursor: first.cursor, since: 0, waitMs: 1_000 });
console.log(next.messages.length, 'more');
