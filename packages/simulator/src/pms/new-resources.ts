import type {
  Appointment,
  AppointmentParticipant,
  Encounter,
  HumanName,
  Location,
  Patient,
  Practitioner,
} from 'fhir/r4.js';
import type { AppointmentStatus } from '@clinicarrivals/core';
import { withModality } from './telehealth.ts';
import type { PmsModality } from './telehealth.ts';

/** A person to put on record. */
export interface NewPerson {
  readonly id?: string;
  readonly family: string;
  readonly given: string;
  /** A title, such as `Dr`. */
  readonly prefix?: string;
}

export interface NewPatient extends NewPerson {
  /** The mobile number; null or absent for none. */
  readonly phone?: string | null;
  /** BCP 47 tag of the preferred language. */
  readonly language?: string;
}

/** An appointment to book. Times are epoch milliseconds. */
export interface NewAppointment {
  readonly id?: string;
  readonly patientId: string;
  readonly practitionerId: string;
  readonly locationId?: string;
  readonly startAt: number;
  /** Length; 15 unless given. */
  readonly minutes?: number;
  /** `booked` unless given. */
  readonly status?: AppointmentStatus;
  /** Code of the appointment type, such as `CHECKUP`. */
  readonly typeCode?: string;
  /** `in-person` unless given. */
  readonly modality?: PmsModality;
}

const defaultMinutes = 15;

/** Writes a patient's record. */
export function toPatient({ id, phone, language, ...person }: NewPatient): Patient {
  const preferred = { language: { coding: [{ system: 'urn:ietf:bcp:47', code: language ?? '' }] }, preferred: true };
  return {
    resourceType: 'Patient',
    ...withId(id),
    active: true,
    name: [toName(person)],
    ...toTelecom(phone ?? null),
    ...(language === undefined ? {} : { communication: [preferred] }),
  };
}

/** Writes a practitioner's record. */
export function toPractitioner({ id, ...person }: NewPerson): Practitioner {
  return { resourceType: 'Practitioner', ...withId(id), active: true, name: [toName(person)] };
}

/** Writes the record of a place. */
export function toLocation({ id, name }: { readonly id?: string; readonly name: string }): Location {
  return { resourceType: 'Location', ...withId(id), status: 'active', name };
}

/** Writes a mobile number; none for null. */
export function toTelecom(phone: string | null): Pick<Patient, 'telecom'> {
  return phone === null ? {} : { telecom: [{ system: 'phone', use: 'mobile', value: phone }] };
}

/** Books. */
export function toAppointment(booking: NewAppointment, now: number): Appointment {
  const participant = (reference: string, status: AppointmentParticipant['status']): AppointmentParticipant => ({
    actor: { reference },
    required: 'required',
    status,
  });
  const appointment: Appointment = {
    resourceType: 'Appointment',
    ...withId(booking.id),
    status: booking.status ?? 'booked',
    ...(booking.typeCode === undefined
      ? {}
      : {
          appointmentType: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code: booking.typeCode }],
          },
        }),
    ...toTimes(booking.startAt, (booking.minutes ?? defaultMinutes) * 60_000),
    created: new Date(now).toISOString(),
    participant: [
      participant(`Patient/${booking.patientId}`, 'needs-action'),
      participant(`Practitioner/${booking.practitionerId}`, 'accepted'),
      ...(booking.locationId === undefined ? [] : [participant(`Location/${booking.locationId}`, 'accepted')]),
    ],
  };
  return booking.modality === undefined ? appointment : withModality(appointment, booking.modality, null);
}

/** Puts an appointment into a status. */
export function withStatus({ cancelationReason, ...appointment }: Appointment, status: AppointmentStatus): Appointment {
  // Invariant app-4: the reason stands only with cancelled or noshow.
  const keepsReason = (status === 'cancelled' || status === 'noshow') && cancelationReason !== undefined;
  return { ...appointment, status, ...(keepsReason ? { cancelationReason } : {}) };
}

/** Moves to another start; the length stays. */
export function withStart(appointment: Appointment, startAt: number): Appointment {
  const length = Date.parse(appointment.end ?? '') - Date.parse(appointment.start ?? '');
  return { ...appointment, ...toTimes(startAt, Number.isFinite(length) ? length : defaultMinutes * 60_000) };
}

/** Exchanges the participants of one type for one, such as `Practitioner/d2`. */
export function withActor(appointment: Appointment, reference: string): Appointment {
  const type = `${reference.split('/')[0] ?? ''}/`;
  const others = appointment.participant.filter(({ actor }) => actor?.reference?.startsWith(type) !== true);
  return {
    ...appointment,
    participant: [...others, { actor: { reference }, required: 'required', status: 'accepted' }],
  };
}

/** Notes that the patient will come. */
export function withPatientConfirmed(appointment: Appointment): Appointment {
  const participant = appointment.participant.map((one): AppointmentParticipant =>
    one.actor?.reference?.startsWith('Patient/') === true ? { ...one, status: 'accepted' } : one,
  );
  return { ...appointment, participant };
}

/** The id of the one Encounter that an appointment has here. */
export function toEncounterId(appointmentId: string): string {
  return `encounter-of-${appointmentId}`;
}

/** Writes the Encounter of an appointment, begun or ended now; `existing` is what it was. */
export function toEncounter(
  appointment: Appointment,
  status: Encounter['status'],
  { existing, now }: { readonly existing: Encounter | null; readonly now: number },
): Encounter {
  const at = new Date(now).toISOString();
  const subject = appointment.participant.find(({ actor }) => actor?.reference?.startsWith('Patient/'))?.actor;
  const id = appointment.id ?? '';
  return {
    resourceType: 'Encounter',
    id: toEncounterId(id),
    status,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    ...(subject === undefined ? {} : { subject }),
    appointment: [{ reference: `Appointment/${id}` }],
    period: { start: existing?.period?.start ?? at, ...(status === 'finished' ? { end: at } : {}) },
  };
}

function withId(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id };
}

function toName({ family, given, prefix }: NewPerson): HumanName {
  return { use: 'official', family, given: given.split(' '), ...(prefix === undefined ? {} : { prefix: [prefix] }) };
}

function toTimes(startAt: number, lengthMs: number): { start: string; end: string } {
  return { start: new Date(startAt).toISOString(), end: new Date(startAt + lengthMs).toISOString() };
}
