import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClinicArrivalsError } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedPms } from './simulated-pms.ts';
import type { SimulatedPms } from './simulated-pms.ts';
import { modalityOf } from './telehealth.ts';

const clock = createMovableClock('2026-04-02T08:00:00+11:00');
const startAt = clock.now() + 3_600_000;
let pms: SimulatedPms;
let base: string;

beforeEach(async () => {
  pms = createSimulatedPms({ clock });
  base = await pms.listen();
  pms.controls.addPractitioner({ id: 'd1', given: 'Priya', family: 'Sharma' });
  pms.controls.addPatient({ id: 'p1', given: 'Amelia Jane', family: 'Wong', phone: '+61491570006', language: 'en' });
  pms.controls.book({ id: 'a1', patientId: 'p1', practitionerId: 'd1', startAt, typeCode: 'CHECKUP', minutes: 20 });
});
afterEach(() => pms.close());

const url = (path: string): string => `${base}/${path}`;

describe('the controls', () => {
  it('log every change of status with who made it, and tell it to subscribers', () => {
    const heard: unknown[] = [];
    const unsubscribe = pms.log.subscribe((entry) => heard.push(entry));
    pms.controls.setStatus('a1', 'arrived');
    pms.controls.cancel('a1');
    pms.controls.setStatus('a1', 'booked');
    unsubscribe();
    pms.controls.remove('a1');
    expect(heard).toMatchObject([
      { from: 'booked', to: 'arrived', by: 'pms' },
      { from: 'arrived', to: 'cancelled' },
      { from: 'cancelled', to: 'booked' },
    ]);
    expect(pms.log.entries().at(-1)).toMatchObject({ appointment: 'a1', from: 'booked', to: null });
  });

  it('take the reason away when a cancelled appointment is booked again', () => {
    pms.controls.cancel('a1');
    expect(pms.controls.appointment('a1')).toHaveProperty('cancelationReason');
    pms.controls.setStatus('a1', 'booked');
    expect(pms.controls.appointment('a1')).not.toHaveProperty('cancelationReason');
  });

  it('move an appointment and keep its length', () => {
    pms.controls.move('a1', startAt + 600_000);
    const { start = '', end = '' } = pms.controls.appointment('a1') ?? {};
    expect(Date.parse(start)).toBe(startAt + 600_000);
    expect(Date.parse(end) - Date.parse(start)).toBe(20 * 60_000);
  });

  it('set and take back telehealth without touching the kind of visit', () => {
    const modality = (): string => modalityOf(pms.controls.appointment('a1') ?? expect.fail());
    pms.controls.setTelehealth('a1', 'phone');
    expect(modality()).toBe('phone');
    pms.controls.setTelehealth('a1', 'video', 'https://video.example/1');
    expect(modality()).toBe('video');
    pms.controls.setTelehealth('a1', 'in-person');
    expect(modality()).toBe('in-person');
    expect(pms.controls.appointment('a1')?.appointmentType?.coding).toMatchObject([{ code: 'CHECKUP' }]);
    expect(pms.controls.appointment('a1')?.extension).toBeUndefined();
  });

  it('change practitioner, place, phone and encounter', () => {
    pms.controls.addPractitioner({ id: 'd2', given: 'Tom', family: 'Baker' });
    pms.controls.addLocation({ id: 'l1', name: 'Main Street' });
    pms.controls.changePractitioner('a1', 'd2');
    pms.controls.changeLocation('a1', 'l1');
    const actors = pms.controls.appointment('a1')?.participant.map(({ actor }) => actor?.reference);
    expect(actors).toEqual(['Patient/p1', 'Practitioner/d2', 'Location/l1']);
    pms.controls.changePhone('p1', null);
    expect(pms.controls.patient('p1')?.telecom).toBeUndefined();
    pms.controls.changePhone('p1', '+61491570156');
    expect(pms.controls.patient('p1')?.telecom?.[0]?.value).toBe('+61491570156');
    pms.controls.setEncounter('a1', 'in-progress');
    pms.controls.setEncounter('a1', 'finished');
    expect(pms.changes.entries().at(-1)?.after).toMatchObject({ resourceType: 'Encounter', status: 'finished' });
  });

  it('refuse ids that do not exist', () => {
    expect(() => pms.controls.setStatus('none', 'arrived')).toThrow(/there is no Appointment none/);
    expect(() => pms.controls.changePhone('none', null)).toThrow(/there is no Patient none/);
  });

  it('refuse a page size that is no positive number', () => {
    expect(() => createSimulatedPms({ clock, pageSize: 0 })).toThrow(/pageSize/);
    let caught: unknown;
    try {
      void createSimulatedPms({ clock }).url;
    } catch (error) {
      caught = error;
    }
    expect(ClinicArrivalsError.isInstance(caught)).toBe(true);
  });
});

describe('faults', () => {
  it.each([
    ['401', 401],
    ['409', 409],
    ['412', 412],
    ['422', 422],
    ['429', 429],
    ['500', 500],
  ] as const)('answer %s with an OperationOutcome once', async (kind, status) => {
    pms.controls.fail({ kind });
    const response = await fetch(url('Appointment'));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    expect((await fetch(url('Appointment'))).status).toBe(200);
  });

  it('answer a login page, half a bundle and a page that leads to itself', async () => {
    pms.controls.fail({ kind: 'html' });
    expect(await (await fetch(url('Appointment'))).text()).toContain('<!doctype html>');
    pms.controls.fail({ kind: 'half-bundle' });
    await expect((await fetch(url('Appointment'))).json()).rejects.toThrow();
    pms.controls.fail({ kind: 'page-loop' });
    expect(await (await fetch(url('Appointment?x=1'))).json()).toMatchObject({
      link: [{ relation: 'next', url: url('Appointment?x=1') }],
    });
  });

  it('do the work and hide it behind a 500', async () => {
    pms.controls.fail({ kind: 'accept-then-500', match: 'PUT' });
    const body = JSON.stringify({ ...pms.controls.appointment('a1'), status: 'arrived' });
    const response = await fetch(url('Appointment/a1'), {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(500);
    expect(pms.controls.appointment('a1')?.status).toBe('arrived');
  });

  it('hang until the client gives up or the server closes, and break connections', async () => {
    pms.controls.fail({ kind: 'hang', times: 2 });
    await expect(fetch(url('Appointment'), { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    const hanging = fetch(url('Appointment')).then(
      (response) => response.status,
      () => 'broken',
    );
    pms.controls.fail({ kind: 'reset', match: ({ url: asked }) => asked.includes('Patient') });
    await expect(fetch(url('Patient'))).rejects.toThrow();
    await pms.close();
    expect(['broken', 503]).toContain(await hanging);
  });

  it('can be aimed, repeated and cleared', async () => {
    pms.controls.fail({ kind: '500', times: Infinity, match: 'GET ' });
    expect((await fetch(url('Patient/p1'))).status).toBe(500);
    expect((await fetch(url('Patient/p1'))).status).toBe(500);
    pms.controls.clearFaults();
    expect((await fetch(url('Patient/p1'))).status).toBe(200);
  });
});
