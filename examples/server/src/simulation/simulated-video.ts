import { randomBytes } from 'node:crypto';
import type { Arrivals, Clinic, Clock, Logger, VideoDesk, VideoProvider } from '@clinicarrivals/core';
import { simulatedVideoKey } from '@clinicarrivals/simulator';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import type { JoinLinks } from '@clinicarrivals/video/join-links';
import { createLiveKitProvider, createLiveKitWebhookReader } from '@clinicarrivals/video/livekit';
import type { Entrance } from '../product/entrance.ts';
import { createJoinEntrance, createVideoEntrance, joinPath } from '../product/join-entrance.ts';
import { createMixedVideo } from '../product/mixed-video.ts';

/** Where the simulated video server posts its webhooks. */
export const simulatedWebhookPath = '/webhooks/livekit';

/** Makes the links of a day: they end with it, so their secret is drawn anew. */
export function createDayLinks(origin: string): JoinLinks {
  return createJoinLinks({ url: `${origin}${joinPath}`, secret: randomBytes(32).toString('base64url') });
}

/** The provider of real use on a simulated LiveKit server; practitioners who telephone keep doing so. */
export function createSimulatedVideo(options: {
  readonly videoUrl: string;
  readonly links: JoinLinks;
  readonly clock: Clock;
  /** Where each practitioner meets patients from afar: an address or `telephone`. */
  readonly practitioners: Readonly<Record<string, string>>;
}): VideoProvider {
  const { videoUrl, links, clock, practitioners } = options;
  const server = createLiveKitProvider({ url: videoUrl, ...simulatedVideoKey, links, clock });
  const byTelephone = Object.entries(practitioners).filter(([, link]) => link === 'telephone');
  return createMixedVideo({ server, links: Object.fromEntries(byTelephone) });
}

/** What the simulated patients and the simulated video server reach. */
export function createSimulatedEntrances(options: {
  readonly links: JoinLinks;
  readonly arrivals: Arrivals;
  readonly clinic: Clinic;
  readonly clock: Clock;
  readonly videoUrl: string;
  readonly logger: Logger;
}): readonly Entrance[] {
  const { links, arrivals, clinic, clock, videoUrl, logger } = options;
  const connectTo = [videoUrl.replace(/^http/, 'ws')];
  const reader = createLiveKitWebhookReader({ ...simulatedVideoKey, clock });
  return [
    createJoinEntrance({ links, desk: sayingSo(arrivals.video), clinic, connectTo, logger, clock }),
    createVideoEntrance({ path: simulatedWebhookPath, reader, arrivals, logger }),
  ];
}

/** Whoever opens a link to see what patients see is told that nobody will appear. */
function sayingSo(desk: VideoDesk): VideoDesk {
  return {
    visit: async (pass) => {
      const visit = await desk.visit(pass);
      if (visit === null) return null;
      const name = `${visit.clinic.name} (simulation: there are no pictures)`;
      return { ...visit, clinic: { ...visit.clinic, name } };
    },
    admit: (pass) => desk.admit(pass),
    callInstead: (pass) => desk.callInstead(pass),
  };
}
