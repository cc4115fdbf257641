import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, ConversationStore, Logger } from '@clinicarrivals/core';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createAppointmentFeed } from '../src/index.ts';
import type { AppointmentFeed, AppointmentFeedOptions, FeedAppointment, FeedEvent } from '../src/index.ts';
import { endpointSecret } from './ehr-endpoint.ts';

/** A SQLite file that any number of stores may open, as processes do. */
export interface ClinicFile {
  open(name?: string): Promise<ConversationStore>;
  path(name: string): string;
  close(): Promise<void>;
}

/** Makes an empty folder for the files of one test. */
export function createClinicFile(): ClinicFile {
  const folder = mkdtempSync(join(tmpdir(), 'feed-'));
  const stores: ConversationStore[] = [];
  return {
    open: async (name = 'clinic.db') => {
      const store = createSqliteStore({ file: join(folder, name), clinicId: 'clinic-1' });
      await store.open();
      stores.push(store);
      return store;
    },
    path: (name) => join(folder, name),
    close: async () => {
      for (const store of stores) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Makes a feed that posts its answers to an address, and keeps what it hints at and logs. */
export function createTestFeed(options: {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly url?: string;
  readonly more?: Partial<AppointmentFeedOptions>;
}): { readonly feed: AppointmentFeed; readonly hints: string[]; readonly lines: string[] } {
  const { store, clock, url, more } = options;
  const hints: string[] = [];
  const lines: string[] = [];
  const logger: Logger = { log: (_level, message, fields) => void lines.push(JSON.stringify({ message, ...fields })) };
  const feed = createAppointmentFeed({
    store,
    clinic: { id: 'clinic-1' },
    noticed: ({ appointmentIds }) => void hints.push(...appointmentIds),
    clock,
    logger,
    ...(url === undefined ? {} : { answers: { url, secret: endpointSecret, timeoutMs: 500 } }),
    ...more,
  });
  return { feed, hints, lines };
}

/** An event that books a whole appointment, with the given changes. */
export function bookingOf(appointment: Partial<FeedAppointment> & Pick<FeedAppointment, 'id' | 'startAt'>): FeedEvent {
  return {
    messageId: null,
    madeAt: null,
    appointment: {
      patient: {
        id: `patient of ${appointment.id}`,
        name: 'Test Patient',
        firstName: 'Test',
        mobile: '+61491570156',
        notTextedReason: null,
        language: null,
      },
      practitioner: { id: 'practitioner-1', name: 'Dr Test Doctor', lastName: 'Doctor' },
      ...appointment,
    },
  };
}

/** An event that tells a little about an appointment. */
export function changeOf(appointment: FeedAppointment, changes: Partial<FeedEvent> = {}): FeedEvent {
  return { messageId: null, madeAt: null, ...changes, appointment };
}
