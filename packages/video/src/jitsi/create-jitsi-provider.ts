import type { VideoProvider } from '@clinicarrivals/core';
import { createSystemClock } from '../system-clock.ts';
import { signJitsiToken } from './join-token.ts';
import { checkOptions } from './options.ts';
import type { JaasOptions, JitsiOptions, JitsiTokenOptions } from './options.ts';

/**
 * Makes a provider whose rooms are pages of Jitsi: of a server that is open to all, of one's own with tokens, or of JaaS. The name of a room is
 * the id of the session.
 *
 * Jitsi makes a room when the first comes and ends it when the last leaves, and can be asked neither who is in nor to put anybody out. So
 * `open` and `close` do nothing; a session ends because nobody is given a ticket any more. Throws ConfigurationError when an option is wrong.
 *
 * @example
 * const video = createJitsiProvider({ url: 'https://meet.clinic.example', appId, appSecret, links });
 */
export function createJitsiProvider(options: JitsiOptions | JitsiTokenOptions | JaasOptions): VideoProvider {
  const { url, signer } = checkOptions(options);
  const { links } = options;
  const clock = 'clock' in options && options.clock !== undefined ? options.clock : createSystemClock();
  const roomOf = (sessionId: string): string => `${url}/${encodeURIComponent(sessionId)}`;

  return {
    abilities: { knowsWhoJoined: false },
    open: async () => undefined,
    close: async () => undefined,
    link: ({ sessionId, role }) => (links === undefined ? roomOf(sessionId) : links.link({ sessionId, role })),
    ...(links === undefined
      ? {}
      : {
          admit: async (admission) => {
            const room = roomOf(admission.sessionId);
            if (signer === null) return { type: 'page', url: room };
            // Jitsi takes a token from nowhere else than the query.
            return { type: 'page', url: `${room}?jwt=${await signJitsiToken(signer, admission, clock.now())}` };
          },
        }),
  };
}
