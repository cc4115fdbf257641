import type { Clock } from '@clinicarrivals/core';
import { uniqueSessionId } from './openvidu-json.ts';
import type { LeaveReason, RoomListener, SimulatedParticipant, SimulatedRoom } from './room-book.ts';
import type { NewWebhook } from './video-webhooks.ts';

export interface OpenViduEventsOptions {
  readonly clock: Clock;
  /** Sent with every webhook: all that OpenVidu 2 can prove who it is with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly post: (webhook: NewWebhook) => void;
}

const leaveReasons = {
  left: 'disconnect',
  removed: 'forceDisconnectByServer',
  replaced: 'disconnect',
  'room-closed': 'sessionClosedByServer',
  restarted: 'openviduServerStopped',
} as const satisfies Record<LeaveReason, string>;

/**
 * Posts webhooks as OpenVidu 2 does, with the headers of its configuration and no signature
 * (https://docs.openvidu.io/en/stable/reference-docs/openvidu-server-webhook/). A session is told of when the first one joins, and
 * its end only if somebody ever did. What a crash ends is told to nobody.
 */
export function createOpenViduEvents({ clock, headers, post }: OpenViduEventsOptions): RoomListener {
  const tell = (event: string, room: SimulatedRoom, more: object): void => {
    const { sessionId } = room;
    const at = { sessionId, uniqueSessionId: uniqueSessionId(room), timestamp: clock.now() };
    const body = JSON.stringify({ ...at, ...more, event });
    post({
      event,
      sessionId,
      toRequest: () => ({ headers: { ...headers, 'content-type': 'application/json' }, body }),
    });
  };
  const since = (startTime: number): object => ({
    startTime,
    duration: Math.floor((clock.now() - startTime) / 1000),
  });

  return {
    opened: () => undefined,
    joined: (room, participant) => {
      if (room.participants.length === 1) tell('sessionCreated', room, {});
      tell('participantJoined', room, toJson(participant));
    },
    left: (room, participant, reason) => {
      if (reason === 'restarted') return;
      const ended = { ...since(participant.joinedAt), reason: leaveReasons[reason] };
      tell('participantLeft', room, { ...ended, ...toJson(participant) });
    },
    closed: (room, reason) => {
      if (reason === 'restarted' || !room.isUsed) return;
      const ended = reason === 'empty' ? 'lastParticipantLeft' : 'sessionClosedByServer';
      tell('sessionDestroyed', room, { ...since(room.openedAt), reason: ended });
    },
  };
}

function toJson({ id, label }: SimulatedParticipant): object {
  return {
    participantId: id,
    connectionId: id,
    location: 'unknown',
    ip: '127.0.0.1',
    platform: 'Simulated browser',
    clientData: '',
    serverData: label,
  };
}
