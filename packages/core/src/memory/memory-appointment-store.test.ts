import { describe, expect, it } from 'vitest';

import type { Appointment } from '../appointment.ts';
import { parseMobileNumber } from '../phone-number.ts';
import type { AppointmentStoreFixture } from '../testing/appointment-store-fixture.ts';
import { testAppointmentStore } from '../testing/appointment-store-suite.ts';
import { createMovableClock } from '../testing/movable-clock.ts';
import { type MemoryAppointmentStoreOptions, createMemoryAppointmentStore } from './memory-appointment-store.ts';

type Abilities = MemoryAppointmentStoreOptions['abilities'];

async function createFixture(abilities: Abilities = {}): Promise<AppointmentStoreFixture> {
  const clock = createMovableClock('2026-04-01T20:00:00Z');
  const store = createMemoryAppointmentStore({ clock, abilities });
  let booked = 0;
  const change = async (id: string, changed: Partial<Appointment>): Promise<void> => {
    const present = await store.read({ id });
    if (present !== null) store.put({ ...present, ...changed });
  };
  return {
    store,
    pms: {
      book: async ({ startAt, status = 'booked', phone = '0491 570 156', mayBeTexted = true }) => {
        booked += 1;
        const mobile = phone === null ? null : await parseMobileNumber(phone, 'AU');
        const reason = mayBeTexted ? null : 'the record is inactive';
        store.put({
          ...anAppointment(`a${booked}`, startAt),
          status,
          patient: {
            ...anAppointment('', 0).patient,
            mobile,
            mayBeTexted,
            notTextedReason: reason ?? (mobile === null ? 'no mobile number' : null),
          },
        });
        return `a${booked}`;
      },
      setStatus: (id, status) => change(id, { status }),
      move: (id, startAt) => change(id, { startAt, endAt: startAt + 900_000 }),
      remove: async (id) => store.remove(id),
      damage: async (id) => store.damage(id, 'no patient'),
      fail: async (failure) => store.fail(failure),
      countWrites: async () => store.writes.length,
    },
  };
}

function anAppointment(id: string, startAt: number): Appointment {
  return {
    id,
    version: null,
    status: 'booked',
    startAt,
    endAt: startAt + 900_000,
    typeCode: null,
    modality: 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: null,
    encounter: 'none',
    patient: {
      id: 'p1',
      name: 'Amelia Wong',
      firstName: 'Amelia',
      mobile: '+61491570156',
      mayBeTexted: true,
      notTextedReason: null,
      language: null,
    },
    practitioner: { id: 'd1', name: 'Dr Priya Sharma', lastName: 'Sharma' },
    changedAt: null,
    readAt: 0,
  };
}

describe('the memory appointment store', () => {
  testAppointmentStore({ describe, it, expect }, { create: () => createFixture() });
});

describe('the memory appointment store, read-only', () => {
  testAppointmentStore(
    { describe, it, expect },
    {
      create: () =>
        createFixture({
          canMarkArrived: false,
          canSetTelehealth: false,
          canConfirm: false,
          canCancel: false,
          canUndoCancel: false,
        }),
      switches: { markArrived: false, telehealth: false, confirm: false, cancel: false, undoCancel: false },
    },
  );
});

describe('the controls of the memory appointment store', () => {
  it('start with the appointments given, each with a version and a time of change', async () => {
    const clock = createMovableClock('2026-04-01T20:00:00Z');
    const store = createMemoryAppointmentStore({ clock, appointments: [anAppointment('a1', clock.now())] });
    expect(await store.read({ id: 'a1' })).toMatchObject({ version: '1', changedAt: clock.now(), readAt: clock.now() });
  });

  it('log what was written and when', async () => {
    const clock = createMovableClock('2026-04-01T20:00:00Z');
    const store = createMemoryAppointmentStore({ clock, appointments: [anAppointment('a1', clock.now())] });
    await store.markArrived({ id: 'a1' });
    expect(store.writes).toEqual([{ act: 'mark-arrived', id: 'a1', at: clock.now() }]);
  });

  it('let a damaged appointment not be written, and ignore damage to what there is not', async () => {
    const clock = createMovableClock('2026-04-01T20:00:00Z');
    const store = createMemoryAppointmentStore({ clock, appointments: [anAppointment('a1', clock.now())] });
    store.damage('a1', 'no patient');
    store.damage('a2', 'no patient');
    await expect(store.confirm({ id: 'a1' })).rejects.toMatchObject({ failure: 'unusable' });
  });
});
