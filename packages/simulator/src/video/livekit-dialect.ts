import type { Clock } from '@clinicarrivals/core';
import type { Random } from '../random.ts';
import { readLiveKitToken } from './livekit-token.ts';
import type { LiveKitClaims, LiveKitKey } from './livekit-token.ts';
import { toLiveKitParticipant, toLiveKitRoom } from './livekit-json.ts';
import type { RoomBook, SimulatedRoom } from './room-book.ts';
import type { VideoApiRequest, VideoDialect } from './video-dialect.ts';
import { parseObject } from './parse-object.ts';

export interface LiveKitDialectOptions extends LiveKitKey {
  readonly clock: Clock;
  readonly random: Random;
  readonly rooms: RoomBook;
  /** A ticket alone makes the room; true unless given. */
  readonly autoCreate?: boolean;
  /** No room can be made any more. */
  readonly isFull: () => boolean;
}

const service = '/twirp/livekit.RoomService/';
// The defaults of livekit-server 1.13.5, in seconds.
const emptyTimeout = 300;
const departureTimeout = 20;

/**
 * Speaks as a LiveKit server 1.13.5 does: the calls of its RoomService over Twirp in JSON, as far as rooms need them
 * (https://docs.livekit.io/reference/other/roomservice-api/).
 */
export function createLiveKitDialect(options: LiveKitDialectOptions): VideoDialect {
  const { rooms, random, clock } = options;
  const readToken = (token: string, now = clock.now()): ReturnType<typeof readLiveKitToken> =>
    readLiveKitToken(token, { ...options, now });
  const open: Open = (name, wanted) =>
    rooms.get(name) === null && options.isFull()
      ? null
      : rooms.open(name, {
          unusedUntil: clock.now() + secondsOf(wanted, 'empty_timeout', emptyTimeout) * 1000,
          departureMs: secondsOf(wanted, 'departure_timeout', departureTimeout) * 1000,
        });

  return {
    answer: (request) => {
      if (request.url.pathname.endsWith('/validate')) return validate(readToken, request.url);
      const given = request.headers.get('authorization') ?? '';
      if (given !== '' && !given.startsWith('Bearer ')) {
        return unauthorized('invalid authorization header. Must start with Bearer ');
      }
      // The SDK stamps the tokens of its calls by the machine's clock.
      const claims = given === '' ? nobody : readToken(given.slice('Bearer '.length), Date.now());
      if (typeof claims === 'string') return unauthorized('invalid authorization token');
      return answerCall(request, claims, { rooms, open, show: (room) => toLiveKitRoom(room, clock.now()) });
    },
    join: (token, onLeft) => {
      const claims = readToken(token);
      if (typeof claims === 'string') return claims;
      const { identity: label, room: sessionId, roomJoin } = claims;
      if (!roomJoin || label === '' || sessionId === '') return 'not-permitted';
      const room = options.autoCreate === false ? rooms.get(sessionId) : open(sessionId, {});
      const before = room?.participants.find((participant) => participant.label === label);
      if (before !== undefined) rooms.leave(before.id, 'replaced');
      return rooms.join({ id: `PA_${random.hex(12)}`, sessionId, label, onLeft }) ?? 'no-room';
    },
  };
}

const nobody: LiveKitClaims = {
  identity: '',
  roomJoin: false,
  roomCreate: false,
  roomList: false,
  roomAdmin: false,
  room: '',
};

/** Null when no room can be made any more. */
type Open = (name: string, wanted: Readonly<Record<string, unknown>>) => SimulatedRoom | null;

/** How a room is written. */
type Show = (room: SimulatedRoom) => object;

/** What `livekit-client` asks when its WebSocket was refused. */
function validate(readToken: (token: string) => LiveKitClaims | string, url: URL): Response {
  const claims = readToken(url.searchParams.get('access_token') ?? '');
  const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/plain; charset=utf-8' };
  return typeof claims === 'string'
    ? new Response('invalid authorization token', { status: 401, headers })
    : new Response('success', { headers });
}

function answerCall(
  request: VideoApiRequest,
  claims: LiveKitClaims,
  { rooms, open, show }: { readonly rooms: RoomBook; readonly open: Open; readonly show: Show },
): Response {
  const body = parseObject(request.body);
  if (body === null) return refuse(400, 'malformed', 'the json request could not be decoded');
  const [name, room, identity] = [body['name'], body['room'], body['identity']].map(textOf);
  const isAdmin = claims.roomAdmin && claims.room === room;
  switch (request.method === 'POST' ? request.url.pathname : '') {
    case `${service}CreateRoom`:
      return claims.roomCreate ? showRoom(open(name ?? '', body), show) : denied();
    case `${service}ListRooms`:
      return claims.roomList ? listRooms(rooms, body['names'], show) : denied();
    case `${service}DeleteRoom`:
      if (!claims.roomCreate) return denied();
      return rooms.close(room ?? '', 'asked') ? Response.json({}) : notFound('requested room does not exist');
    case `${service}ListParticipants`:
      // Nobody, and no error, where there is no such room.
      return isAdmin
        ? Response.json({ participants: rooms.get(room ?? '')?.participants.map(toLiveKitParticipant) ?? [] })
        : denied();
    case `${service}RemoveParticipant`:
      return isAdmin ? removeParticipant(rooms, room ?? '', identity ?? '') : denied();
    default:
      return refuse(404, 'bad_route', `no handler for path "${request.url.pathname}"`);
  }
}

function showRoom(room: SimulatedRoom | null, show: Show): Response {
  return room === null ? refuse(500, 'internal', 'reached configured limit for node') : Response.json(show(room));
}

function listRooms(rooms: RoomBook, names: unknown, show: Show): Response {
  const wanted = Array.isArray(names) && names.length > 0 ? new Set<unknown>(names) : null;
  const found = rooms.list().filter(({ sessionId }) => wanted === null || wanted.has(sessionId));
  return Response.json({ rooms: found.map(show) });
}

function removeParticipant(rooms: RoomBook, room: string, identity: string): Response {
  const participant = rooms.get(room)?.participants.find(({ label }) => label === identity);
  if (participant === undefined) return notFound('participant does not exist');
  rooms.leave(participant.id, 'removed');
  return Response.json({});
}

function unauthorized(message: string): Response {
  return new Response(message, { status: 401, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

function denied(): Response {
  return refuse(401, 'unauthenticated', 'permissions denied');
}

function notFound(message: string): Response {
  return refuse(404, 'not_found', `twirp error unknown: ${message}`);
}

function refuse(status: number, code: string, msg: string): Response {
  return Response.json({ code, msg }, { status });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Seconds by the name of the protocol's field, in either spelling that its JSON allows; 0 and absence mean the default. */
function secondsOf(body: Readonly<Record<string, unknown>>, field: string, otherwise: number): number {
  const value = body[field] ?? body[field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())];
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
