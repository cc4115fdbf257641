import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Clock, LogLevel, Logger } from '@clinicarrivals/core';
import { createRelay } from '@clinicarrivals/relay';
import type { Relay, RelayAccount, RelayOptions } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';

/** A relay behind a real HTTP server, on a real file. */
export interface RelayServer {
  readonly url: string;
  readonly relay: Relay;
  readonly file: string;
  /** Every line that was logged, as JSON. */
  readonly lines: readonly string[];
  /** Stops relay and server; `restart` begins again on the same file. */
  stop(): Promise<void>;
  restart(changes?: Partial<RelayServerOptions>): Promise<RelayServer>;
  /** Stops and deletes the file. */
  remove(): Promise<void>;
}

export interface RelayServerOptions extends Partial<Omit<RelayOptions, 'store' | 'accounts'>> {
  readonly accounts: readonly RelayAccount[];
  readonly maxBytes?: number;
  readonly port?: number;
}

/** Starts a relay with a new file. */
export async function startRelay(options: RelayServerOptions): Promise<RelayServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-relay-'));
  return startOn(folder, options);
}

async function startOn(folder: string, options: RelayServerOptions): Promise<RelayServer> {
  const { maxBytes, port = 0, ...rest } = options;
  const file = join(folder, 'relay.db');
  const lines: string[] = [];
  const logger: Logger = {
    log: (level: LogLevel, message, fields) => void lines.push(JSON.stringify({ level, message, ...fields })),
  };
  // The port is not known before the server listens, and the relay has to know its address.
  let relay: Relay | null = null;
  const server = createAdaptorServer({
    fetch: (request, { incoming }) =>
      relay === null
        ? new Response(null, { status: 503 })
        : relay.fetch(request, incoming.url === undefined ? {} : { target: incoming.url }),
    overrideGlobalObjects: false,
    serverOptions: { maxHeaderSize: 131_072 },
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = createSqliteRelayStore(maxBytes === undefined ? { file } : { file, maxBytes });
  const made = createRelay({ store, publicUrl: url, logger, ...rest });
  await made.start();
  relay = made;
  const stop = async (): Promise<void> => {
    await made.stop();
    if (!server.listening) return;
    // What the relay has answered is still being written; clients that hold on to their connections are cut off a little later.
    server.close();
    const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 200);
    await once(server, 'close');
    clearTimeout(timer);
  };
  return {
    url,
    relay: made,
    file,
    lines,
    stop,
    restart: async (changes = {}) => {
      await stop();
      return startOn(folder, { ...options, port: Number(new URL(url).port), ...changes });
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A clock that goes on by itself and can be set. */
export interface MovableClock extends Clock {
  move(ms: number): void;
}

export function createMovableClock(): MovableClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    move: (ms) => (offset += ms),
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}
