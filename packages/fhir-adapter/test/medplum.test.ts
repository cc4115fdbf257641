import { type AppointmentStoreFixture, testAppointmentStore } from '@clinicarrivals/core/testing';
import type { Appointment, FhirResource } from 'fhir/r4.js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type FhirAppointmentStoreOptions, createFhirAppointmentStore } from '../src/index.ts';
import {
  aLocation,
  aPatient,
  aPractitioner,
  anAppointment,
  anEncounter,
  day,
  toBooked,
  toTimes,
} from './clinic-day.ts';
import { type MedplumServer, loadDefinitions, startMedplum } from './medplum-server.ts';

const runner = { describe, it, expect };

beforeAll(loadDefinitions);

async function openMedplum(options: Partial<FhirAppointmentStoreOptions>, resources: readonly FhirResource[] = []) {
  const server = await startMedplum();
  const { baseUrl } = server;
  for (const resource of [aPatient('p1'), aPractitioner, aLocation, ...resources]) await server.act('PUT', resource);
  return { server, store: createFhirAppointmentStore({ baseUrl, country: 'AU', profile: 'fhir', ...options }) };
}

async function createFixture(options: Partial<FhirAppointmentStoreOptions> = {}): Promise<AppointmentStoreFixture> {
  const { server, store } = await openMedplum(options);
  const change = async (id: string, changes: Partial<Appointment>): Promise<void> => {
    // Only what this fixture has booked.
    const present = (await server.find('Appointment', id)) as Appointment;
    await server.act('PUT', { ...present, ...changes });
  };
  let booked = 0;
  return {
    store,
    close: () => server.close(),
    pms: {
      book: async (booking) => {
        booked += 1;
        const id = `a${booked}`;
        for (const resource of toBooked(id, booking)) await server.act('PUT', resource);
        return id;
      },
      setStatus: (id, status) => change(id, { status }),
      move: (id, startAt) => change(id, toTimes(startAt)),
      remove: (id) => server.act('DELETE', anAppointment(id)),
      damage: (id) => change(id, { participant: [] }),
      fail: async (failure) => server.failWith(failure === null ? null : failure === 'unavailable' ? 503 : 401),
      countWrites: async () => server.requests.filter((request) => request.startsWith('PUT')).length,
    },
  };
}

describe("on Medplum's server, every ability on", () => {
  testAppointmentStore(runner, { create: () => createFixture() });
});

describe("on Medplum's server by _lastUpdated, deletions seen at the sweep because _lastUpdated does not tell them", () => {
  testAppointmentStore(runner, {
    create: () => createFixture({ incremental: {} }),
    switches: { deletedAtOnce: false },
  });
});

describe("what Medplum's server does in its own way", () => {
  let server: MedplumServer;
  const open = async (options: Partial<FhirAppointmentStoreOptions>, resources: readonly FhirResource[]) => {
    const opened = await openMedplum(options, resources);
    ({ server } = opened);
    return opened.store;
  };
  afterEach(() => server.close());

  it('brings people, place and Encounters with one search, in a Bundle without links', async () => {
    const store = await open({}, [anAppointment('a1'), anEncounter('e1', 'a1', 'in-progress')]);
    expect(await store.list({ ...day, token: null })).toMatchObject({
      type: 'listed',
      appointments: [
        { id: 'a1', encounter: 'in-progress', location: 'Collins Street', practitioner: { lastName: 'Sharma' } },
      ],
    });
    expect(server.requests).toHaveLength(1);
  });

  it('shows an Encounter that has begun, by _lastUpdated too', async () => {
    for (const incremental of [undefined, {}]) {
      const store = await open(incremental === undefined ? {} : { incremental }, [anAppointment('a1')]);
      const first = await store.list({ ...day, token: null });
      await server.act('PUT', anEncounter('e1', 'a1', 'in-progress'));
      const second = await store.list({ ...day, token: first.type === 'listed' ? first.token : null });
      const [seen] = second.type === 'listed' ? second.appointments : second.type === 'changed' ? second.changed : [];
      expect(seen).toMatchObject({ id: 'a1', encounter: 'in-progress' });
      if (incremental === undefined) await server.close();
    }
  });

  it('answers 412 to whom somebody was faster than; the update is made again on what they wrote', async () => {
    const store = await open({}, [anAppointment('a1')]);
    let isFirst = true;
    server.before(async (request) => {
      if (!request.startsWith('PUT') || !isFirst) return;
      isFirst = false;
      await server.act('PUT', anAppointment('a1', { comment: 'prefers tea' }));
    });
    expect((await store.markArrived({ id: 'a1' })).status).toBe('arrived');
    expect(await server.find('Appointment', 'a1')).toMatchObject({ status: 'arrived', comment: 'prefers tea' });
    expect(server.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(2);
  });

  it('gives a full page without a link to the rest, which is refused rather than taken for the day', async () => {
    const all = Array.from({ length: 5 }, (_, index) => anAppointment(`a${index}`));
    const store = await open({ pageSize: 2 }, all);
    await expect(store.list({ ...day, token: null })).rejects.toMatchObject({
      failure: 'unusable',
      message:
        '[fhir] list appointments failed: the server found 5, gave 2 and no link to the rest: set a larger pageSize',
    });
  });
});
