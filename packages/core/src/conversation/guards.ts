import { toVisitStage } from '../pms-profile.ts';
import type { MachineEvent } from './event.ts';
import { isRemote, toKnown } from './observe.ts';
import type { KnownAppointment, VisitContext } from './state.ts';

const minute = 60_000;

/** What a guard sees: the context before the transition, and the event with its circumstances. */
export interface GuardInput {
  readonly context: VisitContext;
  readonly event: MachineEvent;
}

/** The start lies in the clinic day of now. */
export function isToday({ context, event }: GuardInput): boolean {
  const { day } = event.calendar.dayOf(event.now);
  return event.calendar.dayOf(context.appointment.startAt).day === day;
}

export function isBeforeStart({ context, event }: GuardInput): boolean {
  return event.now < context.appointment.startAt;
}

/** Clinic and practitioner hold consultations by video or telephone. */
export function offersVideo({ event }: GuardInput): boolean {
  return event.settings.offersVideo && event.practitioner.takesVideo;
}

export function saysTelehealth({ context }: GuardInput): boolean {
  return isRemote(context.appointment);
}

/** Video is possible, and no other part of the visit brings the patient in anyway. */
export function canAskAboutVideo(input: GuardInput): boolean {
  return offersVideo(input) && !input.event.visit.hasPartInPerson && input.context.appointment.modality !== 'in-person';
}

/** A *yes* can still make it a video visit. */
export function canChooseVideo(input: GuardInput): boolean {
  return isBeforeStart(input) && offersVideo(input) && !input.event.visit.hasPartInPerson;
}

/** At the first scan ever, a window that is open counts as told unless the start is far enough ahead. */
export function isTooLateAtBaseline({ context, event }: GuardInput): boolean {
  return event.isBaseline && context.appointment.startAt - event.now <= event.settings.baselineMinutes * minute;
}

/** The first scan found the invite window open already. */
export function isInviteOpenAtBaseline({ context, event }: GuardInput): boolean {
  return event.isBaseline && context.appointment.startAt - event.now <= event.settings.inviteMinutes * minute;
}

/** The PMS's change to ready is recent enough to call the patient in. */
export function isCallInTimely({ event }: GuardInput): boolean {
  return event.changedAt !== null && event.now - event.changedAt <= event.settings.callInMinutes * minute;
}

/** The practitioner became ready a short while ago and still is. */
export function isStillAwaited({ context, event }: GuardInput): boolean {
  return (
    context.readyAt !== null &&
    event.now - context.readyAt <= event.settings.awaitedMinutes * minute &&
    toVisitStage(context.appointment, event.settings.pmsProfile) === 'ready'
  );
}

/** The start is so close that a change of plan needs a person. */
export function isLateChange({ context, event }: GuardInput): boolean {
  return context.appointment.startAt - event.now <= event.settings.lateChangeMinutes * minute;
}

/** A bare "ok" means *ready* only around the start. */
export function isOkReady({ context, event }: GuardInput): boolean {
  return Math.abs(context.appointment.startAt - event.now) <= event.settings.okAsReadyMinutes * minute;
}

/** The start is so close that a cancellation needs a person. */
export function isCancelTooClose({ context, event }: GuardInput): boolean {
  return context.appointment.startAt - event.now <= event.settings.cancelTaskMinutes * minute;
}

/** What the patient knows differs from what the PMS has, and a text can still help. */
export function hasNews(input: GuardInput): boolean {
  return isCancellationNews(input) || isRescheduledNews(input) || isModifiedNews(input);
}

export function isCancellationNews({ context, event }: GuardInput): boolean {
  const { known } = context;
  return (
    event.settings.sendsCancellation && known.isLive && !current(context, event).isLive && event.now < known.startAt
  );
}

export function isRescheduledNews({ context, event }: GuardInput): boolean {
  const now = current(context, event);
  const isMoved = now.startAt !== context.known.startAt || !context.known.isLive;
  return event.settings.sendsRescheduled && now.isLive && isMoved && event.now < now.startAt;
}

export function isModifiedNews({ context, event }: GuardInput): boolean {
  const now = current(context, event);
  const isModified = now.practitionerId !== context.known.practitionerId || now.location !== context.known.location;
  return event.settings.sendsModified && now.isLive && isModified && event.now < now.startAt;
}

function current(context: VisitContext, event: MachineEvent): KnownAppointment {
  const stage = toVisitStage(context.appointment, event.settings.pmsProfile);
  return toKnown(context.appointment, stage !== 'cancelled');
}
