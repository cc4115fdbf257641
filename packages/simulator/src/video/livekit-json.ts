import type { SimulatedParticipant, SimulatedRoom } from './room-book.ts';

// The real server counts the people of a room every five seconds.
const countingMs = 5000;

/** A room as the API writes it at a moment: names of the protocol, 64 bit numbers as text. */
export function toLiveKitRoom(room: SimulatedRoom, now: number): object {
  return {
    sid: `RM_${room.uniqueId}`,
    name: room.sessionId,
    // The clock may have gone on by a millisecond in between.
    empty_timeout: Math.round((room.lifetime.unusedUntil - room.openedAt) / 1000),
    departure_timeout: Math.round(room.lifetime.departureMs / 1000),
    max_participants: 0,
    creation_time: toSeconds(room.openedAt),
    creation_time_ms: String(room.openedAt),
    turn_password: '',
    enabled_codecs: [],
    metadata: '',
    num_participants: room.participants.filter(({ joinedAt }) => joinedAt + countingMs <= now).length,
    num_publishers: 0,
    active_recording: false,
    version: null,
  };
}

/** Somebody in a room as the API writes it. */
export function toLiveKitParticipant({ id, label, joinedAt }: SimulatedParticipant): object {
  return {
    sid: id,
    identity: label,
    state: 'ACTIVE',
    tracks: [],
    metadata: '',
    joined_at: toSeconds(joinedAt),
    joined_at_ms: String(joinedAt),
    name: '',
    version: 1,
    permission: { can_subscribe: true, can_publish: true, can_publish_data: true, hidden: false, recorder: false },
    region: '',
    is_publisher: false,
    kind: 'STANDARD',
    attributes: {},
    disconnect_reason: 'UNKNOWN_REASON',
  };
}

/** Whole seconds since 1970, as text. */
export function toSeconds(at: number): string {
  return String(Math.floor(at / 1000));
}
