import type { Appointment } from '../appointment.ts';
import type { AppointmentListing, AppointmentStore, UnusableAppointment } from '../ports/appointment-store.ts';
import type { AppointmentStoreFixture, AppointmentStoreSuiteOptions } from './appointment-store-fixture.ts';
import { testAppointmentStoreWrites } from './appointment-store-writes.ts';
import type { TestRunner } from './test-runner.ts';

type Test = (title: string, body: (fixture: AppointmentStoreFixture) => Promise<void>) => void;

const from = Date.parse('2026-04-01T13:00:00Z');
const to = Date.parse('2026-04-02T13:00:00Z');
const range = { from, to };
const nine = from + 9 * 3_600_000;

/**
 * Checks the contract of {@link AppointmentStore}.
 *
 * @example testAppointmentStore({ describe, it, expect }, { create: async () => ({ store, pms }) });
 */
export function testAppointmentStore(runner: TestRunner, options: AppointmentStoreSuiteOptions): void {
  const test: Test = (title, body) => {
    runner.it(title, async () => {
      const fixture = await options.create();
      try {
        await body(fixture);
      } finally {
        await fixture.close?.();
      }
    });
  };
  runner.describe('list', () => {
    testRange(runner, test);
    testContents(runner, test);
    if (options.switches?.asked !== false) testListingWhileDown(runner, test);
  });
  runner.describe('list with a token', () => testToken(runner, options, test));
  runner.describe('read', () => testRead(runner, options, test));
  testAppointmentStoreWrites(runner, options, test);
}

function testRange({ expect }: TestRunner, test: Test): void {
  test('holds what starts within the range, its start included and its end not', async ({ store, pms }) => {
    await pms.book({ startAt: from - 60_000 });
    const first = await pms.book({ startAt: from });
    const last = await pms.book({ startAt: to - 60_000 });
    await pms.book({ startAt: to });
    expect(toIds(await listAll(store))).toEqual([first, last].toSorted());
  });
  test('of an empty range is empty', async ({ store }) => {
    expect(toIds(await listAll(store))).toEqual([]);
  });
  test('holds appointments of every status', async ({ store, pms }) => {
    const booked = await pms.book({ startAt: nine });
    const cancelled = await pms.book({ startAt: nine, status: 'cancelled' });
    const statuses = new Map([...(await listAll(store)).appointments.values()].map(({ id, status }) => [id, status]));
    expect(statuses.get(booked)).toBe('booked');
    expect(statuses.get(cancelled)).toBe('cancelled');
  });
}

function testContents({ expect }: TestRunner, test: Test): void {
  test('says who meets whom, when, and how to text the patient', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine, phone: '0491 570 156' });
    const appointment = (await listAll(store)).appointments.get(id);
    expect(appointment?.startAt).toBe(nine);
    expect((appointment?.endAt ?? 0) - nine).toBeGreaterThan(0);
    expect(appointment?.patient.name.length).toBeGreaterThan(0);
    expect(appointment?.patient.firstName.length).toBeGreaterThan(0);
    expect(appointment?.patient).toMatchObject({ mobile: '+61491570156', mayBeTexted: true, notTextedReason: null });
    expect(appointment?.practitioner.lastName.length).toBeGreaterThan(0);
    expect(appointment).toMatchObject({ encounter: 'none', modality: 'unknown', videoLink: null, isConfirmed: false });
  });
  test('holds a patient without a mobile number, with the reason', async ({ store, pms }) => {
    const none = await pms.book({ startAt: nine, phone: null });
    const landline = await pms.book({ startAt: nine, phone: '(03) 9123 4567' });
    const { appointments } = await listAll(store);
    expect(appointments.get(none)?.patient).toMatchObject({ mobile: null, notTextedReason: 'no mobile number' });
    expect(appointments.get(landline)?.patient).toMatchObject({ mobile: null, notTextedReason: 'no mobile number' });
  });
  test('says that a patient may not be texted, and why', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine, mayBeTexted: false });
    const patient = (await listAll(store)).appointments.get(id)?.patient;
    expect(patient?.mayBeTexted).toBe(false);
    expect(patient?.notTextedReason?.length).toBeGreaterThan(0);
  });
  test('sets what cannot be used apart, with its id and a reason, and serves the others', async ({ store, pms }) => {
    const good = await pms.book({ startAt: nine });
    const bad = await pms.book({ startAt: nine });
    await pms.damage(bad);
    const current = await listAll(store);
    expect(toIds(current)).toEqual([good]);
    expect([...current.unusable.keys()]).toEqual([bad]);
    expect(current.unusable.get(bad)?.reason.length).toBeGreaterThan(0);
  });
}

function testListingWhileDown({ expect }: TestRunner, test: Test): void {
  test('throws while the system is down, and serves again afterwards', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    await pms.fail('unavailable');
    await expect(store.list({ ...range, token: null })).rejects.toMatchObject({
      code: 'appointment-store',
      failure: 'unavailable',
      isRetryable: true,
    });
    await pms.fail('unauthorised');
    await expect(store.list({ ...range, token: null })).rejects.toMatchObject({ failure: 'unauthorised' });
    await pms.fail(null);
    expect(toIds(await listAll(store))).toEqual([id]);
  });
}

function testToken({ expect }: TestRunner, { switches }: AppointmentStoreSuiteOptions, test: Test): void {
  if (switches?.unchanged !== false) {
    test('is unchanged as long as nothing changes', async ({ store, pms }) => {
      await pms.book({ startAt: nine });
      const first = await listAll(store);
      const second = await store.list({ ...range, token: first.token });
      expect(second.type).toBe('unchanged');
      expect((await store.list({ ...range, token: first.token })).type).toBe('unchanged');
    });
  }
  test('shows a changed status, and what is new', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    const first = await listAll(store);
    await pms.setStatus(id, 'arrived');
    const added = await pms.book({ startAt: nine + 60_000 });
    const second = await listAgain(store, first);
    expect(second.appointments.get(id)?.status).toBe('arrived');
    expect(toIds(second)).toEqual([id, added].toSorted());
  });
  test('shows what moved within the range, out of it and into it', async ({ store, pms }) => {
    const within = await pms.book({ startAt: nine });
    const out = await pms.book({ startAt: nine });
    const into = await pms.book({ startAt: to + 60_000 });
    const first = await listAll(store);
    await pms.move(within, nine + 600_000);
    await pms.move(out, to + 60_000);
    await pms.move(into, nine);
    const second = await listAgain(store, first);
    expect(second.appointments.get(within)?.startAt).toBe(nine + 600_000);
    expect(toIds(second)).toEqual([within, into].toSorted());
  });
  if (switches?.deletedAtOnce !== false) {
    test('misses what was deleted', async ({ store, pms }) => {
      const kept = await pms.book({ startAt: nine });
      const deleted = await pms.book({ startAt: nine });
      const first = await listAll(store);
      await pms.remove(deleted);
      expect(toIds(await listAgain(store, first))).toEqual([kept]);
    });
  }
  test('reads everything when the token is of another store or range', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    const { token } = await listAll(store);
    for (const other of ['', 'unknown', '{"listing":1}']) {
      const listing = await store.list({ ...range, token: other });
      expect(listing.type).toBe('listed');
    }
    const wider = await store.list({ from, to: to + 3_600_000, token });
    expect(wider.type).toBe('listed');
    expect(wider.type === 'listed' && wider.appointments.map((appointment) => appointment.id)).toEqual([id]);
  });
}

function testRead({ expect }: TestRunner, { switches }: AppointmentStoreSuiteOptions, test: Test): void {
  test('gives the appointment as it is now', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    await listAll(store);
    await pms.setStatus(id, 'checked-in');
    expect(await store.read({ id })).toMatchObject({ id, startAt: nine, status: 'checked-in' });
  });
  test('says the same as a listing does', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    const listed = (await listAll(store)).appointments.get(id);
    expect({ ...(await store.read({ id })), readAt: 0 }).toEqual({ ...listed, readAt: 0 });
  });
  test('is null for what there never was, and for what was deleted', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    await pms.remove(id);
    expect(await store.read({ id })).toBe(null);
    expect(await store.read({ id: 'never-booked' })).toBe(null);
  });
  test('throws for what cannot be used', async ({ store, pms }) => {
    const id = await pms.book({ startAt: nine });
    await pms.damage(id);
    await expect(store.read({ id })).rejects.toMatchObject({ failure: 'unusable' });
  });
  if (switches?.asked !== false) {
    test('throws while the system is down', async ({ store, pms }) => {
      const id = await pms.book({ startAt: nine });
      await pms.fail('unavailable');
      await expect(store.read({ id })).rejects.toMatchObject({ failure: 'unavailable' });
    });
  }
}

/** What whoever asks knows after a listing: a diff is laid over what they had. */
interface Current {
  readonly appointments: Map<string, Appointment>;
  readonly unusable: Map<string, UnusableAppointment>;
  readonly token: string | null;
}

async function listAll(store: AppointmentStore): Promise<Current> {
  const nothing = { appointments: new Map(), unusable: new Map(), token: null };
  return toCurrent(nothing, await store.list({ ...range, token: null }));
}

async function listAgain(store: AppointmentStore, known: Current): Promise<Current> {
  return toCurrent(known, await store.list({ ...range, token: known.token }));
}

function toCurrent(known: Current, listing: AppointmentListing): Current {
  switch (listing.type) {
    case 'unchanged':
      return known;
    case 'listed':
      return {
        appointments: new Map(listing.appointments.map((appointment) => [appointment.id, appointment])),
        unusable: new Map(listing.unusable.map((entry) => [entry.id, entry])),
        token: listing.token,
      };
    case 'changed': {
      const appointments = new Map(known.appointments);
      for (const id of [...listing.gone, ...listing.unusable.map((entry) => entry.id)]) appointments.delete(id);
      for (const appointment of listing.changed) appointments.set(appointment.id, appointment);
      return { ...known, appointments, token: listing.token };
    }
    default:
      return listing satisfies never;
  }
}

function toIds(current: Current): string[] {
  return [...current.appointments.keys()].toSorted();
}
