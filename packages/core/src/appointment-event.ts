import type { Appointment } from './appointment.ts';
import { toVisitStage } from './pms-profile.ts';
import type { PmsProfileName, VisitStage } from './pms-profile.ts';

/** What has happened to an appointment, in one word: the same whichever way it was learned. */
export type AppointmentEventKind = 'booked' | 'rescheduled' | 'modified' | 'confirmed' | 'cancelled' | 'noshow';

/** What of an appointment has changed. */
export type AppointmentAspect = 'status' | 'start' | 'practitioner' | 'place' | 'modality' | 'confirmation';

/** One thing that has happened to an appointment. */
export interface AppointmentEvent {
  readonly kind: AppointmentEventKind;
  readonly appointment: Appointment;
  /** The snapshot before; null when it is seen for the first time. */
  readonly previous: Appointment | null;
  /** What differs from the snapshot before; empty when there is none. */
  readonly changed: readonly AppointmentAspect[];
}

/**
 * Tells what has happened to an appointment by comparing two snapshots. Pure.
 *
 * An arrival, a visit that begins and one that is over are no events of booking. What has moved is `rescheduled`, whatever else
 * has changed with it.
 *
 * @param before null when the appointment is seen for the first time
 */
export function appointmentEvents(
  before: Appointment | null,
  after: Appointment,
  profile: PmsProfileName,
): readonly AppointmentEvent[] {
  const changed = before === null ? [] : aspectsThatDiffer(before, after);
  return kindsOf(before, after, changed, profile).map((kind) => ({
    kind,
    appointment: after,
    previous: before,
    changed,
  }));
}

function kindsOf(
  before: Appointment | null,
  after: Appointment,
  changed: readonly AppointmentAspect[],
  profile: PmsProfileName,
): readonly AppointmentEventKind[] {
  const wasOn = before !== null && isOn(toVisitStage(before, profile));
  const stage = toVisitStage(after, profile);
  if (!isOn(stage)) return wasOn ? endingOf(stage) : [];
  const isConfirmedNow = after.isConfirmed && before?.isConfirmed !== true;
  const confirmed = isConfirmedNow ? (['confirmed'] as const) : [];
  if (!wasOn) return ['booked', ...confirmed];
  if (changed.includes('start')) return ['rescheduled', ...confirmed];
  const isModified = changed.some((aspect) => aspect === 'practitioner' || aspect === 'place' || aspect === 'modality');
  return isModified ? ['modified', ...confirmed] : confirmed;
}

function isOn(stage: VisitStage): boolean {
  return stage === 'booked' || stage === 'arrived' || stage === 'ready' || stage === 'maybe-ready';
}

function endingOf(stage: VisitStage): readonly AppointmentEventKind[] {
  if (stage === 'noshow') return ['noshow'];
  return stage === 'cancelled' || stage === 'entered-in-error' ? ['cancelled'] : [];
}

function aspectsThatDiffer(before: Appointment, after: Appointment): readonly AppointmentAspect[] {
  const differs: Readonly<Record<AppointmentAspect, boolean>> = {
    status: before.status !== after.status,
    start: before.startAt !== after.startAt,
    practitioner: before.practitioner.id !== after.practitioner.id,
    place: before.location !== after.location,
    modality: before.modality !== after.modality,
    confirmation: before.isConfirmed !== after.isConfirmed,
  };
  // `Object.keys` forgets the type of the keys, which are exactly those above.
  return (Object.keys(differs) as AppointmentAspect[]).filter((aspect) => differs[aspect]);
}
