import { createAdaptorServer } from '@hono/node-server';

/** A server on this machine whose address is known before what it answers. */
export interface LateServer {
  /** `http://127.0.0.1:49152`. */
  readonly origin: string;
  /** Answers with these from now on; before, there is nothing. */
  serve(handle: (request: Request) => Promise<Response>): void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Takes a free port of 127.0.0.1. */
export function openLateServer(): Promise<LateServer> {
  let answer: (request: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 503 }));
  const server = createAdaptorServer({ fetch: (request) => answer(request), overrideGlobalObjects: false });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return;
      resolve({
        origin: `http://127.0.0.1:${address.port}`,
        serve: (handle) => {
          answer = handle;
        },
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
