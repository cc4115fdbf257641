import { VideoError } from '@clinicarrivals/core';
import type { VideoProvider } from '@clinicarrivals/core';
import { createSystemClock } from '../system-clock.ts';
import { createAskServer } from './ask-server.ts';
import type { OpenViduCall } from './ask-server.ts';
import { checkOptions } from './options.ts';
import type { OpenViduProviderOptions } from './options.ts';
import { isGone, NonsenseError } from './to-video-error.ts';
import { askWhoIsIn } from './who-is-in.ts';

/**
 * Makes a provider whose sessions are on an OpenVidu 2 server.
 *
 * The server ends a session when the last one leaves, and within a quarter of an hour once nobody has used it for an hour: whoever comes
 * later finds it when it is opened again. Its tokens hold no time: a ticket that was not used lets somebody in until the session ends.
 *
 * Needs the package `openvidu-node-client`, which is loaded at the first request, and writes nothing to the console from then on. Throws
 * ConfigurationError when an option is missing or wrong.
 *
 * @see https://docs.openvidu.io/en/stable/reference-docs/REST-API/
 * @example
 * const links = createJoinLinks({ url: 'https://clinic.example/v', secret });
 * const video = createOpenViduProvider({ url: 'https://openvidu.clinic.example', secret: openViduSecret, links });
 */
export function createOpenViduProvider(options: OpenViduProviderOptions): Required<VideoProvider> {
  const settings = checkOptions(options);
  const { links } = options;
  const clock = options.clock ?? createSystemClock();
  const ask = createAskServer(settings);

  return {
    abilities: { knowsWhoJoined: true },
    open: ({ sessionId }) =>
      ask('open', async (call) => {
        // An existing session may end between the SDK's attempt to make it and its second request, which reads it.
        await open(call, sessionId).catch((error: unknown) => {
          if (!isGone(error)) throw error;
          return open(call, sessionId);
        });
      }),
    close: ({ sessionId }) =>
      ask('close', async ({ session }) => {
        await session(sessionId)
          .close()
          .catch((error: unknown) => {
            if (!isGone(error)) throw error;
          });
      }),
    link: ({ sessionId, role }) => links.link({ sessionId, role }),
    participants: async ({ sessionIds }) =>
      sessionIds.length === 0 ? [] : ask('participants', (call) => askWhoIsIn(call, sessionIds)),
    admit: ({ sessionId, role, validUntil }) =>
      ask('admit', async ({ session, roles }) => {
        if (!(validUntil > clock.now())) {
          throw new VideoError({
            message: '[openvidu] admit failed: the time for joining is over',
            isRetryable: false,
          });
        }
        // Everybody else in the room sees these data: they hold the role and never a name.
        const { token } = await session(sessionId).createConnection({
          role: roles.PUBLISHER,
          data: role,
          record: false,
        });
        if (typeof token !== 'string' || !/^wss?:\/\/\S+$/.test(token)) throw new NonsenseError();
        return { type: 'openvidu', token };
      }),
  };
}

async function open({ client }: OpenViduCall, customSessionId: string): Promise<void> {
  const { sessionId } = await client.createSession({ customSessionId });
  // The SDK takes over whatever id the answer has, or none.
  if (sessionId !== customSessionId) throw new NonsenseError();
}
