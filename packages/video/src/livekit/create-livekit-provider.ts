import { VideoError } from '@clinicarrivals/core';
import type { VideoProvider } from '@clinicarrivals/core';
import { createSystemClock } from '../system-clock.ts';
import { signJoinToken } from './join-token.ts';
import { checkOptions } from './options.ts';
import type { LiveKitProviderOptions } from './options.ts';
import { createAskServer } from './rooms.ts';
import { codeOf, noSuchRoom } from './to-video-error.ts';
import { createWhoIsIn } from './who-is-in.ts';

const hourMs = 60 * 60_000;

/**
 * Makes a provider whose rooms are on a LiveKit server, on LiveKit Cloud, or on OpenVidu 3. The name of a room is the id of the session.
 *
 * Needs the package `livekit-server-sdk`, which is loaded at the first request. Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://docs.livekit.io/home/server/managing-rooms/
 * @example
 * const links = createJoinLinks({ url: 'https://clinic.example/v', secret });
 * const video = createLiveKitProvider({ url: 'https://livekit.clinic.example', apiKey, apiSecret, links });
 */
export function createLiveKitProvider(options: LiveKitProviderOptions): Required<VideoProvider> {
  const settings = checkOptions(options);
  const { links } = options;
  const clock = options.clock ?? createSystemClock();
  const ask = createAskServer(settings);
  const whoIsIn = createWhoIsIn();

  return {
    abilities: { knowsWhoJoined: true },
    open: ({ sessionId, endAt }) =>
      ask('open', async (client) => {
        // By itself the server ends a room that nobody has joined for five minutes, or twenty seconds after the last has left.
        const seconds = Math.ceil((Math.max(endAt - clock.now(), 0) + hourMs) / 1000);
        const room = await client.createRoom({ name: sessionId, emptyTimeout: seconds, departureTimeout: seconds });
        // The SDK takes any JSON for a room.
        if (room.name !== sessionId) throw new TypeError('another room');
      }),
    close: ({ sessionId }) =>
      ask('close', async (client) => {
        await client.deleteRoom(sessionId).catch((error: unknown) => {
          if (codeOf(error) !== noSuchRoom) throw error;
        });
        whoIsIn.forget(sessionId);
      }),
    link: ({ sessionId, role }) => links.link({ sessionId, role }),
    participants: ({ sessionIds }) => ask('participants', (client) => whoIsIn.ask(client, sessionIds)),
    admit: (admission) =>
      ask('admit', async (client) => {
        const token = await signJoinToken(settings, admission, clock.now());
        // By the token alone most servers would make a room, and end it twenty seconds after the last has left.
        const [room] = await client.listRooms([admission.sessionId]);
        if (room === undefined) {
          throw new VideoError({
            message: '[livekit] admit failed: there is no such room; open it first',
            isRetryable: true,
          });
        }
        return { type: 'livekit', serverUrl: settings.serverUrl, token };
      }),
  };
}
