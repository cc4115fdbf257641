import type { VideoParticipant, VideoRole } from '@clinicarrivals/core';
import type { ParticipantInfo } from 'livekit-server-sdk';
import { codeOf, noSuchRoom } from './to-video-error.ts';
import type { RoomClient } from './rooms.ts';

/** How many rooms are asked about at once; as many are asked about one by one without a look at the list of rooms. */
const atOnce = 16;

// The numbers of the protocol, so that the SDK need not be loaded to name them:
// https://github.com/livekit/protocol/blob/main/protobufs/livekit_models.proto
const active = 2;
const standard = 0;

/** Tells who is in, and remembers in which rooms it found people. */
export interface WhoIsIn {
  ask(client: RoomClient, sessionIds: readonly string[]): Promise<readonly VideoParticipant[]>;
  /** A room was closed. */
  forget(sessionId: string): void;
}

/**
 * Makes the part that tells who is in.
 *
 * The server's list of rooms is one request for all of them, but its count of people is up to five seconds old. So it only spares
 * us to ask about rooms that stay empty: a room where somebody was found the last time is asked about again, whatever its count says,
 * and where only a few rooms are in question, as after a webhook, every one is.
 */
export function createWhoIsIn(): WhoIsIn {
  const peopled = new Set<string>();
  return {
    ask: async (client, sessionIds) => {
      const wanted = [...new Set(sessionIds)];
      const asked = wanted.length <= atOnce ? wanted : await listBusy(client, wanted, peopled);
      const found: VideoParticipant[] = [];
      await someAtATime(asked, async (sessionId) => void found.push(...(await listPeople(client, sessionId))));
      for (const sessionId of wanted) peopled.delete(sessionId);
      for (const { sessionId } of found) peopled.add(sessionId);
      return found;
    },
    forget: (sessionId) => void peopled.delete(sessionId),
  };
}

async function listBusy(
  client: RoomClient,
  sessionIds: readonly string[],
  peopled: ReadonlySet<string>,
): Promise<readonly string[]> {
  const rooms = await client.listRooms([...sessionIds]);
  const busy = new Set(rooms.filter((room) => room.numParticipants > 0).map((room) => room.name));
  return sessionIds.filter((sessionId) => busy.has(sessionId) || peopled.has(sessionId));
}

async function listPeople(client: RoomClient, sessionId: string): Promise<readonly VideoParticipant[]> {
  try {
    const people = await client.listParticipants(sessionId);
    return people.flatMap((person) => toParticipant(sessionId, person));
  } catch (error) {
    if (codeOf(error) === noSuchRoom) return [];
    throw error;
  }
}

/**
 * Only who sees and hears counts: not who is still connecting, and never comes in where a network lets no media through; nor recorders,
 * agents and whoever else is hidden or has joined by another way than our tickets.
 */
function toParticipant(sessionId: string, person: ParticipantInfo): readonly VideoParticipant[] {
  const role = roleOf(person.identity);
  const isHidden = person.permission?.hidden === true || person.permission?.recorder === true;
  if (role === null || isHidden || Number(person.state) !== active || Number(person.kind) !== standard) return [];
  // Servers before 1.6 tell seconds only.
  const joinedAt = Number(person.joinedAtMs) || Number(person.joinedAt) * 1000;
  return [{ sessionId, role, joinedAt }];
}

function roleOf(identity: string): VideoRole | null {
  const [, role] = /^(patient|practitioner|guest)-/.exec(identity) ?? [];
  return role === 'patient' || role === 'practitioner' || role === 'guest' ? role : null;
}

async function someAtATime(items: readonly string[], ask: (item: string) => Promise<void>): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each item is taken once.
    for (const item of queue) await ask(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
}
