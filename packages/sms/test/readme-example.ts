import { createTwilioGateway } from '@clinicarrivals/sms/twilio';

const gateway = createTwilioGateway({
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'from the Twilio console',
  from: '+61480000001',
});
const validUntil = Date.now() + 10 * 60_000;
await gateway.send({ id: 'appointment-1:DoctorReady:0', to: '+61491570156', body: 'Please come in.', validUntil });

const first = await gateway.receive({ cursor: null, since: Date.now() - 60_000 });
for (const reply of first.messages) console.log(reply.gatewayId, reply.receivedAt);
const next = await gateway.receive({ cursor: first.cursor, since: 0 });
console.log(next.messages.length, 'more');
