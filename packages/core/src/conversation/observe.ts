import type { Appointment } from '../appointment.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { PmsProfileName, VisitStage } from '../pms-profile.ts';

import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { PmsChange } from './event.ts';
import type { KnownAppointment, VisitContext } from './state.ts';

/** What a new snapshot says: the changes in the order in which they are to be handled, and whether they make a new revision. */
export interface Observation {
  readonly changes: readonly PmsChange[];
  readonly isNewRevision: boolean;
}

/**
 * Compares a snapshot with the one before.
 *
 * What shows only our own writes is an acknowledgement and makes no change: telehealth that the patient has chosen, and that we
 * wrote, is not news.
 */
export function observe(
  context: VisitContext,
  after: Appointment,
  times: { readonly calendar: ClinicCalendar; readonly profile: PmsProfileName; readonly hasVideoLink: boolean },
): Observation {
  const before = context.appointment;
  const stageBefore = toVisitStage(before, times.profile);
  const stageAfter = toVisitStage(after, times.profile);

  if (!isLiveStage(stageAfter)) {
    return {
      changes: stageAfter === stageBefore ? [] : [stageAfter],
      isNewRevision: isLiveStage(stageBefore),
    };
  }

  const changes: PmsChange[] = [];
  if (before.patient.mobile !== after.patient.mobile) changes.push('number-changed');
  if (before.startAt !== after.startAt) {
    const isSameDay = times.calendar.dayOf(before.startAt).day === times.calendar.dayOf(after.startAt).day;
    changes.push(isSameDay ? 'moved-within-day' : 'moved-to-another-day');
  }
  const isOtherPractitioner = before.practitioner.id !== after.practitioner.id;
  const isModified = isOtherPractitioner || before.location !== after.location;
  if (isModified) changes.push('modified');
  if (isOtherPractitioner) changes.push('other-practitioner');
  const modality = modalityChange(context, after, times.hasVideoLink);
  if (modality !== null) changes.push(modality);
  if (after.isConfirmed && !before.isConfirmed) changes.push('confirmed');
  // Ready is a level: it is told again with every snapshot that shows it, the others only when they are new.
  if (stageAfter !== stageBefore || stageAfter === 'ready') changes.push(stageAfter);

  const isNewRevision =
    before.startAt !== after.startAt || isModified || modality !== null || !isLiveStage(stageBefore);
  return { changes, isNewRevision };
}

function isLiveStage(stage: VisitStage): boolean {
  return stage === 'booked' || stage === 'arrived' || stage === 'ready' || stage === 'maybe-ready';
}

function modalityChange(
  context: VisitContext,
  after: Appointment,
  hasVideoLink: boolean,
): 'telehealth' | 'in-person' | 'by-phone' | 'by-video' | null {
  const wasRemote = isRemote(context.appointment);
  const isNowRemote = isRemote(after);
  if (wasRemote && isNowRemote) return changeOfWay(context, after, hasVideoLink);
  if (wasRemote === isNowRemote) return null;
  const isOurs = isNowRemote ? context.sessionId !== null : context.chosen === 'in-person';
  if (isOurs) return null;
  return isNowRemote ? 'telehealth' : 'in-person';
}

/** Video or telephone: what the patient has asked for, and what follows from there being no link, we wrote ourselves. */
function changeOfWay(
  { appointment, chosen }: VisitContext,
  { modality }: Appointment,
  hasVideoLink: boolean,
): 'by-phone' | 'by-video' | null {
  if (modality === appointment.modality || !hasVideoLink) return null;
  if (modality === 'video') return 'by-video';
  return chosen === 'phone' ? null : 'by-phone';
}

/** Tells whether the practitioner rings the patient of a visit that is not in person, rather than meet them by video. */
export function isByTelephone(
  { appointment, chosen }: Pick<VisitContext, 'appointment' | 'chosen'>,
  { hasVideoLink }: { readonly hasVideoLink: boolean },
): boolean {
  return !hasVideoLink || chosen === 'phone' || appointment.modality === 'phone';
}

/** Tells whether the PMS says that the patient does not come in. */
export function isRemote(appointment: Pick<Appointment, 'modality'>): boolean {
  return appointment.modality === 'video' || appointment.modality === 'phone';
}

/** What a patient knows once a snapshot needs no (more) telling. */
export function toKnown(appointment: Appointment, isLive: boolean): KnownAppointment {
  return {
    startAt: appointment.startAt,
    practitionerId: appointment.practitioner.id,
    location: appointment.location,
    isLive,
    isConfirmed: appointment.isConfirmed,
  };
}
