import { afterEach } from 'vitest';
import { startRelay } from './relay-server.ts';
import type { RelayServer, RelayServerOptions } from './relay-server.ts';

/** Starts relays for the tests of a file, and removes them after each test. */
export function useRelays(): {
  readonly open: (options: RelayServerOptions) => Promise<RelayServer>;
  readonly restart: (server: RelayServer, changes?: Partial<RelayServerOptions>) => Promise<RelayServer>;
} {
  let servers: RelayServer[] = [];
  afterEach(async () => {
    const last = servers;
    servers = [];
    await Promise.all(last.map((server) => server.remove()));
  });
  const keep = (server: RelayServer): RelayServer => {
    servers.push(server);
    return server;
  };
  return {
    open: async (options) => keep(await startRelay(options)),
    restart: async (server, changes = {}) => {
      servers = servers.filter((one) => one !== server);
      return keep(await server.restart(changes));
    },
  };
}
