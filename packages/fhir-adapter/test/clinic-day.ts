import type { AppointmentStoreFixture, Booking } from '@clinicarrivals/core/testing';
import type { Appointment, Encounter, FhirResource, Location, Patient, Practitioner } from 'fhir/r4.js';

import { type FhirAppointmentStoreOptions, createFhirAppointmentStore } from '../src/index.ts';
import { type ServerTraits, type TestServer, startServer } from './fhir-server.ts';

/** The day that the tests list: a Thursday in Melbourne. */
export const day = { from: Date.parse('2026-04-01T13:00:00Z'), to: Date.parse('2026-04-02T13:00:00Z') };

/** Nine o'clock of that day. */
export const nine = Date.parse('2026-04-01T22:00:00Z');

/** A clock that stands still and whose waits end at once, noted. */
function createInstantClock(start: number) {
  const clock = {
    time: start,
    waits: [] as number[],
    now: () => clock.time,
    schedule: (delayMs: number, callback: () => void) => {
      clock.waits.push(delayMs);
      queueMicrotask(callback);
      return () => undefined;
    },
  };
  return clock;
}

/** An Appointment of patient p1 with practitioner d1 at location l1. */
export function anAppointment(id: string, changes: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    id,
    status: 'booked',
    start: '2026-04-02T09:00:00+11:00',
    end: '2026-04-02T09:15:00+11:00',
    participant: [
      { actor: { reference: 'Patient/p1' }, status: 'needs-action' },
      { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
      { actor: { reference: 'Location/l1' }, status: 'accepted' },
    ],
    ...changes,
  };
}

/** A Patient with an Australian mobile number. */
export function aPatient(id: string, changes: Partial<Patient> = {}): Patient {
  return {
    resourceType: 'Patient',
    id,
    name: [{ use: 'official', given: ['Amelia', 'Jane'], family: 'Wong' }],
    telecom: [{ system: 'phone', use: 'mobile', value: '0491 570 156' }],
    ...changes,
  };
}

export const aPractitioner: Practitioner = {
  resourceType: 'Practitioner',
  id: 'd1',
  name: [{ prefix: ['Dr'], given: ['Priya'], family: 'Sharma' }],
};

export const aLocation: Location = { resourceType: 'Location', id: 'l1', name: 'Collins Street' };

/** An Encounter of an appointment. */
export function anEncounter(id: string, appointmentId: string, status: Encounter['status']): Encounter {
  return {
    resourceType: 'Encounter',
    id,
    status,
    class: { code: 'AMB' },
    appointment: [{ reference: `Appointment/${appointmentId}` }],
  };
}

/** A server with the people of the clinic, and a store on it. */
export async function openClinic(
  options: Partial<FhirAppointmentStoreOptions> & {
    readonly traits?: Partial<ServerTraits>;
    readonly resources?: readonly FhirResource[];
  } = {},
) {
  const { traits, resources = [], ...storeOptions } = options;
  const server = await startServer();
  Object.assign(server.traits, traits);
  for (const resource of [aPatient('p1'), aPractitioner, aLocation, ...resources]) server.put(resource);
  const clock = createInstantClock(nine);
  const lines: string[] = [];
  const logger = { log: (_: string, message: string) => void lines.push(message) };
  const store = createFhirAppointmentStore({ baseUrl: server.baseUrl, country: 'AU', clock, logger, ...storeOptions });
  return { server, store, clock, lines };
}

/** The fixture of the contract suite. */
export async function createFixture(
  options: Partial<FhirAppointmentStoreOptions> & { readonly traits?: Partial<ServerTraits> },
): Promise<AppointmentStoreFixture> {
  const { server, store } = await openClinic(options);
  const change = async (id: string, changes: Partial<Appointment>): Promise<void> => {
    const present = server.resources.get(`Appointment/${id}`);
    if (present?.resourceType === 'Appointment') server.put({ ...present, ...changes });
  };
  let booked = 0;
  return {
    store,
    close: () => server.close(),
    pms: {
      book: async (booking) => {
        booked += 1;
        const id = `a${booked}`;
        for (const resource of toBooked(id, booking)) server.put(resource);
        return id;
      },
      setStatus: (id, status) => change(id, { status }),
      move: (id, startAt) => change(id, toTimes(startAt)),
      remove: async (id) => server.remove(`Appointment/${id}`),
      damage: (id) => change(id, { participant: [] }),
      fail: async (failure) => failAll(server, failure),
      countWrites: async () => server.requests.filter(({ method }) => method === 'PUT').length,
    },
  };
}

/** A booking of the contract suite as the resources of a patient and an appointment of the same id. */
export function toBooked(
  id: string,
  { startAt, status = 'booked', phone = '0491 570 156', mayBeTexted = true }: Booking,
): readonly [Patient, Appointment] {
  const telecom: Patient['telecom'] = phone === null ? [] : [{ system: 'phone', value: phone }];
  const participant: Appointment['participant'] = [
    { actor: { reference: `Patient/${id}` }, status: 'needs-action' },
    { actor: { reference: 'Practitioner/d1' }, status: 'accepted' },
  ];
  return [
    aPatient(id, { telecom, active: mayBeTexted }),
    anAppointment(id, { status, ...toTimes(startAt), participant }),
  ];
}

/** Start and end of a quarter of an hour. */
export function toTimes(startAt: number): Pick<Appointment, 'start' | 'end'> {
  return { start: new Date(startAt).toISOString(), end: new Date(startAt + 900_000).toISOString() };
}

function failAll(server: TestServer, failure: 'unavailable' | 'unauthorised' | null): void {
  const status = failure === 'unavailable' ? 503 : 401;
  server.intercept = () => (failure === null ? null : { status, body: '{}' });
}
