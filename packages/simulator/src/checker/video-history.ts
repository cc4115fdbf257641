import type { Standing } from './fhir-reading.ts';
import type { CallSeen, ObservedDay, VideoSeen } from './observed-day.ts';

/** A room at the video server, from its opening to its end. */
export interface RoomSeen {
  readonly sessionId: string;
  readonly openedAt: number;
  /** `Infinity` while it is open. */
  readonly closedAt: number;
  /** Null while it is open. */
  readonly reason: string | null;
  readonly people: readonly PresenceSeen[];
}

/** Somebody was in a room. */
export interface PresenceSeen {
  readonly from: number;
  /** `Infinity` while they are in. */
  readonly to: number;
}

/** The consultations by video, ordered for asking. Empty where nobody looked. */
export interface VideoHistory {
  readonly rooms: readonly RoomSeen[];
  readonly calls: readonly CallSeen[];
  /** The appointments whose practitioner was given a link to this session by the PMS, at any time of the day. */
  appointmentsOf(sessionId: string): readonly string[];
  /** The links to the clinic's own page that a text contains. */
  linksIn(body: string): readonly string[];
  /** True for a link that leads into this session. */
  isLinkTo(link: string, sessionId: string): boolean;
  /** The end of the outage of the video server that covers a moment; the moment itself where there was none. */
  afterOutage(at: number): number;
}

const nothing: VideoSeen = { joinUrl: '', log: [], calls: [], outages: [] };

/** Orders what was seen of video, and finds out whose each session was. */
export function toVideoHistory(
  { video = nothing }: ObservedDay,
  versions: ReadonlyMap<string, readonly Standing[]>,
): VideoHistory {
  const { joinUrl, calls, outages } = video;
  const rooms = toRooms(video);
  const isLinkTo = (link: string, sessionId: string): boolean => link.startsWith(`${joinUrl}${sessionId}`);
  const owners = new Map<string, readonly string[]>();
  const findOwners = (sessionId: string): readonly string[] =>
    [...versions].flatMap(([id, standings]) =>
      standings.some(({ link }) => link !== null && isLinkTo(link, sessionId)) ? [id] : [],
    );
  return {
    rooms,
    calls,
    appointmentsOf: (sessionId) => {
      const known = owners.get(sessionId) ?? findOwners(sessionId);
      owners.set(sessionId, known);
      return known;
    },
    linksIn: (body) =>
      joinUrl === '' ? [] : (body.match(/https?:\/\/\S+/g) ?? []).filter((link) => link.startsWith(joinUrl)),
    isLinkTo,
    afterOutage: (at) => outages.find(({ from, to }) => from <= at && at < (to ?? Infinity))?.to ?? at,
  };
}

function toRooms({ log }: VideoSeen): readonly RoomSeen[] {
  const open = new Map<string, RoomDraft>();
  const all: RoomDraft[] = [];
  for (const { at, type, sessionId = '', participantId = '', reason = null } of log) {
    if (type === 'opened') {
      const room: RoomDraft = { sessionId, openedAt: at, closedAt: Infinity, reason: null, presences: new Map() };
      open.set(sessionId, room);
      all.push(room);
    }
    const room = open.get(sessionId);
    if (room === undefined) continue;
    if (type === 'joined') room.presences.set(participantId, { from: at, to: Infinity });
    if (type === 'left') leave(room, participantId, at);
    if (type === 'closed') {
      for (const id of room.presences.keys()) leave(room, id, at);
      Object.assign(room, { closedAt: at, reason });
      open.delete(sessionId);
    }
  }
  return all.map(({ presences, ...room }) => ({ ...room, people: [...presences.values()] }));
}

interface RoomDraft extends Omit<RoomSeen, 'people'> {
  closedAt: number;
  reason: string | null;
  readonly presences: Map<string, PresenceSeen>;
}

function leave({ presences }: RoomDraft, participantId: string, at: number): void {
  const presence = presences.get(participantId);
  if (presence?.to === Infinity) presences.set(participantId, { ...presence, to: at });
}
