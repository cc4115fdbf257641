// One process of a relay on the published packages: real HTTP, real SQLite file. Says when it listens; it is killed, never stopped.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createRelay } from '@clinicarrivals/relay';
import type { RelayAccount } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { createScaledClock } from '@clinicarrivals/simulator';
import { virtualNow } from './fast-time.ts';
import type { FastTime } from './fast-time.ts';

/** What a process is started with, as JSON in its first argument. */
export interface RelayProcessOptions {
  readonly time: FastTime;
  readonly file: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly account: RelayAccount;
}

// The parent is the test beside this file: what it sends has this shape.
const options = JSON.parse(process.argv[2] ?? '{}') as RelayProcessOptions;
const relay = createRelay({
  store: createSqliteRelayStore({ file: options.file }),
  accounts: [options.account],
  publicUrl: options.publicUrl,
  clock: createScaledClock({ startAt: virtualNow(options.time), speed: options.time.speed }),
});
await relay.start();
const listener = getRequestListener((request) => relay.fetch(request), { overrideGlobalObjects: false });
createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(options.port, '127.0.0.1', () => {
  process.send?.('ready');
});
