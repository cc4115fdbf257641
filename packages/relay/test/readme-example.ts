import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createRelay, createRelayAccount } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';

const { account, webhookPath, token } = createRelayAccount({ id: 'main-street', reply: 'twiml' });
const store = createSqliteRelayStore({ file: 'relay.db' });
const relay = createRelay({ store, accounts: [account], publicUrl: 'https://relay.example' });
await relay.start();

const listener = getRequestListener((request, { incoming }) => relay.fetch(request, { target: incoming.url ?? '/' }));
const server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(4700, '127.0.0.1');
console.log('for the gateway:', `https://relay.example/in/${webhookPath}`);
console.log('for the clinic:', token);
process.once('SIGTERM', () => server.close(() => void relay.stop()));
