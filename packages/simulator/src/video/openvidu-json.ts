import type { SimulatedParticipant, SimulatedRoom } from './room-book.ts';

/** A connection, taken by somebody or not yet. */
export interface OpenViduConnection {
  readonly connectionId: string;
  readonly sessionId: string;
  /** Of the room for which it was made: another one of the same name does not know it. */
  readonly roomId: string;
  readonly token: string;
  readonly serverData: string;
  readonly role: string;
  readonly createdAt: number;
}

/** Tells one life of a session from the next of the same name. */
export function uniqueSessionId({ sessionId, openedAt }: SimulatedRoom): string {
  return `${sessionId}_${String(openedAt)}`;
}

/** A session as the API writes it, with some of its connections. */
export function toSessionJson(room: SimulatedRoom, connections: readonly object[]): object {
  return {
    id: room.sessionId,
    object: 'session',
    sessionId: room.sessionId,
    createdAt: room.openedAt,
    recording: false,
    broadcasting: false,
    mediaMode: 'ROUTED',
    recordingMode: 'MANUAL',
    defaultRecordingProperties: {
      name: '',
      hasAudio: true,
      hasVideo: true,
      outputMode: 'COMPOSED',
      recordingLayout: 'BEST_FIT',
      resolution: '1280x720',
      frameRate: 25,
      shmSize: 536870912,
    },
    customSessionId: room.sessionId,
    forcedVideoCodec: 'MEDIA_SERVER_PREFERRED',
    allowTranscoding: false,
    connections: { numberOfElements: connections.length, content: connections },
  };
}

/** A connection as the API writes it: active when somebody has taken it, pending otherwise. */
export function toConnectionJson(connection: OpenViduConnection, participant: SimulatedParticipant | null): object {
  const { connectionId, sessionId, token, serverData, role, createdAt } = connection;
  return {
    id: connectionId,
    object: 'connection',
    status: participant === null ? 'pending' : 'active',
    connectionId,
    sessionId,
    createdAt,
    type: 'WEBRTC',
    record: true,
    role,
    kurentoOptions: null,
    customIceServers: [],
    rtspUri: null,
    adaptativeBitrate: null,
    onlyPlayWithSubscribers: null,
    networkCache: null,
    serverData,
    token,
    ...(participant === null ? pending : active(participant)),
  };
}

const pending = {
  activeAt: null,
  location: null,
  ip: null,
  platform: null,
  clientData: null,
  publishers: null,
  subscribers: null,
};

function active({ joinedAt }: SimulatedParticipant): object {
  return {
    activeAt: joinedAt,
    location: 'unknown',
    ip: '127.0.0.1',
    platform: 'Simulated browser',
    clientData: '',
    publishers: [],
    subscribers: [],
  };
}
