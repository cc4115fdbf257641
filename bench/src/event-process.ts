import { createAdaptorServer } from '@hono/node-server';
import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import type { FeedEventSink } from '@clinicarrivals/appointment-feed';
import { createEventHandler } from '@clinicarrivals/appointment-feed/json';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic, strictLogger } from './bench-clinic.ts';
import { eventSecret } from './signed-events.ts';

// A server that takes the events of an EHR: `none` verifies and reads them and stores nothing, `stored` has each durable before it answers.
// Says its port, and ends with its input.
const [, , kind = '', file = ''] = process.argv;

const nowhere: FeedEventSink = {
  accept: () => Promise.resolve({ type: 'stored' }),
  refuse: () => Promise.reject(new Error('an event of the bench is refused')),
  remind: () => Promise.resolve(false),
};
const store = createSqliteStore({ file, clinicId: benchClinic.id });
await store.open();
const feed = createAppointmentFeed({ store, clinic: benchClinic, noticed: () => undefined, logger: strictLogger });
const handle = createEventHandler({
  sink: kind === 'stored' ? feed : nowhere,
  secrets: [eventSecret],
  country: benchClinic.country,
  logger: strictLogger,
});
const server = createAdaptorServer({ fetch: handle, overrideGlobalObjects: false });
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.on('end', () => server.close(() => void store.close())).resume();
