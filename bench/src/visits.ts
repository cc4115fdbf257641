import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArrivals } from '@clinicarrivals/core';
import type { Appointment, AppointmentStore, MessageGateway, PhoneNumber } from '@clinicarrivals/core';
import { createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';

const hour = 60 * 60_000;

/** What a run of visits took. */
export interface VisitsResult {
  readonly visits: number;
  readonly seconds: number;
  readonly visitsPerSecond: number;
}

/**
 * Runs visits end to end on SQLite: three texts out, three replies in, every one durable. `inFlight` patients at a time; each answers
 * the moment a text reaches the gateway.
 */
export async function runVisits(options: { readonly visits: number; readonly inFlight: number }): Promise<VisitsResult> {
  const folder = await mkdtemp(join(tmpdir(), 'clinicarrivals-bench-'));
  const state = { begun: 0, finished: 0 };
  const done = Promise.withResolvers<undefined>();
  const appointments = createEndlessDay(options, state);
  const messages = createInstantGateway((to, text) => {
    const reply = text === 1 ? 'no thanks' : text === 2 ? "I'm here" : 'thank you';
    void arrivals
      .receive({ gatewayId: `in-${to}-${text}`, from: to, to: ownNumber, body: reply, receivedAt: Date.now(), carrierKeyword: null })
      .catch(done.reject);
  });
  const arrivals = createArrivals({
    clinic: { id: 'bench', name: 'Bench Clinic', phone: '(03) 5550 0100', timeZone: 'Australia/Melbourne', country: 'AU' },
    appointments,
    messages,
    video: createMemoryVideoProvider({ clock: { now: () => Date.now() } }),
    store: createSqliteStore({ file: join(folder, 'bench.db'), clinicId: 'bench' }),
    settings: { pmsProfile: 'starts-on-fulfilled', pollSeconds: 0.002, receiveSeconds: 60, morningScreeningAt: '00:00', screeningLeadMinutes: 0, clinicDayEndsAt: '00:00', outreachTo: '23:59' },
    logger: { log: (level, message, fields) => { if (level === 'error' || level === 'warn') console.error(level, message, fields); } },
  });
  arrivals.on('reply-handled', (event) => {
    if (event.intent !== 'thanks') return;
    state.finished += 1;
    if (state.finished === options.visits) done.resolve(undefined);
  });
  const begin = performance.now();
  await arrivals.start();
  await done.promise;
  const seconds = (performance.now() - begin) / 1000;
  await arrivals.stop();
  await rm(folder, { recursive: true });
  return { visits: options.visits, seconds, visitsPerSecond: options.visits / seconds };
}

const ownNumber: PhoneNumber = '+61480000001';

function createInstantGateway(onText: (to: PhoneNumber, count: number) => void): MessageGateway {
  const counts = new Map<PhoneNumber, number>();
  let sent = 0;
  return {
    numbers: [ownNumber],
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    send: ({ to }) => {
      const count = (counts.get(to) ?? 0) + 1;
      counts.set(to, count);
      sent += 1;
      setImmediate(onText, to, count);
      return Promise.resolve({ gatewayId: `out-${sent}`, acceptedAt: Date.now() });
    },
    receive: ({ cursor }) => Promise.resolve({ messages: [], cursor }),
    lookUp: () => Promise.resolve(null),
    receipts: () => Promise.resolve([]),
  };
}

/** A day to which a new patient is added whenever one has finished. */
function createEndlessDay(
  options: { readonly visits: number; readonly inFlight: number },
  state: { begun: number; readonly finished: number },
): AppointmentStore {
  const booked = new Map<string, Appointment>();
  let token = 0;
  const write = (id: string, change: Partial<Appointment>): Promise<Appointment> => {
    const before = booked.get(id);
    if (before === undefined) throw new Error('no such appointment');
    const after = { ...before, ...change, readAt: Date.now() };
    booked.set(id, after);
    return Promise.resolve(after);
  };
  return {
    abilities: { canMarkArrived: true, canSetTelehealth: true, canConfirm: true, canCancel: true },
    list: ({ token: asked, from }) => {
      const now = Date.now();
      token += 1;
      if (asked === null) return Promise.resolve({ type: 'listed', appointments: [], unusable: [], token: String(token), readAt: now });
      const isToday = from <= now && now - from < 24 * hour;
      const wanted = isToday ? Math.min(options.inFlight - (state.begun - state.finished), options.visits - state.begun) : 0;
      if (wanted <= 0) return Promise.resolve({ type: 'unchanged', readAt: now });
      const changed = Array.from({ length: wanted }, () => book(booked, (state.begun += 1), now));
      return Promise.resolve({ type: 'changed', changed, gone: [], unusable: [], token: String(token), readAt: now });
    },
    read: ({ id }) => Promise.resolve(booked.get(id) ?? null),
    markArrived: ({ id }) => write(id, { status: 'arrived' }),
    setTelehealth: ({ id, modality }) => write(id, { modality }),
    clearTelehealth: ({ id }) => write(id, { modality: 'unknown' }),
    confirm: ({ id }) => write(id, { isConfirmed: true }),
    cancel: ({ id }) => write(id, { status: 'cancelled' }),
  };
}

function book(booked: Map<string, Appointment>, number: number, now: number): Appointment {
  const appointment: Appointment = {
    id: `a${number}`,
    version: '1',
    status: 'booked',
    startAt: now + 60_000,
    endAt: now + 16 * 60_000,
    typeCode: null,
    modality: 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: null,
    encounter: 'none',
    patient: { id: `p${number}`, name: 'Amelia Example', firstName: 'Amelia', mobile: `+6149${String(1_000_000 + number)}`, mayBeTexted: true, notTextedReason: null, language: null },
    practitioner: { id: 'sharma', name: 'Dr Sharma', lastName: 'Sharma' },
    changedAt: now,
    readAt: now,
  };
  booked.set(appointment.id, appointment);
  return appointment;
}
