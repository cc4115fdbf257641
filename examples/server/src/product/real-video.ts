import type { Arrivals, Logger, VideoProvider } from '@clinicarrivals/core';
import { createLinkPublisher } from '@clinicarrivals/proxy-client/links';
import type { LinkPublisher } from '@clinicarrivals/proxy-client/links';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { createJitsiProvider } from '@clinicarrivals/video/jitsi';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider, createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import { createOpenViduProvider, createOpenViduWebhookReader } from '@clinicarrivals/video/openvidu';
import type { VideoWebhookReader } from '@clinicarrivals/video/webhooks';
import type { RealSettings } from '../settings/read-settings.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { VideoSettings } from '../settings/video-settings.ts';
import type { Entrance } from './entrance.ts';
import { createJoinEntrance, createVideoEntrance } from './join-entrance.ts';
import { readJoinSecret } from './join-secret.ts';
import { createMixedVideo } from './mixed-video.ts';

/** What {@link createRealVideo} takes. */
export interface RealVideoOptions {
  readonly real: Pick<RealSettings, 'video' | 'joinPage' | 'relay' | 'clinic'>;
  readonly file: Pick<SettingsFile, 'videoLink' | 'videoLinks'>;
  readonly databaseFile: string;
  readonly logger: Logger;
}

/** Video as a clinic has set it up. */
export interface RealVideo {
  readonly provider: VideoProvider;
  /** Makes what the outside reaches: the join page and the webhooks. */
  entrances(arrivals: Arrivals): readonly Entrance[];
  /** Makes what tells a relay the links; null where the page is here, or there are none. */
  publisher(arrivals: Arrivals): LinkPublisher | null;
}

/**
 * Makes the provider that the settings name. Nothing is asked of it before it is used.
 *
 * @throws ConfigurationError when a setting makes no sense
 */
export function createRealVideo({ real, file, databaseFile, logger }: RealVideoOptions): RealVideo {
  const { video: settings, joinPage, relay, clinic } = real;
  const { videoLink: defaultLink, videoLinks } = file;
  if (settings === null) {
    const provider = createFixedLinkProvider({ links: videoLinks, defaultLink });
    return { provider, entrances: () => [], publisher: () => null };
  }
  const links = joinPage === null ? null : createJoinLinks({ url: joinPage.url, secret: readJoinSecret(databaseFile) });
  const { server, connectTo, webhook } = createServer(settings, links);
  const isHere = joinPage?.isAtRelay === false;
  return {
    provider: Object.keys(videoLinks).length === 0 ? server : createMixedVideo({ server, links: videoLinks }),
    entrances: (arrivals) => [
      ...(links === null || !isHere
        ? []
        : [createJoinEntrance({ links, desk: arrivals.video, clinic, connectTo, logger })]),
      ...(webhook === null ? [] : [createVideoEntrance({ ...webhook, arrivals, logger })]),
    ],
    publisher: ({ video: desk }) => {
      if (links === null || isHere || relay?.type !== 'mailbox' || relay.privateKey === null) return null;
      const { url, account, token, privateKey } = relay;
      return createLinkPublisher({ url, account, token, privateKey, links, desk, logger });
    },
  };
}

/** What the video server's webhooks are given to, below PUBLIC_URL; null for a server whose webhooks are not used. */
export function videoWebhookPath(settings: VideoSettings): string | null {
  return settings.type === 'jitsi' ? null : `/webhooks/${settings.type}`;
}

interface VideoServer {
  readonly server: VideoProvider;
  readonly connectTo: readonly string[];
  readonly webhook: { readonly path: string; readonly reader: VideoWebhookReader } | null;
}

function createServer(settings: VideoSettings, links: JoinLinks | null): VideoServer {
  const path = videoWebhookPath(settings) ?? '';
  switch (settings.type) {
    case 'livekit': {
      const { url, apiKey, apiSecret } = settings;
      const server = createLiveKitProvider({ url, apiKey, apiSecret, links: need(links) });
      const reader = createLiveKitWebhookReader({ apiKey, apiSecret });
      return { server, connectTo: [toSocketOrigin(url)], webhook: { path, reader } };
    }
    case 'openvidu': {
      const { url, secret } = settings;
      const server = createOpenViduProvider({ url, secret, links: need(links) });
      // OpenVidu signs nothing: it sends a header that it was told, for which the secret serves that both know already.
      const authorization = `Basic ${Buffer.from(`OPENVIDUAPP:${secret}`).toString('base64')}`;
      const reader = createOpenViduWebhookReader({ authorization });
      return { server, connectTo: [toSocketOrigin(url)], webhook: { path, reader } };
    }
    case 'jitsi':
      return { server: createJitsi(settings, links), connectTo: [], webhook: null };
    default:
      return settings satisfies never;
  }
}

function createJitsi(
  { url, access }: Extract<VideoSettings, { readonly type: 'jitsi' }>,
  links: JoinLinks | null,
): VideoProvider {
  switch (access.type) {
    case 'open':
      return createJitsiProvider({ url, ...(links === null ? {} : { links }) });
    case 'secret':
      return createJitsiProvider({ url, appId: access.appId, appSecret: access.appSecret, links: need(links) });
    case 'jaas': {
      const { appId, keyId, privateKey } = access;
      return createJitsiProvider({ appId, keyId, privateKey, links: need(links) });
    }
    default:
      return access satisfies never;
  }
}

/** The settings are refused beforehand where this server needs an address and has none. */
function need(links: JoinLinks | null): JoinLinks {
  if (links === null) throw new TypeError('this video server needs a page on which people join');
  return links;
}

function toSocketOrigin(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol.replace(/^http/, 'ws')}//${host}`;
}
