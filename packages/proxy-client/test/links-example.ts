import type { Arrivals } from '@clinicarrivals/core';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher, LinkPublisherOptions } from '@clinicarrivals/proxy-client/links';
import { createJoinLinks } from '@clinicarrivals/video/join-links';

type Relay = Pick<LinkPublisherOptions, 'url' | 'account' | 'token' | 'privateKey'>;

/** Call `start()` of what this gives after `arrivals.start()`, and `stop()` before `arrivals.stop()`. */
export function publishLinks(arrivals: Pick<Arrivals, 'video'>, relay: Relay, secret: string): LinkPublisher {
  const links = createJoinLinks({ url: `${relay.url}/v`, secret }); // the video provider is given the same
  return createLinkPublisher({ ...relay, links, desk: arrivals.video });
}
