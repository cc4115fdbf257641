import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArrivals } from '@clinicarrivals/core';
import type { Arrivals, ArrivalsOptions } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createSimulatedGateway, createSimulatedPms } from '@clinicarrivals/simulator';
import type { PmsFaultKind, SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

const clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'secret', from: '+61480000001' };
const phones = { amelia: '+61491570006', ben: '+61491570110' } as const;
const at = (time: string, day = '2026-03-02'): number => Date.parse(`${day}T${time}:00+11:00`);

let clock: MovableClock;
let pms: SimulatedPms;
let gateway: SimulatedGateway;
let arrivals: Arrivals;
let folder: string;
let pmsUrl: string;

function build(change: Partial<ArrivalsOptions> = {}, lockWaitMs = 5_000): Arrivals {
  return createArrivals({
    clinic,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled' },
    appointments: createFhirAppointmentStore({ baseUrl: pmsUrl, country: 'AU', profile: 'starts-on-fulfilled', clock }),
    messages: createTwilioGateway({ ...account, baseUrl: gateway.url, ratePerSecond: Infinity, clock }),
    video: createFixedLinkProvider({}),
    store: createSqliteStore({ file: join(folder, 'clinic.db'), clinicId: clinic.id, lockWaitMs }),
    ...change,
  });
}

beforeEach(async () => {
  clock = createMovableClock(at('06:00'));
  pms = createSimulatedPms({ clock });
  gateway = createSimulatedGateway({ ...account, clock, numbers: [account.from] });
  pmsUrl = await pms.listen();
  await gateway.listen();
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-'));
  pms.controls.addPractitioner({ id: 'sharma', family: 'Sharma', given: 'Priya' });
  pms.controls.addPatient({ id: 'amelia', family: 'Wong', given: 'Amelia', phone: phones.amelia });
  pms.controls.addPatient({ id: 'ben', family: 'Ng', given: 'Ben', phone: phones.ben });
  pms.controls.book({ id: 'a1', patientId: 'amelia', practitionerId: 'sharma', startAt: at('10:10') });
  arrivals = build();
  await arrivals.runOnce();
});
afterEach(async () => {
  await arrivals.stop();
  await Promise.all([pms.close(), gateway.close()]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Moves to a time of day and lets the engine see it, its answers and their consequences. */
async function turn(time: string, day?: string): Promise<void> {
  clock.moveTo(Math.max(clock.now(), at(time, day)));
  await arrivals.runOnce();
  clock.advance(10_000);
  await arrivals.runOnce();
}
const textsTo = (phone: string): number =>
  gateway.log.entries().filter((text) => text.direction === 'out' && text.to === phone).length;

describe('a PMS that misbehaves', () => {
  it.each<PmsFaultKind>(['html', '401', '429', '500', 'half-bundle', 'page-loop', 'reset'])(
    'answers %s: nobody is cancelled or texted about it, health says so, and all goes on when it is back',
    async (kind) => {
      await turn('07:15');
      pms.controls.book({ id: 'a2', patientId: 'ben', practitionerId: 'sharma', startAt: at('15:00') });
      pms.controls.fail({ kind, times: Infinity });
      clock.advance(60_000);
      await arrivals.runOnce();
      expect(arrivals.health().parts.pms).toMatchObject({ isUp: false });
      expect(arrivals.health().parts.pms.error).not.toMatch(/Amelia|Wong|0491|61491/);
      expect(textsTo(phones.amelia)).toBe(1);
      pms.controls.clearFaults();
      await turn('09:55');
      gateway.controls.inbound({ from: phones.amelia, body: 'here' });
      await turn('09:56');
      expect(arrivals.health().parts.pms.isUp).toBe(true);
      expect(pms.controls.appointment('a1')?.status).toBe('arrived');
    },
  );

  it('takes a write and answers 500: the arrival is written once and thanked for once', async () => {
    await turn('10:00');
    gateway.controls.inbound({ from: phones.amelia, body: 'here' });
    pms.controls.fail({ kind: 'accept-then-500', match: 'PUT' });
    await turn('10:01');
    await turn('10:03');
    expect(pms.log.entries().filter(({ to }) => to === 'arrived')).toHaveLength(1);
    expect(textsTo(phones.amelia)).toBe(2);
    expect(await arrivals.tasks.open()).toEqual([]);
  });
});

describe('appointments that cannot be used', () => {
  it.each([
    ['start', { participant: [{ actor: { reference: 'Patient/ben' }, status: 'accepted' }] }],
    ['patient', { start: '2026-03-02T10:20:00+11:00', end: '2026-03-02T10:35:00+11:00', participant: [] }],
    [
      'practitioner',
      {
        start: '2026-03-02T10:20:00+11:00',
        end: '2026-03-02T10:35:00+11:00',
        participant: [{ actor: { reference: 'Patient/ben' }, status: 'accepted' }],
      },
    ],
  ] as const)('one without %s is passed over, and the others are served', async (_, broken) => {
    pms.controls.put({ resourceType: 'Appointment', id: 'broken', status: 'booked', ...broken } as never);
    await turn('07:15');
    expect(textsTo(phones.amelia)).toBe(1);
    expect(textsTo(phones.ben)).toBe(0);
  });

  it.each([
    ['no number', null],
    ['a number that is no number', 'see notes'],
    ['a landline', '03 9555 0100'],
  ])('a patient with %s is listed with the reason, and the others are served', async (_, phone) => {
    pms.controls.addPatient({ id: 'carl', family: 'Orr', given: 'Carl', phone });
    pms.controls.book({ id: 'a2', patientId: 'carl', practitionerId: 'sharma', startAt: at('10:20') });
    await turn('07:15');
    expect(textsTo(phones.amelia)).toBe(1);
    const { notServed } = await arrivals.today();
    expect(notServed.map(({ appointmentId }) => appointmentId)).toEqual(['a2']);
    const why = await arrivals.explain({ appointmentId: 'a2', template: 'ConsiderTeleHealth' });
    expect(why).toMatchObject({ answer: 'not-served' });
  });
});

describe('texts that are no words', () => {
  it.each([
    ['empty', ''],
    ['1 600 characters long', 'word '.repeat(320)],
    ['binary', '\u0001\u0002\ufffd\u0007'],
    ['template code', '{{ Patient.name }}{% if'],
  ])('one that is %s is answered or a task, and the next is understood', async (_, body) => {
    await turn('07:15');
    gateway.controls.inbound({ from: phones.amelia, body });
    await turn('07:20');
    gateway.controls.inbound({ from: phones.amelia, body: 'no' });
    await turn('07:25');
    const { lines } = await arrivals.today();
    expect(lines[0]?.state).toBe('expected');
  });
});

describe('settings and templates', () => {
  it.each([
    ['clinic.id', { clinic: { ...clinic, id: 'main street' } }, 'letters, digits or hyphens'],
    ['timeZone', { clinic: { ...clinic, timeZone: 'Melbourne' } }, 'IANA'],
    ['clinic.country', { clinic: { ...clinic, country: 'Australia' } }, '"AU"'],
    ['screeningMinutes', { settings: { screeningMinutes: -1 } }, 'from 0 to'],
    ['outreachFrom', { settings: { outreachFrom: '8am' } }, 'HH:MM'],
    ['outreachFrom', { settings: { outreachFrom: '21:00' } }, 'earlier in the day'],
    ['pmsProfile', { settings: { pmsProfile: 'best' as never } }, 'one of'],
    ['allowList', { settings: { allowList: ['0491 570 006' as never] } }, '+61491570006'],
    ['administratorPhone', { settings: { administratorPhone: '000' as never } }, '+61491570006'],
    ['privacy', { settings: { privacy: 'none' as never } }, 'one of'],
    ['urgentWords', { settings: { urgentWords: 'help' as never } }, 'list of words'],
    ['appointmentTypes', { settings: { appointmentTypes: { FLU: 'some' as never } } }, 'one of'],
    ['offersVideo', { settings: { offersVideo: 'yes' as never } }, 'boolean'],
    ['pollSecs', { settings: { pollSecs: 5 } as never }, 'no setting'],
    ['store', { store: undefined as never }, 'is missing'],
  ])('a wrong %s fails at construction and names the field and the fix', (field, change, fix) => {
    const construct = (): unknown => build(change);
    expect(construct).toThrow(`[settings] ${field}`);
    expect(construct).toThrow(fix);
  });

  it('a template with an unclosed tag is refused when it is saved, and the old wording stays', async () => {
    const name = 'ConsiderTeleHealth';
    const before = arrivals.templates.source({ name, language: 'en' });
    const saving = arrivals.templates.set({ name, language: 'en', source: 'Hi {{ Patient.name', by: 'kim' });
    await expect(saving).rejects.toThrow('templates.ConsiderTeleHealth');
    expect(arrivals.templates.source({ name, language: 'en' })).toBe(before);
    await turn('07:15');
    expect(textsTo(phones.amelia)).toBe(1);
  });

  it('settings that do not go together are refused when they are saved, also one after the other', async () => {
    await arrivals.settings.set({ settings: { outreachTo: '12:00' }, by: 'kim' });
    await expect(arrivals.settings.set({ settings: { outreachFrom: '13:00' }, by: 'kim' })).rejects.toThrow(
      'outreachFrom',
    );
    expect(arrivals.settings.get().outreachTo).toBe('12:00');
  });
});

describe('time that does not pass evenly', () => {
  it('a clock that jumps back does not stop the polls', async () => {
    await turn('10:00');
    clock.jumpTo(at('09:00'));
    await arrivals.runOnce();
    gateway.controls.inbound({ from: phones.amelia, body: 'here' });
    clock.advance(10_000);
    await arrivals.runOnce();
    expect(pms.controls.appointment('a1')?.status).toBe('arrived');
  });

  it('a clock that jumps forward past the visit sends nothing that is of no use any more', async () => {
    await turn('06:30');
    clock.jumpTo(at('12:00'));
    await arrivals.runOnce();
    expect(textsTo(phones.amelia)).toBe(0);
  });

  it('a laptop that slept over midnight serves the new day, and the old day is over', async () => {
    await turn('07:15');
    const startAt = at('10:10', '2026-03-03');
    pms.controls.book({ id: 'b1', patientId: 'ben', practitionerId: 'sharma', startAt });
    clock.jumpTo(at('07:15', '2026-03-03'));
    await arrivals.runOnce();
    expect(textsTo(phones.ben)).toBe(1);
    const board = await arrivals.today();
    expect(board.lines.map(({ appointmentId }) => appointmentId)).toEqual(['b1']);
    expect(textsTo(phones.amelia)).toBe(1);
  });
});

describe('a database in trouble', () => {
  it('that is locked by another program: what came in is not acknowledged, and all is done when it is free', async () => {
    await arrivals.stop();
    arrivals = build({}, 30);
    await arrivals.start();
    const other = new DatabaseSync(join(folder, 'clinic.db'));
    other.exec('BEGIN IMMEDIATE');
    const pushed = {
      gatewayId: 'SMlocked',
      from: phones.amelia,
      to: account.from,
      body: 'here',
      receivedAt: clock.now(),
      carrierKeyword: null,
    };
    await expect(arrivals.receive(pushed)).rejects.toMatchObject({ code: 'storage', isRetryable: true });
    other.exec('ROLLBACK');
    other.close();
    await arrivals.receive(pushed);
    await arrivals.stop();
    arrivals = build();
    clock.advance(10_000);
    await arrivals.runOnce();
    expect(pms.controls.appointment('a1')?.status).toBe('arrived');
  });

  it('that is full: the message is refused and kept by the gateway, and dealt with once there is room', async () => {
    await turn('10:00');
    await arrivals.stop();
    const room = createSqliteStore({ file: join(folder, 'clinic.db'), clinicId: clinic.id });
    let isFull = true;
    const store = {
      ...room,
      commit: (commit: Parameters<typeof room.commit>[0]) =>
        isFull && commit.inbox !== undefined && commit.inbox.length > 0
          ? Promise.reject(new Error('disk full'))
          : room.commit(commit),
    };
    arrivals = build({ store });
    gateway.controls.inbound({ from: phones.amelia, body: 'here' });
    await turn('10:01');
    expect(arrivals.health().isHealthy).toBe(false);
    expect(pms.controls.appointment('a1')?.status).toBe('booked');
    isFull = false;
    await turn('10:02');
    expect(pms.controls.appointment('a1')?.status).toBe('arrived');
    expect(arrivals.health().isHealthy).toBe(true);
  });

  it('that was restored from a backup: what left since is not sent again (P9)', async () => {
    await arrivals.stop();
    const store = createSqliteStore({ file: join(folder, 'clinic.db'), clinicId: clinic.id });
    arrivals = build({ store });
    await arrivals.runOnce();
    await store.backup?.({ path: join(folder, 'backup.db'), now: clock.now() });
    await turn('07:15');
    gateway.controls.inbound({ from: phones.amelia, body: 'no' });
    await turn('07:20');
    expect(textsTo(phones.amelia)).toBe(2);
    await arrivals.stop();
    copyFileSync(join(folder, 'backup.db'), join(folder, 'clinic.db'));
    for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `clinic.db${suffix}`), { force: true });
    arrivals = build();
    await turn('07:25');
    await turn('07:30');
    expect(textsTo(phones.amelia)).toBe(2);
    expect((await arrivals.today()).lines[0]?.state).toBe('expected');
  });
});
