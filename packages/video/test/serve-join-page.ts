import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { VideoDesk, VideoRole } from '@clinicarrivals/core';
import { createJoinLinks } from '../src/join/join-links.ts';
import { createJoinPage } from '../src/join/create-join-page.ts';

/** The join page on a port of this machine. */
export interface ServedJoinPage {
  readonly origin: string;
  link(role: VideoRole): string;
  stop(): Promise<void>;
}

/** Serves the page, as built, for a desk. */
export async function serveJoinPage(options: {
  readonly desk: VideoDesk;
  readonly connectTo?: readonly string[];
  readonly sessionId?: string;
}): Promise<ServedJoinPage> {
  const { desk, connectTo = [], sessionId = '7hq2m4x0c9t3n8r5k1wz' } = options;
  // The links need the port, which is known once the server listens.
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const server = serve({ fetch: (request) => handle(request), port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const links = createJoinLinks({ url: `${origin}/v`, secret: 'a secret of thirty-two characters' });
  handle = createJoinPage({ links, desk, connectTo });
  return {
    origin,
    link: (role) => links.link({ sessionId, role }),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
