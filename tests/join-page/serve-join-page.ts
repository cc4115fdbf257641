import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { VideoDesk } from '@clinicarrivals/core';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinPage } from '@clinicarrivals/video/join-page';

/** A port of this machine with the join page, as it was built. */
export interface ServedJoinPage {
  readonly links: JoinLinks;
  /** Gives it the desk, which often needs the links first. */
  mount(desk: VideoDesk, connectTo?: readonly string[]): void;
  stop(): Promise<void>;
}

/** Listens; until a desk is mounted, everything is answered with 503. */
export async function serveJoinPage(): Promise<ServedJoinPage> {
  let handle = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = serve({ fetch: (request) => handle(request), port: 0, hostname: '127.0.0.1' });
  if (!server.listening) await once(server, 'listening');
  // A TCP server's address is an object, never a path.
  const { port } = server.address() as AddressInfo;
  const links = createJoinLinks({ url: `http://127.0.0.1:${port}/v`, secret: 'only-for-these-tests-'.repeat(2) });
  return {
    links,
    mount: (desk, connectTo = []) => {
      handle = createJoinPage({ links, desk, connectTo });
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
