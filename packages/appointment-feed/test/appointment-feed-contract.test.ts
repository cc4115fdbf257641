import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMobileNumber } from '@clinicarrivals/core';
import type { AppointmentStatus, ConversationStore } from '@clinicarrivals/core';
import { createMemoryConversationStore } from '@clinicarrivals/core/memory';
import { testAppointmentStore } from '@clinicarrivals/core/testing';
import type { AppointmentStoreFixture, Booking, PmsHarness } from '@clinicarrivals/core/testing';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createAppointmentFeed } from '../src/index.ts';
import type { AppointmentFeed, FeedAppointment } from '../src/index.ts';
import { endpointSecret, startEhrEndpoint } from './ehr-endpoint.ts';
import type { EhrEndpoint } from './ehr-endpoint.ts';

interface OpenStore {
  readonly store: ConversationStore;
  readonly close: () => Promise<void>;
}

const stores: Readonly<Record<string, () => Promise<OpenStore>>> = {
  memory: async () => ({ store: createMemoryConversationStore(), close: async () => undefined }),
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-'));
    const store = createSqliteStore({ file: join(folder, 'clinic.db'), clinicId: 'clinic-1' });
    await store.open();
    return {
      store,
      close: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

for (const [name, open] of Object.entries(stores)) {
  describe(`the appointment feed on a store in ${name}`, () => {
    testAppointmentStore(
      { describe, it, expect },
      {
        create: () => createFixture(open, true),
        switches: { asked: false },
      },
    );
  });
}

describe('the appointment feed without an endpoint for answers', () => {
  const off = { markArrived: false, telehealth: false, confirm: false, cancel: false, undoCancel: false };
  testAppointmentStore(
    { describe, it, expect },
    {
      create: () =>
        createFixture(async () => ({ store: createMemoryConversationStore(), close: async () => {} }), false),
      switches: { asked: false, ...off },
    },
  );
});

async function createFixture(open: () => Promise<OpenStore>, hasEndpoint: boolean): Promise<AppointmentStoreFixture> {
  const { store, close } = await open();
  const endpoint = await startEhrEndpoint();
  const feed = createAppointmentFeed({
    store,
    clinic: { id: 'clinic-1' },
    noticed: () => undefined,
    ...(hasEndpoint ? { answers: { url: endpoint.url, secret: endpointSecret } } : {}),
  });
  return {
    store: feed,
    pms: createEhr(feed, store, endpoint),
    close: async () => {
      await endpoint.close();
      await close();
    },
  };
}

/** An EHR that pushes what its staff do. */
function createEhr(feed: AppointmentFeed, store: ConversationStore, endpoint: EhrEndpoint): PmsHarness {
  let count = 0;
  const push = async (appointment: FeedAppointment): Promise<void> => {
    const outcome = await feed.accept({ messageId: crypto.randomUUID(), madeAt: null, appointment });
    if (outcome.type === 'refused') throw new Error(`refused: ${outcome.field} ${outcome.message}`);
  };
  return {
    book: async ({ startAt, status, phone = '0491 570 156', mayBeTexted }: Booking) => {
      count += 1;
      const mobile = phone === null ? null : await parseMobileNumber(phone, 'AU');
      const patient = { id: `patient-${count}`, name: `Test Patient ${count}`, firstName: 'Test', mobile };
      await push({
        id: `appointment-${count}`,
        startAt,
        endAt: startAt + 15 * 60_000,
        patient: mayBeTexted === undefined ? patient : { ...patient, mayBeTexted },
        practitioner: { id: 'practitioner-1', name: 'Dr Test Doctor', lastName: 'Doctor' },
        ...(status === undefined ? {} : { status }),
      });
      return `appointment-${count}`;
    },
    setStatus: (id: string, status: AppointmentStatus) => push({ id, status }),
    move: (id, startAt) => push({ id, startAt }),
    // Nobody deletes but who erases a patient: an EHR says `entered-in-error`.
    remove: async (id) => {
      const snapshot = await store.snapshot({ appointmentId: id });
      await store.erasePatient({ patientId: snapshot?.appointment?.patient.id ?? '', phones: [] });
    },
    damage: (id) =>
      feed.refuse({
        appointmentId: id,
        messageId: null,
        madeAt: null,
        field: 'appointment_datetime',
        message: 'is no time',
        leavesDoubt: true,
      }),
    fail: async (failure) => {
      const status = failure === 'unauthorised' ? 403 : 503;
      endpoint.fail(failure === null ? null : { status });
    },
    countWrites: async () => endpoint.taken.size,
  };
}
