import type { Clock } from '@clinicarrivals/core';
import type { Random } from '../random.ts';
import { toConnectionJson, toSessionJson } from './openvidu-json.ts';
import type { OpenViduConnection } from './openvidu-json.ts';
import { parseObject } from './parse-object.ts';
import type { RoomBook, SimulatedParticipant, SimulatedRoom } from './room-book.ts';
import type { VideoApiRequest, VideoDialect } from './video-dialect.ts';

export interface OpenViduDialectOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly rooms: RoomBook;
  readonly secret: string;
  /** No session can be made any more. */
  readonly isFull: () => boolean;
  /** Where browsers connect to, such as `ws://127.0.0.1:49152`. */
  readonly origin: () => string;
}

const api = '/openvidu/api/sessions';
// The defaults of OPENVIDU_SESSIONS_GARBAGE_INTERVAL and OPENVIDU_SESSIONS_GARBAGE_THRESHOLD.
const garbageIntervalMs = 900_000;
const garbageThresholdMs = 3_600_000;

/**
 * Speaks as an OpenVidu server 2.32.2 does: sessions and connections of its REST API, as far as openvidu-node-client needs them
 * (https://docs.openvidu.io/en/stable/reference-docs/REST-API/).
 */
export function createOpenViduDialect(options: OpenViduDialectOptions): VideoDialect {
  const { rooms, secret } = options;
  const authorization = `Basic ${Buffer.from(`OPENVIDUAPP:${secret}`).toString('base64')}`;
  const connections = createConnections(options);
  const openSession = createOpening(options);

  return {
    answer: (request) => {
      if (request.headers.get('authorization') !== authorization) return refuse(401, 'Unauthorized');
      const { method, url } = request;
      const isWithPending = url.searchParams.get('pendingConnections') === 'true';
      const show = (room: SimulatedRoom): object => toSessionJson(room, connections.list(room, isWithPending));
      const [id, kind, connectionId, ...rest] = partsOf(url);
      const room = id === undefined ? null : rooms.get(id);
      if (!url.pathname.startsWith(api) || rest.length > 0) return refuse(404, 'No such path');
      switch (`${method} ${[id && ':id', kind, connectionId && ':connection'].filter(Boolean).join('/')}`) {
        case 'POST ':
          return withBody(request, openSession);
        case 'GET ': {
          const content = rooms.list().map(show);
          return Response.json({ numberOfElements: content.length, content });
        }
        case 'GET :id':
          return room === null ? gone() : Response.json(show(room));
        case 'DELETE :id':
          return rooms.close(id ?? '', 'asked') ? new Response(null, { status: 204 }) : gone();
        case 'POST :id/connection':
          return room === null ? gone() : withBody(request, (body) => Response.json(connections.make(room, body)));
        case 'DELETE :id/connection/:connection':
          // Not 404: the real server calls an unknown session a bad request here.
          if (room === null) return new Response(null, { status: 400 });
          return connections.remove(room, connectionId ?? '') ? new Response(null, { status: 204 }) : gone();
        default:
          return refuse(404, 'No such path');
      }
    },
    join: (token, onLeft) => {
      const connection = connections.take(token);
      if (connection === null) return 'invalid';
      const { connectionId: id, sessionId, serverData: label } = connection;
      return rooms.join({ id, sessionId, label, onLeft }) ?? 'no-room';
    },
  };
}

/** Makes what opens sessions, and has the collector run from now on. */
function createOpening({
  clock,
  random,
  rooms,
  isFull,
}: OpenViduDialectOptions): (body: Readonly<Record<string, unknown>>) => Response {
  const startedAt = clock.now();
  /** The first round of the collector by which an unused session is too old. */
  const collectedAt = (): number => {
    const rounds = Math.floor((clock.now() + garbageThresholdMs - startedAt) / garbageIntervalMs) + 1;
    return startedAt + rounds * garbageIntervalMs;
  };
  return (body) => {
    const wanted = body['customSessionId'] ?? '';
    if (typeof wanted !== 'string' || !/^[\w-]*$/.test(wanted)) {
      return refuse(400, "Parameter 'customSessionId' is wrong. Must be an alphanumeric string [a-zA-Z0-9_-]");
    }
    if (rooms.get(wanted) !== null) return new Response(null, { status: 409 });
    if (isFull()) return refuse(503, 'No media node is available');
    const sessionId = wanted === '' ? `ses_${random.hex(10)}` : wanted;
    const room = rooms.open(sessionId, { unusedUntil: collectedAt(), departureMs: 0 });
    return Response.json(toSessionJson(room, []));
  };
}

interface Connections {
  make(room: SimulatedRoom, body: Readonly<Record<string, unknown>>): object;
  list(room: SimulatedRoom, isWithPending: boolean): readonly object[];
  remove(room: SimulatedRoom, connectionId: string): boolean;
  /** Uses up a token; null when it is unknown, was used, or its session has ended. */
  take(token: string): OpenViduConnection | null;
}

function createConnections({ clock, random, rooms, origin }: OpenViduDialectOptions): Connections {
  /** By token. */
  const pending = new Map<string, OpenViduConnection>();
  /** By connection id. */
  const taken = new Map<string, OpenViduConnection>();
  const isAlive = ({ sessionId, roomId }: OpenViduConnection): boolean => rooms.get(sessionId)?.uniqueId === roomId;
  const pendingOf = (room: SimulatedRoom): readonly OpenViduConnection[] =>
    [...pending.values()].filter(({ roomId }) => roomId === room.uniqueId);
  const forgetOld = (): void => {
    for (const connection of pending.values()) if (!isAlive(connection)) pending.delete(connection.token);
    for (const { connectionId } of taken.values()) if (!rooms.isIn(connectionId)) taken.delete(connectionId);
  };

  return {
    make: (room, body) => {
      forgetOld();
      const { sessionId, uniqueId: roomId } = room;
      const token = `${origin()}?sessionId=${sessionId}&token=tok_${random.hex(16)}`;
      const connection: OpenViduConnection = {
        connectionId: `con_${random.hex(10)}`,
        sessionId,
        roomId,
        token,
        serverData: typeof body['data'] === 'string' ? body['data'] : '',
        role: typeof body['role'] === 'string' ? body['role'] : 'PUBLISHER',
        createdAt: clock.now(),
      };
      pending.set(token, connection);
      return toConnectionJson(connection, null);
    },
    list: (room, isWithPending) => [
      ...room.participants.flatMap((participant: SimulatedParticipant) => {
        const connection = taken.get(participant.id);
        return connection === undefined ? [] : [toConnectionJson(connection, participant)];
      }),
      ...(isWithPending ? pendingOf(room).map((connection) => toConnectionJson(connection, null)) : []),
    ],
    remove: (room, connectionId) => {
      const unused = pendingOf(room).find((connection) => connection.connectionId === connectionId);
      if (unused !== undefined) return pending.delete(unused.token);
      if (!room.participants.some(({ id }) => id === connectionId)) return false;
      rooms.leave(connectionId, 'removed');
      return true;
    },
    take: (token) => {
      const connection = pending.get(token);
      pending.delete(token);
      if (connection === undefined || !isAlive(connection)) return null;
      taken.set(connection.connectionId, connection);
      return connection;
    },
  };
}

function partsOf(url: URL): readonly (string | undefined)[] {
  return url.pathname.slice(api.length).split('/').filter(Boolean);
}

function withBody(request: VideoApiRequest, work: (body: Readonly<Record<string, unknown>>) => Response): Response {
  const body = parseObject(request.body);
  return body === null ? refuse(400, 'The body is no JSON object') : work(body);
}

/** OpenVidu sends no body with these. */
function gone(): Response {
  return new Response(null, { status: 404 });
}

function refuse(status: number, message: string): Response {
  return Response.json({ status, error: 'Error', message, path: api }, { status });
}
