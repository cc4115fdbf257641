import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivals } from '@clinicarrivals/core';
import type { Appointment, ConversationStore } from '@clinicarrivals/core';
import { createMemoryAppointmentStore, createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { anAppointment, benchClinic, createInstantGateway, strictLogger } from '../bench-clinic.ts';
import type { Row } from '../row.ts';

const many = 10_000;
const minute = 60_000;
/** Every twentieth number is that of two patients. */
const perFamily = 20;

/**
 * So many reminders due at one instant: how long until all are decided and durable in the outbox. Nothing has been read before in
 * the process that decides, as after a start in the night.
 */
export async function measureReminders(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-reminders-'));
  const file = join(folder, 'reminders.db');
  const seconds = await remindAll(file);
  await rm(folder, { recursive: true });
  return {
    target: null,
    name: `${String(many)} reminders due at one instant, decided and durable in the outbox`,
    value: seconds,
    unit: 's',
    baseline: null,
    figure: seconds,
    figureUnit: 's',
    atLeast: { bound: 'maximum', value: 2 },
  };
}

async function remindAll(file: string): Promise<number> {
  const clock = createMovableClock('2026-04-02T09:50:00+11:00');
  const appointments = createMemoryAppointmentStore({ clock });
  for (let number = 0; number < many; number += 1) appointments.put(ofTomorrow(number, clock.now()));
  const open = (store: ConversationStore) =>
    createArrivals({
      clinic: benchClinic,
      appointments,
      store,
      messages: createInstantGateway(() => undefined),
      video: createMemoryVideoProvider({ clock }),
      clock,
      settings: {
        waitingRoom: false,
        reminders: [{ id: 'day-before', when: { daysBefore: 1, at: '10:00' } }],
      },
      logger: strictLogger,
    });
  const before = open(createSqliteStore({ file, clinicId: benchClinic.id }));
  await before.runOnce();
  await before.stop();

  const store = createSqliteStore({ file, clinicId: benchClinic.id });
  let left = many;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const arrivals = open({
    ...store,
    commit: async (commit) => {
      const result = await store.commit(commit);
      if (result === 'committed') left -= (commit.effects ?? []).reduce((sum, row) => sum + remindedBy(row.id), 0);
      if (left <= 0) finish();
      return result;
    },
  });
  await arrivals.start();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const begun = performance.now();
  clock.moveTo(Date.parse('2026-04-02T10:00:00+11:00'));
  await finished;
  const seconds = (performance.now() - begun) / 1000;
  await arrivals.stop();
  return seconds;
}

function remindedBy(id: string): number {
  return id.includes('|FamilyReminder|') ? 2 : id.includes('|Reminder|') ? 1 : 0;
}

function ofTomorrow(number: number, now: number): Appointment {
  const plain = anAppointment(number, now);
  const startAt = now + 24 * 60 * minute + (number % 90) * 5 * minute;
  const mobile = number % perFamily === 1 ? anAppointment(number - 1, now).patient.mobile : plain.patient.mobile;
  return { ...plain, startAt, endAt: startAt + 15 * minute, patient: { ...plain.patient, mobile } };
}
