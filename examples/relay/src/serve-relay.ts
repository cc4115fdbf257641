import { createAdaptorServer } from '@hono/node-server';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import { createRelay } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { readAccountsFile } from './accounts-file.ts';
import { createRelayJoinPage } from './join-page.ts';
import type { RelaySettings } from './settings.ts';

/** A relay that listens. */
export interface ServedRelay {
  readonly address: string;
  /** Reads the file of the accounts again. What is wrong in it is thrown, and everything stays as it was. */
  reload(): Promise<number>;
  /** Takes nothing new, answers what is under way, closes the store. */
  stop(): Promise<void>;
}

/** Time for the answers that are under way to be written. */
const writingMs = 2_000;

/**
 * Starts the relay and listens.
 *
 * @throws ConfigurationError, or StorageError, saying what to do
 */
export async function serveRelay(settings: RelaySettings, logger: Logger): Promise<ServedRelay> {
  const { accountsFile, databaseFile, publicUrl, host, port } = settings;
  const { accounts, limits } = readAccountsFile(accountsFile);
  const store = createSqliteRelayStore({ file: databaseFile });
  const relay = createRelay({ store, accounts, publicUrl, logger, limits });
  const joinPage = createRelayJoinPage(settings, { relay, logger });
  const server = createAdaptorServer({
    // The request target as it came: gateways sign the URL letter by letter, and `Request.url` is normalised.
    fetch: (request, { incoming }) =>
      joinPage(request) ?? relay.fetch(request, incoming.url === undefined ? {} : { target: incoming.url }),
    overrideGlobalObjects: false,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
  });
  await relay.start();
  try {
    await listen(server, host, port);
  } catch (error) {
    await relay.stop();
    throw error;
  }
  const bound = server.address();
  return {
    address: `http://${host}:${typeof bound === 'object' && bound !== null ? bound.port : port}`,
    reload: async () => {
      const next = readAccountsFile(accountsFile).accounts;
      await relay.setAccounts(next);
      return next.length;
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await relay.stop();
      const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), writingMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function listen(server: ReturnType<typeof createAdaptorServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: Error) => {
      const code = 'code' in error ? String(error.code) : error.name;
      const message = `cannot listen on ${host}:${port} (${code}); stop what uses it, or set HOST and PORT to others`;
      reject(new ConfigurationError({ field: 'PORT', message, cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
