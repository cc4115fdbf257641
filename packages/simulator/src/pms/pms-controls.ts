import type { Appointment, Encounter, Patient, Practitioner } from 'fhir/r4.js';
import { ConfigurationError } from '@clinicarrivals/core';
import type { AppointmentStatus, Clock } from '@clinicarrivals/core';
import type { Fault, FaultQueue } from '../faults.ts';
import {
  toAppointment,
  toEncounter,
  toEncounterId,
  toLocation,
  toPatient,
  toPractitioner,
  toTelecom,
  withActor,
  withPatientConfirmed,
  withStart,
  withStatus,
} from './new-resources.ts';
import type { NewAppointment, NewPatient, NewPerson } from './new-resources.ts';
import type { PmsFaultKind } from './pms-faults.ts';
import type { PmsResource, ResourceStore, ResourceType } from './resource-store.ts';
import { withModality } from './telehealth.ts';
import type { PmsModality } from './telehealth.ts';

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
  /** Notes that the patient has confirmed: the participant's status is `accepted`. */
  confirm(appointmentId: string): void;
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
  return {
    ...createRecordControls(store),
    ...createAppointmentControls(store, clock),
    fail: (fault) => {
      faults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
    },
  };
}

type RecordControl =
  'addPatient' | 'addPractitioner' | 'addLocation' | 'changePhone' | 'put' | 'appointment' | 'patient' | 'appointments';

function createRecordControls(store: ResourceStore): Pick<PmsControls, RecordControl> {
  return {
    addPatient: (patient) => save(store, toPatient(patient)),
    addPractitioner: (practitioner) => save(store, toPractitioner(practitioner)),
    addLocation: (location) => save(store, toLocation(location)),
    changePhone: (id, phone) => {
      const { telecom: _, ...patient } = need<Patient>(store, 'Patient', id);
      save(store, { ...patient, ...toTelecom(phone) });
    },
    put: (resource) => {
      save(store, resource);
    },
    appointment: (id) => find<Appointment>(store, 'Appointment', id),
    patient: (id) => find<Patient>(store, 'Patient', id),
    appointments: () =>
      [...store.list('Appointment')].flatMap(({ resource }) =>
        resource.resourceType === 'Appointment' ? [resource] : [],
      ),
  };
}

type AppointmentControl = Exclude<keyof PmsControls, RecordControl | 'fail' | 'clearFaults'>;

function createAppointmentControls(store: ResourceStore, clock: Clock): Pick<PmsControls, AppointmentControl> {
  const change = (id: string, edit: (appointment: Appointment) => Appointment): void => {
    save(store, edit(need<Appointment>(store, 'Appointment', id)));
  };
  return {
    book: (booking) => save(store, toAppointment(booking, clock.now())),
    setStatus: (id, status) => {
      change(id, (appointment) => withStatus(appointment, status));
    },
    move: (id, startAt) => {
      change(id, (appointment) => withStart(appointment, startAt));
    },
    cancel: (id) => {
      const cancelationReason = { text: 'By the clinic' };
      change(id, (appointment) => withStatus({ ...appointment, cancelationReason }, 'cancelled'));
    },
    remove: (id) => {
      need<Appointment>(store, 'Appointment', id);
      store.remove('Appointment', id, 'pms');
    },
    setTelehealth: (id, modality, link) => {
      change(id, (appointment) => withModality(appointment, modality, link ?? null));
    },
    confirm: (id) => {
      change(id, withPatientConfirmed);
    },
    changePractitioner: (id, practitionerId) => {
      need<Practitioner>(store, 'Practitioner', practitionerId);
      change(id, (appointment) => withActor(appointment, `Practitioner/${practitionerId}`));
    },
    changeLocation: (id, locationId) => {
      change(id, (appointment) => withActor(appointment, `Location/${locationId}`));
    },
    setEncounter: (id, status) => {
      const appointment = need<Appointment>(store, 'Appointment', id);
      const existing = find<Encounter>(store, 'Encounter', toEncounterId(id));
      save(store, toEncounter(appointment, status, { existing, now: clock.now() }));
    },
  };
}

function save(store: ResourceStore, resource: PmsResource): string {
  return store.put(resource, resource.id ?? store.nextId(resource.resourceType), 'pms').id;
}

function find<T extends PmsResource>(store: ResourceStore, type: T['resourceType'], id: string): T | null {
  // The store files each resource under its own type.
  return (store.get(type, id)?.resource ?? null) as T | null;
}

function need<T extends PmsResource>(store: ResourceStore, type: T['resourceType'] & ResourceType, id: string): T {
  const found = find<T>(store, type, id);
  if (found !== null) return found;
  throw new ConfigurationError({ field: 'controls', message: `there is no ${type} ${id}; add it first` });
}
