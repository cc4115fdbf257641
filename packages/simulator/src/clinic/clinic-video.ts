import type { Clock, VideoTicket } from '@clinicarrivals/core';
import { createSimulatedVideoServer } from '../video/simulated-video-server.ts';
import type { SimulatedVideoServer } from '../video/simulated-video-server.ts';
import { createBrowser } from './browser.ts';
import type { Browser, PageAddress, Place } from './browser.ts';

/** The video server of a simulated clinic. */
export interface SimulatedClinicVideo {
  /** Where the page lies on which people join. */
  readonly page: PageAddress;
  /** Where the server's webhooks are posted; nowhere unless given. */
  readonly webhookUrl?: string;
  /** On some seeds it goes down, forgets its rooms, or loses and doubles webhooks; false unless given. */
  readonly hasTroubles?: boolean;
}

/** The key of the video server of a simulated clinic. */
export const simulatedVideoKey = { apiKey: 'simulated-key', apiSecret: 'simulated-secret-of-32-characters' } as const;

/** Makes the server, and the browsers with which people reach it. */
export function createClinicVideo(
  { page, webhookUrl }: SimulatedClinicVideo,
  options: { readonly clock: Clock; readonly seed: number | string },
): { readonly server: SimulatedVideoServer; readonly browser: Browser } {
  const webhook = webhookUrl === undefined ? {} : { webhookUrl };
  const server = createSimulatedVideoServer({ kind: 'livekit', ...simulatedVideoKey, ...webhook, ...options });
  return { server, browser: createBrowser(page, (ticket, onOut) => connectTo(server, ticket, onOut)) };
}

/** Puts a browser into a room, as its ticket permits. */
function connectTo(server: SimulatedVideoServer, ticket: VideoTicket, onOut: () => void): Place | null {
  const connection = ticket.type === 'page' ? null : server.controls.connect(ticket, onOut);
  if (connection === null) return null;
  return { sessionId: connection.sessionId, leave: () => connection.disconnect() };
}
