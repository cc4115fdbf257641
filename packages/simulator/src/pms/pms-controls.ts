import type { Appointment, AppointmentParticipant, Encounter, HumanName, Patient, Practitioner } from 'fhir/r4.js';
import { ConfigurationError } from '@clinicarrivals/core';
import type { AppointmentStatus, Clock } from '@clinicarrivals/core';
import type { Fault, FaultQueue } from '../faults.ts';
import type { PmsFaultKind } from './pms-faults.ts';
import type { PmsResource, ResourceStore, ResourceType } from './resource-store.ts';
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

/**
 * What the clinic itself does in its PMS, and what a test does to the PMS.
 *
 * All of it is logged as `by: 'pms'`. Unknown ids throw `ConfigurationError`.
 */
export interface PmsControls {
  addPatient(patient: NewPatient): string;
  addPractitioner(practitioner: NewPerson): string;
  addLocation(location: { readonly id?: string; readonly name: string }): string;
  /** Books an appointment and gives its id. */
  book(appointment: NewAppointment): string;
  setStatus(appointmentId: string, status: AppointmentStatus): void;
  /** Moves to another start; the length stays. */
  move(appointmentId: string, startAt: number): void;
  cancel(appointmentId: string): void;
  /** Deletes the appointment: reading it gives 410 from now on. */
  remove(appointmentId: string): void;
  setTelehealth(appointmentId: string, modality: PmsModality, link?: string): void;
  changePractitioner(appointmentId: string, practitionerId: string): void;
  changeLocation(appointmentId: string, locationId: string): void;
  /** Changes the patient's mobile number; null takes it away. */
  changePhone(patientId: string, phone: string | null): void;
  /** Sets the stage of the appointment's Encounter, which is made when there is none. */
  setEncounter(appointmentId: string, status: 'in-progress' | 'finished'): void;
  /** Stores a resource as it is, unchecked, also a broken one. It needs an id. */
  put(resource: PmsResource): void;
  appointment(id: string): Appointment | null;
  patient(id: string): Patient | null;
  appointments(): readonly Appointment[];
  fail(fault: Fault<PmsFaultKind>): void;
  clearFaults(): void;
}

/** Makes the controls over a store. */
export function createPmsControls(store: ResourceStore, clock: Clock, faults: FaultQueue<PmsFaultKind>): PmsControls {
  const save = (resource: PmsResource, id = resource.id ?? store.nextId(resource.resourceType)): string =>
    store.put(resource, id, 'pms').id;
  const appointmentOf = (id: string): Appointment => need(store, 'Appointment', id);
  const change = (id: string, edit: (appointment: Appointment) => Appointment): void => {
    save(edit(appointmentOf(id)), id);
  };

  return {
    addPatient: ({ id, phone, language, ...person }) =>
      save({
        resourceType: 'Patient',
        ...withId(id),
        active: true,
        name: [toName(person)],
        ...toTelecom(phone ?? null),
        ...(language === undefined
          ? {}
          : {
              communication: [
                { language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] }, preferred: true },
              ],
            }),
      }),
    addPractitioner: ({ id, ...person }) =>
      save({ resourceType: 'Practitioner', ...withId(id), active: true, name: [toName(person)] }),
    addLocation: ({ id, name }) => save({ resourceType: 'Location', ...withId(id), status: 'active', name }),
    book: (booking) => save(toAppointment(booking, clock.now())),
    setStatus: (id, status) => {
      change(id, ({ cancelationReason, ...appointment }) => ({
        ...appointment,
        status,
        // Invariant app-4: the reason stands only with cancelled or noshow.
        ...((status === 'cancelled' || status === 'noshow') && cancelationReason !== undefined
          ? { cancelationReason }
          : {}),
      }));
    },
    move: (id, startAt) => {
      change(id, (appointment) => {
        const length = Date.parse(appointment.end ?? '') - Date.parse(appointment.start ?? '');
        return { ...appointment, ...toTimes(startAt, Number.isFinite(length) ? length : defaultMinutes * 60_000) };
      });
    },
    cancel: (id) => {
      change(id, (appointment) => ({
        ...appointment,
        status: 'cancelled',
        cancelationReason: { text: 'By the clinic' },
      }));
    },
    remove: (id) => {
      appointmentOf(id);
      store.remove('Appointment', id, 'pms');
    },
    setTelehealth: (id, modality, link) => {
      change(id, (appointment) => withModality(appointment, modality, link ?? null));
    },
    changePractitioner: (id, practitionerId) => {
      change(id, (appointment) =>
        withActor(appointment, `Practitioner/${need<Practitioner>(store, 'Practitioner', practitionerId).id ?? ''}`),
      );
    },
    changeLocation: (id, locationId) => {
      change(id, (appointment) => withActor(appointment, `Location/${locationId}`));
    },
    changePhone: (id, phone) => {
      const { telecom: _, ...patient } = need<Patient>(store, 'Patient', id);
      save({ ...patient, ...toTelecom(phone) }, id);
    },
    setEncounter: (id, status) => {
      save(toEncounter(store, appointmentOf(id), status, clock.now()));
    },
    put: (resource) => {
      save(resource);
    },
    appointment: (id) => find<Appointment>(store, 'Appointment', id),
    patient: (id) => find<Patient>(store, 'Patient', id),
    appointments: () =>
      [...store.list('Appointment')].flatMap(({ resource }) =>
        resource.resourceType === 'Appointment' ? [resource] : [],
      ),
    fail: (fault) => {
      faults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
    },
  };
}

const defaultMinutes = 15;

function find<T extends PmsResource>(store: ResourceStore, type: T['resourceType'], id: string): T | null {
  // The store files each resource under its own type.
  return (store.get(type, id)?.resource ?? null) as T | null;
}

function need<T extends PmsResource>(store: ResourceStore, type: T['resourceType'] & ResourceType, id: string): T {
  const found = find<T>(store, type, id);
  if (found !== null) return found;
  throw new ConfigurationError({ field: 'controls', message: `there is no ${type} ${id}; add it first` });
}

function withId(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id };
}

function toName({ family, given, prefix }: NewPerson): HumanName {
  return { use: 'official', family, given: given.split(' '), ...(prefix === undefined ? {} : { prefix: [prefix] }) };
}

function toTelecom(phone: string | null): Pick<Patient, 'telecom'> {
  return phone === null ? {} : { telecom: [{ system: 'phone', use: 'mobile', value: phone }] };
}

function toTimes(startAt: number, lengthMs: number): { start: string; end: string } {
  return { start: new Date(startAt).toISOString(), end: new Date(startAt + lengthMs).toISOString() };
}

function toAppointment(booking: NewAppointment, now: number): Appointment {
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

function withActor(appointment: Appointment, reference: string): Appointment {
  const type = `${reference.split('/')[0] ?? ''}/`;
  const others = appointment.participant.filter(({ actor }) => actor?.reference?.startsWith(type) !== true);
  return {
    ...appointment,
    participant: [...others, { actor: { reference }, required: 'required', status: 'accepted' }],
  };
}

function toEncounter(
  store: ResourceStore,
  appointment: Appointment,
  status: Encounter['status'],
  now: number,
): Encounter {
  const id = `encounter-of-${appointment.id ?? ''}`;
  const existing = find<Encounter>(store, 'Encounter', id);
  const at = new Date(now).toISOString();
  const subject = appointment.participant.find(({ actor }) => actor?.reference?.startsWith('Patient/'))?.actor;
  return {
    resourceType: 'Encounter',
    id,
    status,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    ...(subject === undefined ? {} : { subject }),
    appointment: [{ reference: `Appointment/${appointment.id ?? ''}` }],
    period: { start: existing?.period?.start ?? at, ...(status === 'finished' ? { end: at } : {}) },
  };
}
