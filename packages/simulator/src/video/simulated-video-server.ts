import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createEventLog } from '../event-log.ts';
import type { EventLog, WritableEventLog } from '../event-log.ts';
import { createFaultQueue, createHangingRequests } from '../faults.ts';
import type { FaultQueue } from '../faults.ts';
import { createHttpServer } from '../http-server.ts';
import { createRandom } from '../random.ts';
import type { Random } from '../random.ts';
import { createLiveKitDialect } from './livekit-dialect.ts';
import { createLiveKitEvents } from './livekit-events.ts';
import { createLiveKitRtc } from './livekit-rtc.ts';
import { createOpenViduDialect } from './openvidu-dialect.ts';
import { createOpenViduEvents } from './openvidu-events.ts';
import { createRoomBook } from './room-book.ts';
import type { RoomBook, RoomListener } from './room-book.ts';
import { createVideoControls, wellHealth } from './video-controls.ts';
import type { VideoConnection, VideoServerControls } from './video-controls.ts';
import type { VideoDialect } from './video-dialect.ts';
import { createVideoHandler } from './video-handler.ts';
import type { VideoFaultKind, VideoServerHealth } from './video-handler.ts';
import type { VideoLogEntry } from './video-log.ts';
import { createVideoWebhooks } from './video-webhooks.ts';
import type {
  NewWebhook,
  VideoWebhookCall,
  VideoWebhookFaultKind,
  VideoWebhooks,
  VideoWebhooksOptions,
} from './video-webhooks.ts';
import { createWake } from '../wake.ts';

export type SimulatedVideoServerOptions = {
  readonly clock: Clock;
  /** Decides ids and chance; 1 unless given. */
  readonly seed?: number | string;
  /** Where webhooks are posted; nowhere unless given. */
  readonly webhookUrl?: string;
} & (
  | {
      readonly kind: 'livekit';
      readonly apiKey: string;
      readonly apiSecret: string;
      /** `room.auto_create` of the real server: a ticket alone makes the room. True unless given, as there. */
      readonly autoCreate?: boolean;
    }
  | {
      readonly kind: 'openvidu';
      readonly secret: string;
      /** Sent with every webhook, such as `{ authorization: 'Basic …' }`. */
      readonly webhookHeaders?: Readonly<Record<string, string>>;
    }
);

/** A video server without pictures: its API, its webhooks and who is in which room. Everything is kept in memory. */
export interface SimulatedVideoServer {
  /** The origin, such as `http://127.0.0.1:49152`; throws `ConfigurationError` before `listen`. */
  readonly url: string;
  /** Answers without a socket. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Listens on 127.0.0.1, on a free port unless one is given. Gives the origin. */
  listen(port?: number): Promise<string>;
  /** Stops listening, lets go of hanging requests, browsers and its clock (idempotent). What it knows is kept. */
  close(): Promise<void>;
  readonly controls: VideoServerControls;
  /** Every call, every room and everybody who came and went. */
  readonly log: EventLog<VideoLogEntry>;
  /** Every webhook that was posted. */
  readonly webhooks: EventLog<VideoWebhookCall>;
  /** When a room closes by itself next; null when none will. */
  nextAt(): number | null;
  /** Does what is due at the clock's time. Not needed where the clock runs what is scheduled. */
  runDue(): void;
  /** Resolves when every webhook has been answered or has failed. */
  idle(): Promise<void>;
}

/**
 * Makes a simulated video server: LiveKit 1.13.5 (which is OpenVidu 3 too) or OpenVidu 2.32.2.
 *
 * Everything goes by its clock but the tokens of LiveKit's API calls: its SDK stamps them with the machine's, and so they are checked.
 *
 * @throws ConfigurationError when a key or a secret is empty, or the webhooks' address is no URL
 * @example createSimulatedVideoServer({ kind: 'livekit', clock, apiKey: 'devkey', apiSecret: 'secret' });
 */
export function createSimulatedVideoServer(options: SimulatedVideoServerOptions): SimulatedVideoServer {
  checkOptions(options);
  const { clock } = options;
  const random = createRandom(options.seed ?? 1);
  const [faults, webhookFaults] = [createFaultQueue<VideoFaultKind>(), createFaultQueue<VideoWebhookFaultKind>()];
  const hanging = createHangingRequests();
  const health = { ...wellHealth };
  const { log, calls, webhooks, rooms } = createRooms(options, random, webhookFaults);
  const { settle, stop } = createWake(clock, rooms);
  const isFull = (): boolean => rooms.list().length >= health.roomLimit;
  const dialect = createDialect(options, {
    random: random.fork('dialect'),
    rooms,
    isFull,
    origin: () => server.origin(),
  });

  const connect = createConnect({ clock, log, rooms, dialect, health, settle });
  const rtc = createLiveKitRtc(connect);
  const handler = createVideoHandler({
    clock,
    random: random.fork('faults'),
    dialect,
    health,
    faults,
    hanging,
    log,
    settle,
  });
  const server = createHttpServer('videoServer', handler, options.kind === 'livekit' ? rtc.upgrade : undefined);

  return {
    get url() {
      return server.origin();
    },
    fetch: async (request) => handler(request),
    listen: (port = 0) => server.listen(port),
    close: async () => {
      stop();
      webhooks.stop();
      hanging.release();
      rtc.close();
      await server.close();
    },
    controls: createVideoControls({ connect, rooms, health, faults, webhookFaults, settle }),
    log,
    webhooks: calls,
    nextAt: () => rooms.nextAt(),
    runDue: settle,
    idle: () => webhooks.idle(),
  };
}

/** The rooms, and what is written and told of them. */
function createRooms(
  options: SimulatedVideoServerOptions,
  random: Random,
  faults: FaultQueue<VideoWebhookFaultKind>,
): {
  readonly log: WritableEventLog<VideoLogEntry>;
  readonly calls: WritableEventLog<VideoWebhookCall>;
  readonly webhooks: VideoWebhooks;
  readonly rooms: RoomBook;
} {
  const { clock, kind, webhookUrl: url = null } = options;
  const log = createEventLog<VideoLogEntry>();
  const calls = createEventLog<VideoWebhookCall>();
  const webhooks = createVideoWebhooks({ ...webhookHabits[kind], clock, url, faults, log: calls });
  const events = createEvents(options, random.fork('events'), (webhook) => webhooks.post(webhook));
  const listener = toListener(clock, log, events);
  return { log, calls, webhooks, rooms: createRoomBook({ clock, random: random.fork('rooms'), listener }) };
}

/**
 * LiveKit tries again four times, with growing pauses, when nobody answers, for 429 and for 5xx. OpenVidu posts one after another and
 * tries again at once when nobody answers; any other status than 200 it takes for a failure.
 */
const webhookHabits = {
  livekit: {
    isSequential: false,
    retries: {
      delaysMs: [1000, 2000, 4000, 8000],
      isFor: (status) => status === null || status === 429 || status >= 500,
    },
  },
  openvidu: {
    isSequential: true,
    retries: { delaysMs: [0, 0, 0, 0], isFor: (status) => status === null },
  },
} as const satisfies Record<string, Pick<VideoWebhooksOptions, 'isSequential' | 'retries'>>;

function createEvents(
  options: SimulatedVideoServerOptions,
  random: Random,
  post: (webhook: NewWebhook) => void,
): RoomListener {
  const { clock } = options;
  return options.kind === 'livekit'
    ? createLiveKitEvents({ ...options, random, post })
    : createOpenViduEvents({ clock, headers: options.webhookHeaders ?? {}, post });
}

function createDialect(
  options: SimulatedVideoServerOptions,
  parts: {
    readonly random: Random;
    readonly rooms: RoomBook;
    readonly isFull: () => boolean;
    readonly origin: () => string;
  },
): VideoDialect {
  if (options.kind === 'livekit') {
    return createLiveKitDialect({ ...options, ...parts });
  }
  const { clock, secret } = options;
  return createOpenViduDialect({ clock, secret, ...parts, origin: () => parts.origin().replace(/^http/, 'ws') });
}

/** Writes the log, then tells the webhooks. */
function toListener(clock: Clock, log: WritableEventLog<VideoLogEntry>, events: RoomListener): RoomListener {
  return {
    opened: (room) => {
      log.append({ at: clock.now(), type: 'opened', sessionId: room.sessionId });
      events.opened(room);
    },
    joined: (room, participant) => {
      const { id: participantId, sessionId, label } = participant;
      log.append({ at: clock.now(), type: 'joined', sessionId, participantId, label });
      events.joined(room, participant);
    },
    left: (room, participant, reason) => {
      const { id: participantId, sessionId, label } = participant;
      log.append({ at: clock.now(), type: 'left', sessionId, participantId, label, reason });
      events.left(room, participant, reason);
    },
    closed: (room, reason) => {
      log.append({ at: clock.now(), type: 'closed', sessionId: room.sessionId, reason });
      events.closed(room, reason);
    },
  };
}

/** Lets browsers in, and says in the log why it does not. */
function createConnect(parts: {
  readonly clock: Clock;
  readonly log: WritableEventLog<VideoLogEntry>;
  readonly rooms: RoomBook;
  readonly dialect: VideoDialect;
  readonly health: VideoServerHealth;
  readonly settle: () => void;
}): (token: string, onOut?: () => void) => VideoConnection | null {
  const { clock, log, rooms, dialect, health, settle } = parts;
  return (token, onOut = () => undefined) => {
    let isLeaving = false;
    const onLeft = (): void => {
      if (!isLeaving) onOut();
    };
    settle();
    const person = health.isDown ? 'down' : dialect.join(token, onLeft);
    settle();
    if (typeof person === 'string') {
      log.append({ at: clock.now(), type: 'refused', reason: person });
      return null;
    }
    const { id: participantId, sessionId, label } = person;
    return {
      participantId,
      sessionId,
      label,
      isConnected: () => {
        settle();
        return rooms.isIn(participantId);
      },
      disconnect: () => {
        isLeaving = true;
        rooms.leave(participantId, 'left');
        settle();
      },
    };
  };
}

function checkOptions(options: SimulatedVideoServerOptions): void {
  const keys = options.kind === 'livekit' ? [options.apiKey, options.apiSecret] : [options.secret];
  if (keys.includes('')) {
    const field = options.kind === 'livekit' ? 'apiKey and apiSecret' : 'secret';
    throw new ConfigurationError({ field, message: 'must not be empty' });
  }
  if (options.webhookUrl !== undefined && !URL.canParse(options.webhookUrl)) {
    throw new ConfigurationError({ field: 'webhookUrl', message: 'must be a whole URL; leave it out for no webhooks' });
  }
}
