import type { Appointment, AppointmentStatus, Patient } from '../appointment.ts';
import type { PhoneNumber } from '../phone-number.ts';

/** An appointment in the words of a scenario. */
export interface ScenarioAppointment {
  /** The patient's first name; also the name by which the scenario speaks of the appointment unless `as` is given. */
  readonly patient: string;
  readonly as?: string;
  /** `HH:MM` of the scenario's day. */
  readonly at: string;
  readonly day?: string;
  readonly minutes?: number;
  readonly phone?: PhoneNumber | null;
  readonly practitioner?: string;
  readonly status?: AppointmentStatus;
  readonly modality?: Appointment['modality'];
  readonly location?: string | null;
  readonly patientId?: string;
  readonly mayBeTexted?: boolean;
  readonly typeCode?: string | null;
}

/** Makes an appointment of a scenario's words. `count` tells it and its patient's number apart; `at` gives the instant of a time of day. */
export function toAppointment(
  wanted: ScenarioAppointment,
  options: { readonly count: number; readonly startAt: number },
): Appointment {
  const { count, startAt } = options;
  const practitioner = wanted.practitioner ?? 'sharma';
  return {
    id: `appointment-${count}`,
    version: '1',
    status: wanted.status ?? 'booked',
    startAt,
    endAt: startAt + (wanted.minutes ?? 15) * 60_000,
    typeCode: wanted.typeCode ?? null,
    modality: wanted.modality ?? 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: wanted.location ?? null,
    encounter: 'none',
    patient: toPatient(wanted, count),
    practitioner: { id: practitioner, name: `Dr ${capitalise(practitioner)}`, lastName: capitalise(practitioner) },
    changedAt: null,
    readAt: 0,
  };
}

function toPatient(wanted: ScenarioAppointment, count: number): Patient {
  const mobile = wanted.phone === undefined ? (`+614915700${String(count).padStart(2, '0')}` as const) : wanted.phone;
  const mayBeTexted = wanted.mayBeTexted ?? true;
  return {
    id: wanted.patientId ?? `patient-${wanted.patient.toLowerCase()}`,
    name: `${wanted.patient} Example`,
    firstName: wanted.patient,
    mobile,
    mayBeTexted,
    notTextedReason: mobile === null ? 'no mobile number' : mayBeTexted ? null : 'do not text',
    language: null,
  };
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
