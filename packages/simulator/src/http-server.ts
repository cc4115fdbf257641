import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { ConfigurationError } from '@clinicarrivals/core';

/** What a handler may know of the connection; absent when it is called as a plain function. */
export interface Connection {
  readonly incoming?: IncomingMessage;
}

/** Answers a request, as a plain function or behind a socket. */
export type FetchHandler = (request: Request, connection?: Connection) => Promise<Response> | Response;

/** One server on the loopback address. */
export interface HttpServer {
  /** The origin, such as `http://127.0.0.1:49152`; throws `ConfigurationError` before `listen`. */
  origin(): string;
  /** Starts on the port, or on a free one for 0. Gives the origin. */
  listen(port: number): Promise<string>;
  /** Breaks all connections and stops (idempotent). */
  close(): Promise<void>;
}

// Longer than any poll interval, so that a polling client finds its connection open.
const keepAliveMs = 75_000;

/** Takes over a connection that asks to be no HTTP any more, such as a WebSocket. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex) => void;

/** Makes a server for a handler; it does not listen yet. What asks for an upgrade that nobody handles is answered as any request. */
export function createHttpServer(name: string, handler: FetchHandler, upgrade?: UpgradeHandler): HttpServer {
  let server: Server | null = null;
  let origin: string | null = null;
  return {
    origin: () => {
      if (origin === null) {
        throw new ConfigurationError({
          field: `${name}.url`,
          message: 'is not known before listen(); call listen() first',
        });
      }
      return origin;
    },
    listen: (port) =>
      new Promise((resolve, reject) => {
        // The library can replace the global Request and Response for speed; a guest in somebody's tests must not.
        const listener = getRequestListener((request, env) => handler(request, toConnection(env)), {
          overrideGlobalObjects: false,
        });
        const started = createServer({ keepAliveTimeout: keepAliveMs, requestTimeout: 0 }, (incoming, outgoing) => {
          void listener(incoming, outgoing);
        });
        server = started;
        if (upgrade !== undefined) started.on('upgrade', upgrade);
        started.once('error', reject);
        started.listen(port, '127.0.0.1', () => {
          const address = started.address();
          if (address === null || typeof address === 'string') return;
          origin = `http://127.0.0.1:${String(address.port)}`;
          resolve(origin);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (server === null) {
          resolve();
          return;
        }
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        server = null;
      }),
  };
}

function toConnection(env: { readonly incoming: unknown }): Connection {
  // The servers here are HTTP/1 only, so it is never an HTTP/2 request.
  return { incoming: env.incoming as IncomingMessage };
}
