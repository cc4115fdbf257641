import type { Appointment, AppointmentStatus, Patient, SnapshotRecord } from '@clinicarrivals/core';
import type { FeedAppointment, FeedEvent, FeedPatient } from './feed-event.ts';
import { tellOlder, toldAtAfter } from './told-parts.ts';

/** What an event makes of what is known. */
export type MergedEvent =
  /** Nothing is to be written. */
  | { readonly type: 'unchanged' | 'outdated' }
  | { readonly type: 'refused'; readonly field: string; readonly message: string }
  | {
      readonly type: 'merged';
      readonly record: SnapshotRecord;
      /** `news`: somebody may have to be told. `past`: it is long over. `same`: only which message told it is new. */
      readonly tells: 'news' | 'past' | 'same';
    };

/** What merging depends on besides what is known. */
export interface MergeOptions {
  readonly now: number;
  /** How long an appointment lasts whose end was never told. */
  readonly durationMs: number;
}

/** So many ids of messages are remembered about each appointment. */
const mostMessages = 16;
const longestId = 256;
/** An EHR whose clock is further ahead must not make everything look old that comes after. */
const aheadMs = 10 * 60_000;
/** A patient is told of a missed appointment within a day, and of nothing after that. */
const pastMs = 24 * 60 * 60_000;
/** No clinic has appointments before or after. */
const years = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2200, 0, 1) };

/** How far a visit has come; who goes back needs to be newer. */
const progress: Readonly<Record<AppointmentStatus, number>> = {
  proposed: 0,
  pending: 0,
  waitlist: 0,
  booked: 0,
  arrived: 1,
  'checked-in': 2,
  fulfilled: 3,
  cancelled: 3,
  noshow: 3,
  'entered-in-error': 3,
};

/**
 * Lays what an event tells over what is known. Pure.
 *
 * Of what the EHR made before the newest that it has said only the parts count that nothing newer has told; without a time the order of
 * arrival counts. A status goes back only if the event is newer.
 */
export function mergeEvent(known: SnapshotRecord | null, given: FeedEvent, options: MergeOptions): MergedEvent {
  const wrong = findWrong(given, known);
  if (wrong !== null) return { type: 'refused', ...wrong };
  if (given.messageId !== null && known?.messageIds.includes(given.messageId) === true) return { type: 'unchanged' };
  const madeAt = given.madeAt === null ? null : Math.min(given.madeAt, options.now + aheadMs);
  const isLate = madeAt !== null && known !== null && known.madeAt !== null && madeAt < known.madeAt;
  // Of what could not be used before anything else was known, only the doubt is known.
  const isUntold = known !== null && known.appointment === null && known.doubt !== null;
  const left = isLate && !isUntold ? tellOlder(known, given.appointment, madeAt) : given.appointment;
  if (left === null || (known !== null && !isUntold && isOutdated(known, left, madeAt))) return { type: 'outdated' };
  const event: FeedEvent = { ...given, appointment: left };

  const answered = known?.answered ?? null;
  const before = known?.appointment ?? null;
  const isSamePatient = (event.appointment.patient?.id ?? before?.patient.id) === before?.patient.id;
  const isBeforeAnswer = answered !== null && madeAt !== null && madeAt < answered.at && isSamePatient;
  const told = before === null ? complete(event.appointment, options) : change(before, event.appointment);
  if (told === null && isLate) return { type: 'outdated' };
  if (told === null) return overBeforeKnown(known, event, { madeAt, now: options.now });
  const merged = isBeforeAnswer ? keepAnswered(told, before, answered.fields) : told;
  const isSame = before !== null && isSameContent(before, merged);
  const changedAt = Math.max(before?.changedAt ?? 0, madeAt ?? options.now);
  const version = String((known?.version ?? 0) + 1);
  const record: SnapshotRecord = {
    appointmentId: event.appointment.id,
    version: known?.version ?? 0,
    appointment: isSame ? before : { ...merged, changedAt, version, readAt: options.now },
    madeAt: isLate ? known.madeAt : (madeAt ?? known?.madeAt ?? null),
    ...toldAtAfter(known, event.appointment, madeAt),
    messageIds: remember(known, event.messageId),
    doubt: !isLate && settlesDoubt(event.appointment) ? null : (known?.doubt ?? null),
    answered: isBeforeAnswer ? answered : null,
    storedAt: options.now,
  };
  if (known !== null && isSame && isNothingNew(known, record)) return { type: 'unchanged' };
  if (isSame && record.doubt === known?.doubt) return { type: 'merged', record, tells: 'same' };
  return { type: 'merged', record, tells: isPast(before, merged, options.now) ? 'past' : 'news' };
}

type Wrong = { readonly field: string; readonly message: string };

function findWrong({ messageId, madeAt, appointment }: FeedEvent, known: SnapshotRecord | null): Wrong | null {
  const { id, startAt, endAt } = appointment;
  if (id === '' || id.length > longestId) return wrong('id', `must have 1 to ${longestId} characters`);
  if (messageId !== null && messageId.length > longestId)
    return wrong('messageId', `must have at most ${longestId} characters`);
  if (madeAt !== null && !isMoment(madeAt)) return wrong('madeAt', 'must be a time between the years 2000 and 2200');
  if (startAt !== undefined && !isMoment(startAt))
    return wrong('startAt', 'must be a time between the years 2000 and 2200');
  const before = known?.appointment ?? null;
  const start = startAt ?? before?.startAt;
  if (endAt !== undefined && (!isMoment(endAt) || (start !== undefined && endAt <= start)))
    return wrong('endAt', 'must be after the start');
  if (before !== null || isOver(appointment.status)) return null;
  for (const field of ['startAt', 'patient', 'practitioner'] as const) {
    if (appointment[field] === undefined)
      return wrong(field, 'is missing, and the appointment is not known yet; send it whole');
  }
  return null;
}

function wrong(field: string, message: string): Wrong {
  return { field, message };
}

function isMoment(at: number): boolean {
  return at >= years.from && at < years.to;
}

function isOver(status: AppointmentStatus | undefined): boolean {
  return status !== undefined && progress[status] === progress.fulfilled;
}

function isOutdated(known: SnapshotRecord, told: FeedAppointment, madeAt: number | null): boolean {
  if (madeAt === null || madeAt !== known.madeAt) return false;
  const status = known.appointment?.status ?? 'cancelled';
  if (told.status === undefined) return told.takesPlace === true && isOver(status);
  return progress[told.status] < progress[status];
}

/** What is known of an appointment that is told for the first time; null when it is over and more is not told. */
function complete(told: FeedAppointment, { now, durationMs }: MergeOptions): Appointment | null {
  const { id, startAt, patient, practitioner } = told;
  if (startAt === undefined || patient === undefined || practitioner === undefined) return null;
  return {
    id,
    version: null,
    status: told.status ?? 'booked',
    startAt,
    endAt: told.endAt ?? startAt + durationMs,
    typeCode: told.typeCode ?? null,
    modality: told.modality ?? 'unknown',
    videoLink: null,
    isConfirmed: told.isConfirmed ?? false,
    location: told.location ?? null,
    encounter: told.encounter ?? 'none',
    patient: toPatient(patient, null),
    practitioner,
    changedAt: null,
    readAt: now,
  };
}

function change(before: Appointment, told: FeedAppointment): Appointment {
  const startAt = told.startAt ?? before.startAt;
  const isMoved = startAt !== before.startAt;
  const isOther = told.patient !== undefined && told.patient.id !== before.patient.id;
  const status = told.status ?? statusOf(before.status, { isOther, takesPlace: told.takesPlace === true });
  const isBookedAnew = isOther || (isOver(before.status) && !isOver(status));
  const modality = told.modality ?? before.modality;
  return {
    ...before,
    status,
    startAt,
    endAt: told.endAt ?? (isMoved ? startAt + before.endAt - before.startAt : before.endAt),
    typeCode: told.typeCode === undefined ? before.typeCode : told.typeCode,
    modality,
    videoLink: modality === 'video' && !isOther ? before.videoLink : null,
    // Who has confirmed has confirmed the time that they were told.
    isConfirmed: told.isConfirmed ?? (isMoved || isBookedAnew ? false : before.isConfirmed),
    location: told.location === undefined ? before.location : told.location,
    encounter: told.encounter ?? (isOther ? 'none' : before.encounter),
    patient: told.patient === undefined ? before.patient : toPatient(told.patient, before.patient),
    practitioner: told.practitioner ?? before.practitioner,
  };
}

/** The status after an event that does not say one. */
function statusOf(
  before: AppointmentStatus,
  { isOther, takesPlace }: { readonly isOther: boolean; readonly takesPlace: boolean },
): AppointmentStatus {
  // Who arrived, or was given a room, is not who has the appointment now.
  if (isOther) return takesPlace || !isOver(before) ? 'booked' : before;
  const isHere = before === 'arrived' || before === 'checked-in' || before === 'fulfilled';
  return takesPlace && !isHere ? 'booked' : before;
}

const deceased = 'the record says deceased';

/** Nothing of one patient is taken for another. */
function toPatient(told: FeedPatient, known: Patient | null): Patient {
  const same = known?.id === told.id ? known : null;
  const mobile = told.mobile === undefined ? (same?.mobile ?? null) : told.mobile;
  const isRevived = told.isDeceased === false && same?.notTextedReason === deceased;
  const wantsTexts = told.mayBeTexted ?? (isRevived || (same?.mayBeTexted ?? true));
  const mayBeTexted = wantsTexts && told.isDeceased !== true;
  const isTexted = mobile !== null && mayBeTexted;
  // Who wanted no texts while they lived wants none when it was a mistake.
  const reasonOfDead = same?.mayBeTexted === false ? same.notTextedReason : deceased;
  const reason = told.isDeceased === true ? reasonOfDead : (told.notTextedReason ?? same?.notTextedReason ?? null);
  return {
    id: told.id,
    name: told.name,
    firstName: told.firstName,
    mobile,
    mayBeTexted,
    notTextedReason: isTexted ? null : (reason ?? (mobile === null ? 'no mobile number' : 'not to be texted')),
    language: told.language ?? same?.language ?? null,
  };
}

/** What the EHR made before it took our answer does not know of it. A confirmation is for the time that was confirmed. */
function keepAnswered(
  told: Appointment,
  before: Appointment | null,
  { isConfirmed, ...fields }: NonNullable<SnapshotRecord['answered']>['fields'],
): Appointment {
  const holds = isConfirmed !== undefined && told.startAt === before?.startAt;
  return { ...told, ...fields, ...(holds ? { isConfirmed } : {}) };
}

/** It is over before more of it was known: what was made before, and comes late, must not bring it to life. */
function overBeforeKnown(
  known: SnapshotRecord | null,
  { appointment, messageId }: FeedEvent,
  { madeAt, now }: { readonly madeAt: number | null; readonly now: number },
): MergedEvent {
  const record: SnapshotRecord = {
    appointmentId: appointment.id,
    version: known?.version ?? 0,
    appointment: null,
    madeAt: madeAt ?? known?.madeAt ?? null,
    messageIds: remember(known, messageId),
    doubt: null,
    answered: null,
    storedAt: now,
  };
  return known !== null && isNothingNew(known, record)
    ? { type: 'unchanged' }
    : { type: 'merged', record, tells: 'same' };
}

function remember(known: SnapshotRecord | null, messageId: string | null): readonly string[] {
  const messageIds = known?.messageIds ?? [];
  return messageId === null ? messageIds : [...messageIds, messageId].slice(-mostMessages);
}

/** What was in doubt is not known; it may have been the time or the status, so both have to be told. */
function settlesDoubt({ status, takesPlace, startAt }: FeedAppointment): boolean {
  return isOver(status) || ((status !== undefined || takesPlace === true) && startAt !== undefined);
}

function isNothingNew(known: SnapshotRecord, next: SnapshotRecord): boolean {
  return (
    known.madeAt === next.madeAt &&
    known.messageIds === next.messageIds &&
    known.doubt === next.doubt &&
    known.answered === next.answered
  );
}

function isSameContent(a: Appointment, b: Appointment): boolean {
  const toContent = (appointment: Appointment): string =>
    JSON.stringify({ ...appointment, version: null, changedAt: null, readAt: 0 });
  return toContent(a) === toContent(b);
}

function isPast(before: Appointment | null, after: Appointment, now: number): boolean {
  return Math.max(before?.endAt ?? 0, after.endAt) < now - pastMs;
}
