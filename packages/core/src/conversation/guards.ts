import { toVisitStage } from '../pms-profile.ts';
import type { MachineEvent } from './event.ts';
import { noticeGuards } from './notice-guards.ts';
import { isByTelephone, isRemote } from './observe.ts';
import { isNoticesOnly as saysNoticesOnly } from './participation.ts';
import { roomOf } from './state.ts';
import type { VisitContext } from './state.ts';
import { dayEndAt } from './timers.ts';

const minute = 60_000;

/** What a guard sees: the context before the transition, and the event with its circumstances. */
interface GuardInput {
  readonly context: VisitContext;
  readonly event: MachineEvent;
}

/** The start lies in the clinic day of now. */
function isToday({ context, event }: GuardInput): boolean {
  const { day } = event.calendar.dayOf(event.now);
  return event.calendar.dayOf(context.appointment.startAt).day === day;
}

/** The day on which the appointment would have been has ended. */
function isDayOver({ context, event }: GuardInput): boolean {
  return event.now >= dayEndAt(context, event);
}

function isBeforeStart({ context, event }: GuardInput): boolean {
  return event.now < context.appointment.startAt;
}

/** Clinic and practitioner hold consultations by video or telephone. */
function offersVideo({ event }: GuardInput): boolean {
  return event.settings.offersVideo && event.practitioner.takesVideo;
}

function saysTelehealth({ context }: GuardInput): boolean {
  return isRemote(context.appointment);
}

/** The PMS says telehealth, and it is done here. */
function isTelehealthHere(input: GuardInput): boolean {
  return saysTelehealth(input) && offersVideo(input);
}

/** Video is possible, and no other part of the visit brings the patient in anyway. */
function canAskAboutVideo(input: GuardInput): boolean {
  return offersVideo(input) && !input.event.visit.hasPartInPerson && input.context.appointment.modality !== 'in-person';
}

/** A *yes* can still make it a video visit. */
function canChooseVideo(input: GuardInput): boolean {
  return isBeforeStart(input) && canAskAboutVideo(input);
}

/** The patient chose video before the appointment was booked anew on the same day, and it still is possible. */
function keepsVideo(input: GuardInput): boolean {
  return (input.context.chosen === 'video' || input.context.chosen === 'phone') && canChooseVideo(input);
}

function keepsInPerson({ context }: GuardInput): boolean {
  return context.chosen === 'in-person';
}

/** The patient was asked, and it is to be a video visit again. */
function wasScreenedForVideo(input: GuardInput): boolean {
  return input.context.screenedFor !== null && isTelehealthHere(input);
}

/** At the first scan ever, a window that is open counts as told unless the start is far enough ahead. */
function isTooLateAtBaseline({ context, event }: GuardInput): boolean {
  return event.isBaseline && context.appointment.startAt - event.now <= event.settings.baselineMinutes * minute;
}

function isTelehealthAtBaseline(input: GuardInput): boolean {
  return isTooLateAtBaseline(input) && isTelehealthHere(input);
}

/** The first scan found the invite window open already. */
function isInviteOpenAtBaseline({ context, event }: GuardInput): boolean {
  return event.isBaseline && context.appointment.startAt - event.now <= event.settings.inviteMinutes * minute;
}

/** The PMS's change to ready is recent enough to call the patient in. */
function isCallInTimely({ event }: GuardInput): boolean {
  return event.changedAt !== null && event.now - event.changedAt <= event.settings.callInMinutes * minute;
}

/** The practitioner became ready a short while ago and still is. */
function isStillAwaited({ context, event }: GuardInput): boolean {
  return (
    context.readyAt !== null &&
    event.now - context.readyAt <= event.settings.awaitedMinutes * minute &&
    isReadyNow({ context, event })
  );
}

/** The PMS says that the practitioner is ready, or has begun. */
function isReadyNow({ context, event }: GuardInput): boolean {
  return toVisitStage(context.appointment, event.settings.pmsProfile) === 'ready';
}

/** In person, and the practitioner became ready a short while ago. */
function canCallAtOnce(input: GuardInput): boolean {
  return input.context.sessionId === null && !saysTelehealth(input) && isStillAwaited(input);
}

/** The patient arrived by another number than the call-in goes to. */
function isPatientElsewhere({ context }: GuardInput): boolean {
  return context.arrivedFrom !== null && context.arrivedFrom !== context.appointment.patient.mobile;
}

/** Said to be here for the second time, and the PMS has taken the first: until then the first thanks is on its way (promise P5). */
function canThankAgain({ context, event }: GuardInput): boolean {
  return context.arrivedRepeats === 0 && toVisitStage(context.appointment, event.settings.pmsProfile) === 'arrived';
}

/** Said to be here today, and was not yet asked where that is. */
function mayAskPlace(input: GuardInput): boolean {
  return input.context.placeAskedAt === null && isToday(input);
}

/** Nobody has joined the session; a telephone call has none to join. */
function isSessionEmpty({ context, event }: GuardInput): boolean {
  return event.isSessionJoined === false && !isByTelephone(context, event);
}

/** Joined before the invite window, or is in the room still from before the visit was moved. */
function joinedEarly({ context }: GuardInput): boolean {
  return context.readyEarlyAt !== null || roomOf(context).patientInSince !== null;
}

/** It is about the room of another start, or of a visit that has none any more. */
function isOfOtherRoom({ context, event }: GuardInput): boolean {
  return context.sessionId === null || event.roomStartAt !== context.appointment.startAt;
}

/** The patient knows of no link: the invite waits for the room, or has said that the practitioner will ring. */
function isLinkAwaited({ context }: GuardInput): boolean {
  const { inviteWaitsSince, isLinkOwed } = roomOf(context);
  return inviteWaitsSince !== null || isLinkOwed;
}

function isInviteWaiting({ context }: GuardInput): boolean {
  return roomOf(context).inviteWaitsSince !== null;
}

function isHeldByTelephone({ context, event }: GuardInput): boolean {
  return isByTelephone(context, event);
}

function losesVideo(input: GuardInput): boolean {
  return !offersVideo(input);
}

function losesVideoLate(input: GuardInput): boolean {
  return losesVideo(input) && isLateChange(input);
}

/** The receipt is about a call-in before the one that waits for its own. */
function isOfEarlierCall({ context, event }: GuardInput): boolean {
  const { receiptAwaitedSince } = context;
  return event.textDecidedAt !== null && receiptAwaitedSince !== null && event.textDecidedAt < receiptAwaitedSince;
}

/** The start is so close that a change of plan needs a person. */
function isLateChange({ context, event }: GuardInput): boolean {
  return context.appointment.startAt - event.now <= event.settings.lateChangeMinutes * minute;
}

/** A bare "ok" means *ready* only around the start. */
function isOkReady({ context, event }: GuardInput): boolean {
  return Math.abs(context.appointment.startAt - event.now) <= event.settings.okAsReadyMinutes * minute;
}

/** The start is so close that a cancellation needs a person. */
function isCancelTooClose({ context, event }: GuardInput): boolean {
  return context.appointment.startAt - event.now <= event.settings.cancelTaskMinutes * minute;
}

/** Patients are only told and reminded of such an appointment. */
function isNoticesOnly({ context, event }: GuardInput): boolean {
  return saysNoticesOnly(context.appointment, event.settings);
}

/** The conditions of the machine that need more than a look at one field. */
export const guards = {
  isToday,
  isDayOver,
  isBeforeStart,
  offersVideo,
  saysTelehealth,
  isTelehealthHere,
  canAskAboutVideo,
  canChooseVideo,
  keepsVideo,
  keepsInPerson,
  wasScreenedForVideo,
  isTooLateAtBaseline,
  isTelehealthAtBaseline,
  isInviteOpenAtBaseline,
  isCallInTimely,
  isReadyNow,
  canCallAtOnce,
  isPatientElsewhere,
  canThankAgain,
  mayAskPlace,
  isSessionEmpty,
  joinedEarly,
  isOfOtherRoom,
  isLinkAwaited,
  isInviteWaiting,
  isHeldByTelephone,
  isOfEarlierCall,
  losesVideo,
  losesVideoLate,
  isLateChange,
  isOkReady,
  isCancelTooClose,
  isNoticesOnly,
  ...noticeGuards,
} as const;
