import type { Clock } from '@clinicarrivals/core';
import { isObject } from '../pms/validation.ts';
import type { Random } from '../random.ts';
import { toLiveKitParticipant, toLiveKitRoom, toSeconds } from './livekit-json.ts';
import { signLiveKitWebhook } from './livekit-token.ts';
import type { LiveKitKey } from './livekit-token.ts';
import type { LeaveReason, RoomListener, SimulatedParticipant, SimulatedRoom } from './room-book.ts';
import type { NewWebhook } from './video-webhooks.ts';

export interface LiveKitEventsOptions extends LiveKitKey {
  readonly clock: Clock;
  readonly random: Random;
  readonly post: (webhook: NewWebhook) => void;
}

const disconnectReasons = {
  left: 'CLIENT_INITIATED',
  removed: 'PARTICIPANT_REMOVED',
  replaced: 'DUPLICATE_IDENTITY',
  'room-closed': 'ROOM_DELETED',
  restarted: 'SERVER_SHUTDOWN',
} as const satisfies Record<LeaveReason, string>;

/**
 * Posts webhooks as LiveKit does: `application/webhook+json`, and as `Authorization` a token over the checksum of the body
 * (https://docs.livekit.io/home/server/webhooks/). What a crash ends is told to nobody.
 */
export function createLiveKitEvents(options: LiveKitEventsOptions): RoomListener {
  const { apiKey, apiSecret, clock, random, post } = options;
  const tell = (event: string, room: SimulatedRoom, participant?: object): void => {
    const body = JSON.stringify({
      event,
      room: toWebhookJson(toLiveKitRoom(room, clock.now())),
      ...(participant === undefined ? {} : { participant }),
      id: `EV_${random.hex(12)}`,
      createdAt: toSeconds(clock.now()),
    });
    post({
      event,
      sessionId: room.sessionId,
      toRequest: () => ({
        headers: {
          'content-type': 'application/webhook+json',
          authorization: signLiveKitWebhook(body, { apiKey, apiSecret, now: clock.now() }),
        },
        body,
      }),
    });
  };
  const toJson = (participant: SimulatedParticipant, more: object = {}): object => ({
    ...toWebhookJson(toLiveKitParticipant(participant)),
    ...more,
  });

  return {
    opened: (room) => {
      tell('room_started', room);
    },
    joined: (room, participant) => {
      tell('participant_joined', room, toJson(participant));
    },
    left: (room, participant, reason) => {
      if (reason === 'restarted') return;
      const more = { state: 'DISCONNECTED', disconnectReason: disconnectReasons[reason] };
      tell('participant_left', room, toJson(participant, more));
    },
    closed: (room, reason) => {
      if (reason !== 'restarted') tell('room_finished', room);
    },
  };
}

/**
 * Webhooks write the names of the protocol's fields in the other spelling of its JSON, and leave out what is 0, empty, false or the
 * first of its kind.
 */
function toWebhookJson(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]: [string, unknown]) => !isDefault(entry))
      .map(([name, entry]: [string, unknown]) => [
        name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
        isObject(entry) ? toWebhookJson(entry) : entry,
      ]),
  );
}

const defaults = new Set<unknown>([0, '', false, null, 'STANDARD', 'UNKNOWN_REASON']);

function isDefault(value: unknown): boolean {
  return defaults.has(value) || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
