import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals } from '@clinicarrivals/core';
import { createMemoryMessageGateway, createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import type { MemoryMessageGateway } from '@clinicarrivals/core/memory';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createAppointmentFeed } from '../src/index.ts';
import type { AppointmentFeed } from '../src/index.ts';
import { endpointSecret, startEhrEndpoint } from './ehr-endpoint.ts';
import type { EhrEndpoint } from './ehr-endpoint.ts';
import { bookingOf, changeOf, createClinicFile } from './feed-clinic.ts';
import type { ClinicFile } from './feed-clinic.ts';

const minute = 60_000;
const phone = '+61491570156';

let file: ClinicFile;
let endpoint: EhrEndpoint;
let clock: MovableClock;
let gateway: MemoryMessageGateway;
let feed: AppointmentFeed;
let arrivals: Arrivals;

beforeEach(async () => {
  file = createClinicFile();
  const store = await file.open();
  endpoint = await startEhrEndpoint();
  // Signatures are checked by somebody else's clock, so it is now; the clinic lies where it is about ten in the morning.
  clock = createMovableClock(Date.now());
  const hour = new Date(clock.now()).getUTCHours();
  const offset = hour < 20 ? 10 - hour : 34 - hour;
  const clinic = {
    id: 'clinic-1',
    name: 'North Street Clinic',
    phone: '(03) 5550 0100',
    timeZone: `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`,
    country: 'AU',
  };
  gateway = createMemoryMessageGateway({ clock });
  feed = createAppointmentFeed({
    store,
    clinic,
    clock,
    noticed: (hint) => arrivals.noticed(hint),
    answers: { url: endpoint.url, secret: endpointSecret },
  });
  arrivals = createArrivals({
    clinic,
    appointments: feed,
    messages: gateway,
    video: createMemoryVideoProvider({ clock }),
    store,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled', cancelByText: true },
  });
  await arrivals.runOnce();
});
afterEach(async () => {
  await endpoint.close();
  await file.close();
});

/** Lets some seconds pass, and the engine do what is due. */
async function pass(seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    clock.advance(5_000);
    await arrivals.runOnce();
  }
}

const other = { id: 'p-2', name: 'Other Patient', firstName: 'Other', mobile: '+61491570157' } as const;
const texts = (): string[] => gateway.sent.map(({ body }) => body);

describe('a clinic whose EHR pushes', () => {
  beforeEach(async () => {
    await feed.accept(bookingOf({ id: 'a', startAt: clock.now() + 20 * minute }));
    await pass(30);
  });

  it('marks a patient arrived in the EHR before it thanks them, and calls them in when the EHR says so', async () => {
    const before = gateway.sent.length;
    endpoint.fail({ status: 503 });
    gateway.inbound({ from: phone, body: 'arrived' });
    await pass(5);
    expect(endpoint.received.length).toBeGreaterThan(0);
    expect(texts().slice(before)).toEqual([]);
    endpoint.fail(null);
    await pass(30);
    expect([...endpoint.taken.values()].map(({ type }) => type)).toEqual(['appointment.arrived']);
    expect(texts().slice(before)).toHaveLength(1);
    await feed.accept(changeOf({ id: 'a', status: 'fulfilled' }));
    await pass(10);
    expect(texts().slice(before)).toHaveLength(2);
    expect(texts().at(-1)).toMatch(/come in|ready/i);
  });

  it('tells nothing twice of what its own answers come back as', async () => {
    gateway.inbound({ from: phone, body: 'arrived' });
    await pass(10);
    const before = gateway.sent.length;
    await feed.accept(changeOf({ id: 'a', status: 'arrived' }));
    await feed.accept(changeOf({ id: 'a', status: 'arrived' }));
    await pass(180);
    expect(gateway.sent).toHaveLength(before);
  });

  it('has reception look once when the EHR sends something that cannot be used', async () => {
    await feed.refuse({
      appointmentId: 'a',
      messageId: null,
      madeAt: null,
      field: 'appointment_datetime',
      message: 'has no zone',
      leavesDoubt: true,
    });
    await pass(120);
    expect((await arrivals.tasks.open()).map(({ kind }) => kind)).toEqual(['event-refused']);
  });

  it('cancels nothing later that reception has settled in another way while the EHR could not be reached', async () => {
    await feed.accept(bookingOf({ id: 'b', startAt: clock.now() + 5 * 60 * minute, patient: other }));
    await pass(30);
    endpoint.fail({ status: 503 });
    gateway.inbound({ from: other.mobile, body: 'please cancel my appointment' });
    await pass(30);
    gateway.inbound({ from: other.mobile, body: 'yes cancel' });
    await pass(120);
    for (const { id } of await arrivals.tasks.open()) await arrivals.tasks.resolve({ id, by: 'staff:A' });
    endpoint.fail(null);
    await pass(300);
    expect(endpoint.received.length).toBeGreaterThan(0);
    expect([...endpoint.taken.values()]).toEqual([]);
  });
});
