import { roomOf } from '../conversation/state.ts';
import type { VisitContext } from '../conversation/state.ts';
import { ClinicArrivalsError, VideoError } from '../errors.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { VideoAdmittance, VideoDesk, VideoPass, VideoVisit } from '../ports/video-desk.ts';
import type { VideoRole, VideoSession, VideoTicket } from '../ports/video-provider.ts';
import { applyEvent } from './apply-event.ts';
import type { Engine } from './engine.ts';
import type { Loops } from './loops.ts';
import type { Rooms } from './rooms.ts';
import type { KnownSession, SessionIndex } from './session-index.ts';
import { isRung, knowsWhoJoined, linkOf } from './video-links.ts';
import { toVideoVisit } from './video-visit.ts';

/** Consultations by video: what the join page asks, what webhooks hint at, and the links for reception. */
export interface ArrivalsVideo extends VideoDesk {
  /**
   * Takes the hint that something has changed in these sessions: who is in is asked at once. Sessions that are not known are ignored.
   * Resolves before that is done: whoever posted the hint need not wait.
   */
  noticed(hint: { readonly sessionIds: readonly string[] }): Promise<void>;
  /**
   * Gives the link of one role to a visit, such as a guest's for reception to pass on.
   *
   * Null when the visit is not by video, is over, or does not exist.
   */
  link(query: { readonly appointmentId: string; readonly role: VideoRole }): Promise<string | null>;
  /** The sessions of yesterday, today and tomorrow to which somebody may hold a link: for who makes them known elsewhere, such as at a relay. */
  sessions(): Promise<readonly string[]>;
}

const minute = 60_000;

/** What the desk works with. */
export interface VideoDeskParts {
  readonly engine: Engine;
  readonly sessions: SessionIndex;
  readonly rooms: Rooms;
  /** What is asked for is supervised: `stop` waits for it. */
  readonly loops: Pick<Loops, 'attend' | 'lookIntoRooms'>;
}

/** Makes the desk. Every answer is read from the store, so that any process of the clinic may give it. */
export function createVideoDesk(parts: VideoDeskParts): ArrivalsVideo {
  const { engine, rooms, loops } = parts;
  return {
    visit: async (pass) => (await find(parts, pass)).visit,
    admit: (pass) => loops.attend(() => admit(parts, pass)),
    callInstead: (pass) => loops.attend(() => callInstead(parts, pass)),
    sessions: () => parts.sessions.withLinks(),
    noticed: async ({ sessionIds }) => {
      if (rooms.hint(sessionIds)) loops.lookIntoRooms();
    },
    link: async ({ appointmentId, role }) => {
      const record = await engine.store.conversation({ appointmentId });
      if (record === null) return null;
      const { context } = record.state;
      const { status } = toVideoVisit(engine, parts.sessions, record, { sessionId: context.sessionKey, role });
      return status === 'ended' ? null : linkOf(engine, context, role);
    },
  };
}

type Found =
  { readonly record: ConversationRecord; readonly visit: VideoVisit } | { readonly record: null; readonly visit: null };

async function find(parts: VideoDeskParts, pass: VideoPass): Promise<Found> {
  const { engine, sessions } = parts;
  const remembered = await load(parts, pass, await sessions.find(pass.sessionId));
  const isDoubted = remembered !== null && remembered.state.context.sessionId !== pass.sessionId;
  const record = isDoubted ? await load(parts, pass, await sessions.find(pass.sessionId, true)) : remembered;
  return record === null
    ? { record: null, visit: null }
    : { record, visit: toVideoVisit(engine, sessions, record, pass) };
}

async function load(
  { engine }: VideoDeskParts,
  { sessionId }: VideoPass,
  known: KnownSession | null,
): Promise<ConversationRecord | null> {
  const record = known && (await engine.store.conversation({ appointmentId: known.appointmentId }));
  return record?.state.context.sessionKey === sessionId ? record : null;
}

async function admit(parts: VideoDeskParts, pass: VideoPass): Promise<VideoAdmittance> {
  const { engine, rooms } = parts;
  const { record, visit } = await find(parts, pass);
  if (record === null || visit.status !== 'open') return { type: 'refused', visit };
  const ticket = await notingHealth(engine, () => letIn(engine, record.state.context, pass));
  const { visit: visitNow } = await find(parts, pass);
  if (visitNow?.status !== 'open') return turnAway(engine, pass, visitNow);
  await noteAdmission(engine, record, pass);
  rooms.watch(pass.sessionId);
  return { type: 'admitted', ticket };
}

async function callInstead(parts: VideoDeskParts, pass: VideoPass): Promise<boolean> {
  const { engine } = parts;
  const { record, visit } = await find(parts, pass);
  if (record === null || pass.role !== 'patient') return false;
  if (visit.meeting?.mayAskForCall !== true) return visit.status === 'telephone';
  const applied = await applyEvent(engine, {
    appointmentId: record.appointmentId,
    by: 'patient',
    event: { type: 'call-requested' },
    onlyIf: ({ state }) => state.context.sessionId === pass.sessionId,
  });
  return applied !== null && isRung(engine, applied.record.state.context);
}

/** Notes whether the video server answers. */
async function notingHealth<Result>(engine: Engine, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    engine.health.up('video');
    return result;
  } catch (error) {
    engine.health.down('video', error);
    throw error;
  }
}

async function letIn(engine: Engine, context: VisitContext, pass: VideoPass): Promise<VideoTicket> {
  const { video } = engine;
  const { startAt, endAt, practitioner } = context.appointment;
  const session = { sessionId: pass.sessionId, practitionerId: practitioner.id, startAt, endAt };
  if (roomOf(context).phase !== 'open') await video.open(session);
  if (video.admit === undefined) return { type: 'page', url: pageOf(engine, session, pass) };
  const endsAt = endAt + engine.config.settings.roomMinutes * minute;
  // Who comes back to a visit that runs late has a moment to do so.
  const validUntil = Math.max(endsAt, engine.clock.now() + 5 * minute);
  const admission = { ...session, role: pass.role, validUntil };
  try {
    return await video.admit(admission);
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error) || !error.isRetryable) throw error;
    // The server may have collected the room because nobody was in it.
    await video.open(session);
    return video.admit(admission);
  }
}

/** A practitioner who rings has no page; that they do was found before anybody is let in. */
function pageOf({ video }: Engine, session: VideoSession, { role }: VideoPass): string {
  const url = video.link({ ...session, role });
  if (url === null) throw new VideoError({ message: '[video] there is no link for this role', isRetryable: false });
  return url;
}

/** The visit ended while the server made the room: nobody is let in, and the room does not stay. */
async function turnAway(engine: Engine, pass: VideoPass, visit: VideoVisit | null): Promise<VideoAdmittance> {
  if (visit?.status !== 'early') await engine.video.close({ sessionId: pass.sessionId });
  return { type: 'refused', visit };
}

/** Where nobody can tell who is in a room, the patient's admission counts as joining. */
async function noteAdmission(
  engine: Engine,
  { appointmentId, state }: ConversationRecord,
  pass: VideoPass,
): Promise<void> {
  const isSeen = knowsWhoJoined(engine, state.context.appointment.practitioner.id);
  if (pass.role !== 'patient' || isSeen) return;
  await applyEvent(engine, {
    appointmentId,
    by: 'patient',
    event: { type: 'patient-joined' },
    onlyIf: (record) => record.state.context.sessionId === pass.sessionId,
  });
}
