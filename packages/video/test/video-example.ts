import type { Arrivals, VideoProvider } from '@clinicarrivals/core';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinPage } from '@clinicarrivals/video/join-page';
import { createLiveKitProvider, createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import { createVideoWebhookHandler } from '@clinicarrivals/video/webhooks';

/** Rooms on LiveKit. `page` mounts at all paths below `/v`, `webhooks` at the address that the server posts to. */
export function meetOnLiveKit(
  options: { url: string; apiKey: string; apiSecret: string; secret: string },
  start: (video: VideoProvider) => Arrivals, // gives what `createArrivals({ video, … })` gives
) {
  const { url, apiKey, apiSecret, secret } = options;
  const links = createJoinLinks({ url: 'https://clinic.example/v', secret });
  const arrivals = start(createLiveKitProvider({ url, apiKey, apiSecret, links }));
  return {
    page: createJoinPage({ links, desk: arrivals.video, connectTo: [url] }),
    webhooks: createVideoWebhookHandler({
      reader: createLiveKitWebhookReader({ apiKey, apiSecret }),
      noticed: (hint) => arrivals.video.noticed(hint),
    }),
  };
}
