import { templateNames } from '../template-name.ts';
import type { TemplateName } from '../template-name.ts';

const clinic = ['Clinic.name', 'Clinic.phone', 'Clinic.video'] as const;

const appointment = [
  'Patient.id',
  'Patient.name',
  'Patient.firstName',
  'Patient.telecom.mobile',
  'Practitioner.id',
  'Practitioner.name',
  'Practitioner.lastName',
  'Appointment.id',
  'Appointment.status',
  'Appointment.start',
  'Appointment.start.date',
  'Appointment.start.time',
  'Appointment.location',
] as const;

const previous = ['Appointment.previousStart.date', 'Appointment.previousStart.time'] as const;

/** Every variable that a template may use. */
export const variableNames = [...clinic, ...appointment, ...previous, 'url', 'room', 'choices', 'undoMinutes'] as const;

/** One of {@link variableNames}. */
export type VariableName = (typeof variableNames)[number];

/** Texts that are about no appointment, or not about a certain one: they name nobody. */
const withoutAppointment: ReadonlySet<TemplateName> = new Set<TemplateName>([
  'UnknownPhone',
  'TooManyAppointments',
  'WhichAppointment',
  'Emergency',
]);

/** Variables that only some texts have, besides those of the appointment. */
const extra: Readonly<Partial<Record<TemplateName, readonly VariableName[]>>> = {
  VideoInvite: ['url'],
  DoctorReady: ['room'],
  WhichAppointment: ['choices'],
  FamilyReminder: ['choices'],
  Cancellation: ['undoMinutes'],
  Rescheduled: previous,
};

/** The variables that each text has. */
export const templateVariableNames: Readonly<Record<TemplateName, readonly VariableName[]>> = byName((name) => [
  ...clinic,
  ...(withoutAppointment.has(name) ? [] : appointment),
  ...(extra[name] ?? []),
]);

function byName<T>(of: (name: TemplateName) => T): Readonly<Record<TemplateName, T>> {
  // `Object.fromEntries` forgets its keys' type: they are exactly the template names.
  return Object.fromEntries(templateNames.map((name) => [name, of(name)])) as Record<TemplateName, T>;
}
