import type { PhoneNumber } from './phone-number.ts';

/**
 * The status of an appointment in the practice management system.
 *
 * Source: http://hl7.org/fhir/R4/valueset-appointmentstatus.html
 */
export type AppointmentStatus =
  | 'proposed'
  | 'pending'
  | 'booked'
  | 'arrived'
  | 'fulfilled'
  | 'cancelled'
  | 'noshow'
  | 'entered-in-error'
  | 'checked-in'
  | 'waitlist';

/** How patient and practitioner meet. */
export type Modality = 'in-person' | 'video' | 'phone';

/** Whether the PMS shows an Encounter for this appointment: `none`, being held, or over. */
export type EncounterStage = 'none' | 'in-progress' | 'finished';

/** The person whom the appointment is for, as far as texting needs to know. */
export interface Patient {
  readonly id: string;
  /** The full name in reading order, such as `Amelia Jane Wong`; never empty. */
  readonly name: string;
  /** The name to address the patient by, such as `Amelia`; the full name where no given name is known. */
  readonly firstName: string;
  /** The number to text, already chosen and normalised; null when there is none that can be texted. */
  readonly mobile: PhoneNumber | null;
  /** False for an inactive, deceased or merged record, or a patient marked *do not text*. */
  readonly mayBeTexted: boolean;
  /** Why there is no mobile number or the patient may not be texted, in words for reception; null when all is well. */
  readonly notTextedReason: string | null;
  /** BCP 47 language tag that the patient prefers; null when unknown. */
  readonly language: string | null;
}

/** The person who sees the patient. */
export interface Practitioner {
  readonly id: string;
  /** The full name with its title, such as `Dr Priya Sharma`. */
  readonly name: string;
  readonly lastName: string;
}

/**
 * A snapshot: one FHIR Appointment with its people and place, as last read from the PMS.
 *
 * All times are milliseconds since 1970-01-01T00:00:00Z.
 */
export interface Appointment {
  readonly id: string;
  /** The PMS's opaque version id; null when it keeps none. Never compared by order. */
  readonly version: string | null;
  readonly status: AppointmentStatus;
  readonly startAt: number;
  readonly endAt: number;
  /** The code of `Appointment.appointmentType`; null when it has none. */
  readonly typeCode: string | null;
  /** What the PMS says about telehealth; `unknown` when it says nothing. */
  readonly modality: Modality | 'unknown';
  /** The link to the video consultation that the PMS carries; null when it carries none. */
  readonly videoLink: string | null;
  /** True when the patient's participant status is `accepted`. */
  readonly isConfirmed: boolean;
  /** The name of the place; null when none is given. */
  readonly location: string | null;
  readonly encounter: EncounterStage;
  readonly patient: Patient;
  readonly practitioner: Practitioner;
  /** When the PMS says it last changed; null when it does not say. */
  readonly changedAt: number | null;
  /** When this snapshot was read. */
  readonly readAt: number;
}
