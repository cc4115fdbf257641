import { createAdaptorServer } from '@hono/node-server';
import { createArrivals } from '@clinicarrivals/core';
import { createMemoryAppointmentStore, createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createWebhookHandler } from '@clinicarrivals/sms/webhooks';
import type { WebhookReceiver } from '@clinicarrivals/sms/webhooks';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic, createInstantGateway, strictLogger } from './bench-clinic.ts';
import { signedAccount, signedAddress } from './signed-webhooks.ts';

// A server that takes Twilio's webhooks: `none` verifies and stores nothing, `stored` has each message durable before it answers, as a process
// that stands by does. Says its port, and ends with its input.
const [, , kind = '', file = ''] = process.argv;

const nowhere: WebhookReceiver = { receive: () => Promise.resolve(), receiveReceipt: () => Promise.resolve() };
const { receiver, stop } = kind === 'stored' ? await standBy() : { receiver: nowhere, stop: () => Promise.resolve() };
const handle = createWebhookHandler({
  reader: createTwilioWebhookReader(signedAccount),
  arrivals: receiver,
  publicUrl: signedAddress,
  logger: strictLogger,
});
const server = createAdaptorServer({ fetch: handle, overrideGlobalObjects: false });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.on('end', () => server.close(() => void stop())).resume();

/** An engine beside one that leads: it stores what is pushed, and deals with none of it. */
async function standBy(): Promise<{ readonly receiver: WebhookReceiver; readonly stop: () => Promise<void> }> {
  const clock = { now: () => Date.now() };
  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  await store.open();
  const lead = (): Promise<boolean> =>
    store.acquireLease({ holder: 'the process that leads', now: Date.now(), ttlMs: 25_000 });
  if (!(await lead())) throw new Error('webhooks: the lease is not to be had');
  const leading = setInterval(() => void lead(), 5_000);
  const arrivals = createArrivals({
    clinic: benchClinic,
    appointments: createMemoryAppointmentStore({ clock }),
    messages: createInstantGateway(() => undefined),
    video: createMemoryVideoProvider({ clock }),
    store,
    logger: strictLogger,
  });
  await arrivals.start();
  const stop = (): Promise<void> => {
    clearInterval(leading);
    return arrivals.stop();
  };
  return { receiver: arrivals, stop };
}
