import { toVisitStage } from '../pms-profile.ts';
import type { MachineEvent } from './event.ts';
import { toKnown } from './observe.ts';
import type { KnownAppointment, VisitContext } from './state.ts';

const day = 24 * 60 * 60_000;

interface GuardInput {
  readonly context: VisitContext;
  readonly event: MachineEvent;
}

/** What the patient knows differs from what the PMS has, and a text can still help. */
function mayTellChanges(input: GuardInput): boolean {
  if (isMissedNews(input)) return true;
  if (input.event.isPatientHere) return false;
  return isBookedNews(input) || isRescheduledNews(input) || isModifiedNews(input) || isConfirmedNews(input);
}

/** The patient was never told that it exists, and is to be. */
function isUntold({ context, event }: GuardInput): boolean {
  return context.known.isNew === true && event.settings.sendsBooked;
}

function isBookedNews(input: GuardInput): boolean {
  return isUntold(input) && isToCome(input);
}

/** What was cancelled before anybody was told of it needs no telling. */
function isCancellationNews(input: GuardInput): boolean {
  const { context, event } = input;
  const { known } = context;
  const isNews = known.isLive && !isUntold(input) && !current(input).isLive;
  return event.settings.sendsCancellation && isNews && event.now < known.startAt;
}

function isRescheduledNews(input: GuardInput): boolean {
  const { context, event } = input;
  const now = current(input);
  const isMoved = now.startAt !== context.known.startAt || !context.known.isLive;
  return event.settings.sendsRescheduled && now.isLive && isMoved && event.now < now.startAt;
}

function isModifiedNews(input: GuardInput): boolean {
  const { context, event } = input;
  const now = current(input);
  const isModified = now.practitionerId !== context.known.practitionerId || now.location !== context.known.location;
  return event.settings.sendsModified && now.isLive && isModified && event.now < now.startAt;
}

/** The clinic has confirmed it; a patient who has done so by text was thanked for it. */
function isConfirmedNews({ context, event }: GuardInput): boolean {
  const { known, appointment, confirmation } = context;
  const isConfirmed = appointment.isConfirmed && known.isConfirmed === false;
  const isOwn = confirmation?.startAt === appointment.startAt;
  return event.settings.sendsConfirmed && isConfirmed && !isOwn && isToCome({ context, event });
}

/** The patient did not come, and was not seen here either. */
function isMissedNews({ context, event }: GuardInput): boolean {
  const { appointment, hereFor } = context;
  const isMissed = toVisitStage(appointment, event.settings.pmsProfile) === 'noshow';
  const isNews = event.settings.sendsNoShow && isMissed && hereFor !== appointment.startAt;
  return isNews && event.now < appointment.startAt + day;
}

/** It is on, and has not begun. */
function isToCome({ context, event }: GuardInput): boolean {
  const { appointment } = context;
  return toVisitStage(appointment, event.settings.pmsProfile) === 'booked' && event.now < appointment.startAt;
}

function current({ context, event }: GuardInput): KnownAppointment {
  const stage = toVisitStage(context.appointment, event.settings.pmsProfile);
  return toKnown(context.appointment, stage !== 'cancelled');
}

/** What there is to tell of a change in the PMS. */
export const noticeGuards = {
  mayTellChanges,
  isBookedNews,
  isCancellationNews,
  isRescheduledNews,
  isModifiedNews,
  isConfirmedNews,
  isMissedNews,
} as const;
