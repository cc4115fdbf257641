import type { VideoParticipant, VideoRole } from '@clinicarrivals/core';
import type { Session } from 'openvidu-node-client';
import type { OpenViduCall } from './ask-server.ts';
import { isGone, NonsenseError } from './to-video-error.ts';

/** Asks who is in these sessions: about one of them alone, or in one request about all that the server has. */
export async function askWhoIsIn(
  call: OpenViduCall,
  sessionIds: readonly string[],
): Promise<readonly VideoParticipant[]> {
  const wanted = new Set(sessionIds);
  const [only] = wanted;
  if (only === undefined) return [];
  const sessions = wanted.size === 1 ? await findOne(call, only) : await findAll(call);
  return sessions.filter(({ sessionId }) => wanted.has(sessionId)).flatMap(toParticipants);
}

async function findOne(call: OpenViduCall, sessionId: string): Promise<readonly Session[]> {
  const session = call.session(sessionId);
  try {
    await session.fetch();
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
  // The SDK takes over whatever id the answer has.
  if (session.sessionId !== sessionId) throw new NonsenseError();
  return [session];
}

async function findAll({ client }: OpenViduCall): Promise<readonly Session[]> {
  await client.fetch();
  const sessions = client.activeSessions;
  if (sessions.some(({ sessionId }) => typeof sessionId !== 'string')) throw new NonsenseError();
  return sessions;
}

/**
 * Only connections that somebody has taken: `connections` of the SDK counts those too that are pending, tickets that were given out.
 * Cameras, recorders and whoever else has joined without a ticket of ours have no role in `serverData`.
 */
function toParticipants({ sessionId, activeConnections }: Session): readonly VideoParticipant[] {
  return activeConnections.flatMap(({ serverData, activeAt }) => {
    const role = roleOf(serverData);
    if (role === null) return [];
    if (!Number.isFinite(activeAt)) throw new NonsenseError();
    return [{ sessionId, role, joinedAt: activeAt }];
  });
}

function roleOf(serverData: unknown): VideoRole | null {
  return serverData === 'patient' || serverData === 'practitioner' || serverData === 'guest' ? serverData : null;
}
