import type { Logger } from '@clinicarrivals/core';
import type { Relay } from '@clinicarrivals/relay';
import { createJoinPage } from '@clinicarrivals/video/join-page';
import type { RelaySettings } from './settings.ts';

/** Where the page lies on which people join a consultation, below the relay's own address. */
export const joinPath = '/v';

/** Makes the page for all clinics; null for a request that is the relay's. The path of a request is as the server has read it. */
export function createRelayJoinPage(
  { publicUrl, videoServers }: Pick<RelaySettings, 'publicUrl' | 'videoServers'>,
  { relay, logger }: { readonly relay: Pick<Relay, 'video'>; readonly logger: Logger },
): (request: Request) => Promise<Response> | null {
  const base = publicUrl.replace(/\/+$/, '');
  const prefix = new URL(base).pathname.replace(/\/$/, '');
  const url = `${base}${joinPath}`;
  const { video } = relay;
  const page = createJoinPage({
    links: { url, read: (code) => video.read(code) },
    desk: video,
    clinic: (pass) => video.clinic(pass),
    connectTo: videoServers,
    logger,
  });
  return (request) => {
    const { pathname } = new URL(request.url);
    // The proxy in front may have taken the prefix away, or not.
    const path = prefix !== '' && pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
    if (!path.startsWith(`${joinPath}/`)) return null;
    return page(path === pathname && prefix !== '' ? new Request(`${base}${path}`, request) : request);
  };
}
