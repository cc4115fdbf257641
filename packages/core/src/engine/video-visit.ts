import type { VisitContext, VisitState } from '../conversation/state.ts';
import { roomOf } from '../conversation/state.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { VideoMeeting, VideoPass, VideoVisit } from '../ports/video-desk.ts';
import type { Engine } from './engine.ts';
import type { SessionIndex } from './session-index.ts';
import { isRung } from './video-links.ts';

const minute = 60_000;

/** Tells what the holder of a link may know of a visit. Once it has ended, nothing but that. */
export function toVideoVisit(
  engine: Engine,
  sessions: Pick<SessionIndex, 'known'>,
  { appointmentId, state }: ConversationRecord,
  pass: VideoPass,
): VideoVisit {
  const { name, phone, timeZone } = engine.clinic;
  const { context } = state;
  const { language } = context.appointment.patient;
  const status = statusOf(engine, state.visit, context, pass);
  const lateness = { engine, sessions, appointmentId };
  const meeting = status === 'ended' ? null : toMeeting(context, pass, status, opensAt(engine, context), lateness);
  return { status, clinic: { name, phone, timeZone }, language, meeting };
}

function statusOf(
  engine: Engine,
  visit: VisitState,
  context: VisitContext,
  { sessionId, role }: VideoPass,
): VideoVisit['status'] {
  const isOver = visit === 'closed' || visit === 'held' || roomOf(context).phase === 'closed';
  if (isOver || context.sessionId !== sessionId) return 'ended';
  if (isRung(engine, context)) return 'telephone';
  // A consultation that goes on is not cut off when the visit is moved to later.
  const { patientInSince, practitionerInSince } = roomOf(context);
  if (patientInSince !== null && practitionerInSince !== null) return 'open';
  // The practitioner may come in from the beginning of the clinic day.
  const { startAt } = context.appointment;
  const comesFrom = role === 'practitioner' ? engine.config.calendar.dayOf(startAt).from : opensAt(engine, context);
  return engine.clock.now() < comesFrom ? 'early' : 'open';
}

function opensAt({ config }: Engine, { appointment }: VisitContext): number {
  return appointment.startAt - config.settings.inviteMinutes * minute;
}

function toMeeting(
  context: VisitContext,
  { role }: VideoPass,
  status: VideoVisit['status'],
  windowOpensAt: number,
  lateness: Lateness,
): VideoMeeting {
  const { appointment } = context;
  const { patientInSince, practitionerInSince } = roomOf(context);
  return {
    opensAt: windowOpensAt,
    startAt: appointment.startAt,
    endAt: appointment.endAt,
    practitionerName: appointment.practitioner.name,
    patientName: role === 'practitioner' ? appointment.patient.name : null,
    patientInSince,
    practitionerInSince,
    delayMinutes: delayMinutes(lateness, appointment.practitioner.id),
    mayAskForCall: role === 'patient' && status !== 'telephone',
  };
}

interface Lateness {
  readonly engine: Engine;
  readonly sessions: Pick<SessionIndex, 'known'>;
  /** The visit that waits: its own call-in says nothing about its delay. */
  readonly appointmentId: string;
}

/** By how much the practitioner was late for the patient whom they were ready for last, within the hour and the day. */
function delayMinutes({ engine, sessions, appointmentId }: Lateness, practitionerId: string): number | null {
  const now = engine.clock.now();
  const { from } = engine.config.calendar.dayOf(now);
  let latest: { readonly readyAt: number; readonly startAt: number } | null = null;
  for (const other of sessions.known.values()) {
    if (other.practitionerId !== practitionerId || other.appointmentId === appointmentId) continue;
    const { readyAt, startAt } = other;
    if (readyAt === null || readyAt < from || readyAt < now - 60 * minute || readyAt > now) continue;
    if (latest === null || readyAt > latest.readyAt) latest = { readyAt, startAt };
  }
  const late = latest === null ? 0 : Math.floor((latest.readyAt - latest.startAt) / (5 * minute)) * 5;
  return late >= 5 ? late : null;
}
