import type { Arrivals, Clinic, Clock, Logger, VideoDesk } from '@clinicarrivals/core';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinPage } from '@clinicarrivals/video/join-page';
import { createVideoWebhookHandler } from '@clinicarrivals/video/webhooks';
import type { VideoWebhookReader } from '@clinicarrivals/video/webhooks';
import type { Entrance } from './entrance.ts';

/** Where the page lies on which people join a consultation, below PUBLIC_URL. */
export const joinPath = '/v';

/** Makes the way in for who holds a link. */
export function createJoinEntrance(options: {
  readonly links: JoinLinks;
  readonly desk: VideoDesk;
  readonly clinic: Clinic;
  /** Where browsers connect to for pictures and sound. */
  readonly connectTo: readonly string[];
  readonly logger: Logger;
  readonly clock?: Clock;
}): Entrance {
  const { clinic, links, ...others } = options;
  const { name, phone } = clinic;
  const page = createJoinPage({ ...others, links, clinic: { name, phone } });
  return { path: `${joinPath}/*`, handle: (request) => page(toPublic(request, links.url)) };
}

/** A proxy may cut off what stands before our own path in PUBLIC_URL; the page goes by the address that people see. */
function toPublic(request: Request, joinUrl: string): Request {
  const base = new URL(joinUrl).pathname;
  const url = new URL(request.url);
  if (base === joinPath || url.pathname.startsWith(`${base}/`)) return request;
  url.pathname = `${base}${url.pathname.slice(joinPath.length)}`;
  return new Request(url, request);
}

/** Makes the way in for the webhooks of a video server. */
export function createVideoEntrance(options: {
  readonly path: string;
  readonly reader: VideoWebhookReader;
  readonly arrivals: Pick<Arrivals, 'video'>;
  readonly logger: Logger;
}): Entrance {
  const { path, reader, arrivals, logger } = options;
  return {
    path,
    handle: createVideoWebhookHandler({ reader, noticed: (hint) => arrivals.video.noticed(hint), logger }),
  };
}
