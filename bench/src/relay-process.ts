import { createAdaptorServer } from '@hono/node-server';
import { createRelay } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { strictLogger } from './bench-clinic.ts';
import { relayAccount } from './relay-accounts.ts';

// A relay for so many accounts. Says its port, and at every line of input how much processor time it has used, in milliseconds; ends with its
// input.
const [, , file = '', accounts = '1'] = process.argv;
const relay = createRelay({
  store: createSqliteRelayStore({ file }),
  accounts: Array.from({ length: Number(accounts) }, (_, number) => relayAccount(number)),
  publicUrl: 'https://relay.example',
  logger: strictLogger,
});
await relay.start();
const server = createAdaptorServer({
  fetch: (request, { incoming }) => relay.fetch(request, 'url' in incoming ? targetOf(incoming.url) : {}),
  overrideGlobalObjects: false,
});
server.listen(0, '127.0.0.1', 20_000, () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin
  .on('data', () => {
    const { user, system } = process.cpuUsage();
    process.stdout.write(`${(user + system) / 1_000}\n`);
  })
  .on('end', () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    void relay.stop();
  });

function targetOf(url: unknown): { readonly target?: string } {
  return typeof url === 'string' ? { target: url } : {};
}
