import { createAdaptorServer } from '@hono/node-server';
import type { Arrivals } from '@clinicarrivals/core';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinPage } from '@clinicarrivals/video/join-page';

/** Where the simulated people reach the clinic. */
export interface Door {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the page on which people join: each request is answered by the process that lives then. */
export async function openDoor(living: () => Arrivals | null, links: JoinLinks): Promise<Door> {
  const server = createAdaptorServer({
    fetch: (request) => {
      const arrivals = living();
      if (arrivals === null) return new Response(null, { status: 503 });
      return createJoinPage({ links, desk: arrivals.video })(request);
    },
    overrideGlobalObjects: false,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
