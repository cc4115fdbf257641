import { describe, expect, it } from 'vitest';
import { AppointmentStoreError } from '../errors.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { ArrivalsEvents } from './event-bus.ts';

type Told = Pick<ArrivalsEvents['appointment-event'], 'kind' | 'changed'>;

const later = '2026-05-20';

/** A running clinic, and what has been told of appointments. */
async function listeningClinic() {
  const running = await runningClinic();
  const told: Told[] = [];
  running.arrivals.on('appointment-event', ({ kind, changed }) => {
    told.push({ kind, changed });
  });
  const { parts } = running.clinic;
  const { pms } = parts;
  const id = parts.idOf('Amelia');
  const reads: string[] = [];
  const intact = { ...pms };
  pms.read = (query) => {
    reads.push(query.id);
    return intact.read(query);
  };
  const move = async (startAt: number): Promise<void> => {
    const appointment = await intact.read({ id });
    if (appointment !== null) pms.put({ ...appointment, startAt, endAt: startAt + 900_000 });
  };
  return { ...running, told, reads, move, id, pms };
}

describe('a push that tells of appointments', () => {
  it('has them read at once, and what has happened is told once, though the scan sees it too', async () => {
    const { arrivals, idle, pass, told, move, id, clinic } = await listeningClinic();
    await move(clinic.parts.clock.now() + 6 * 3_600_000);
    await arrivals.noticed({ appointmentIds: [id, id] });
    await idle();
    expect(told).toEqual([{ kind: 'rescheduled', changed: ['start'] }]);
    await arrivals.noticed({ appointmentIds: [id] });
    await pass(70);
    expect(told).toHaveLength(1);
    await arrivals.stop();
  });

  it('reads what months ahead no scan looks at', async () => {
    const { arrivals, idle, pass, told, id, move } = await listeningClinic();
    await move(Date.parse(`${later}T10:10:00+10:00`));
    await arrivals.noticed({ appointmentIds: [id] });
    await idle();
    expect(told).toEqual([{ kind: 'rescheduled', changed: ['start'] }]);
    await pass(121);
    expect(await arrivals.explain({ appointmentId: id, template: 'Registration' })).toMatchObject({
      answer: 'scheduled',
    });
    await arrivals.stop();
  });

  it('and names none has all days read now', async () => {
    const { arrivals, idle, told, move, reads } = await listeningClinic();
    await move(Date.parse('2026-03-03T10:10:00+11:00'));
    await arrivals.noticed({ appointmentIds: [] });
    await idle();
    expect(told).toEqual([{ kind: 'rescheduled', changed: ['start'] }]);
    expect(reads.length).toBeLessThanOrEqual(1);
    await arrivals.stop();
  });

  it('waits while the PMS cannot be read, and is not lost', async () => {
    const { arrivals, idle, pass, told, move, id, pms } = await listeningClinic();
    await move(Date.parse(`${later}T10:10:00+10:00`));
    const intact = { ...pms };
    const isDown = () =>
      Promise.reject(new AppointmentStoreError({ message: '[memory] down', failure: 'unavailable' }));
    Object.assign(pms, { read: isDown, list: isDown });
    await arrivals.noticed({ appointmentIds: [id, 'another'] });
    await idle();
    expect(told).toEqual([]);
    Object.assign(pms, intact);
    await pass(11);
    expect(told).toEqual([{ kind: 'rescheduled', changed: ['start'] }]);
    await arrivals.stop();
  });

  it('leaves to the scan what is not found or cannot be used', async () => {
    const { arrivals, idle, clinic, pms } = await listeningClinic();
    pms.read = ({ id }) =>
      id === 'broken'
        ? Promise.reject(new AppointmentStoreError({ message: '[memory] no start', failure: 'unusable' }))
        : Promise.resolve(null);
    await arrivals.noticed({ appointmentIds: ['broken', 'never-was'] });
    await idle();
    expect(await clinic.parts.store.documents({ kind: 'hint' })).toEqual([]);
    expect(arrivals.health().parts.pms.isUp).toBe(true);
    await arrivals.stop();
  });

  it('gives up what the PMS refuses to read, and after a day what it cannot read, while it reads all others', async () => {
    const { arrivals, idle, pass, clinic, pms, told, move, id } = await listeningClinic();
    const intact = { ...pms };
    const failures = { 'no id at all': 'refused', broken: 'unavailable' } as const;
    pms.read = (query) => {
      const failure = Object.entries(failures).find(([each]) => each === query.id)?.[1];
      if (failure === undefined) return intact.read(query);
      return Promise.reject(new AppointmentStoreError({ message: '[memory] no', failure }));
    };
    const waiting = async () =>
      (await clinic.parts.store.documents({ kind: 'hint' })).map(({ id: hint }) => hint.split('|')[0]);
    await arrivals.noticed({ appointmentIds: Object.keys(failures) });
    await idle();
    expect(await waiting()).toEqual(['broken']);
    clinic.parts.clock.advance(24 * 3_600_000);
    await pass(20);
    expect(await waiting()).toEqual([]);
    expect(arrivals.health().parts.pms.isUp).toBe(true);
    await move(clinic.parts.clock.now() + 6 * 3_600_000);
    await arrivals.noticed({ appointmentIds: [id] });
    await idle();
    expect(told.at(-1)).toEqual({ kind: 'rescheduled', changed: ['start'] });
    await arrivals.stop();
  });

  it('to a process that stands by is read by the one that leads, within a second', async () => {
    const { arrivals, clinic, idle, pass, told, move, id } = await listeningClinic();
    const standby = anotherEngine(clinic);
    await standby.start();
    await move(Date.parse(`${later}T10:10:00+10:00`));
    await standby.noticed({ appointmentIds: [id] });
    await idle();
    expect(told).toEqual([]);
    await pass(1);
    expect(told).toHaveLength(1);
    await Promise.all([standby.stop(), arrivals.stop()]);
  });

  it('before the first scan of all tells nothing as new', async () => {
    const clinic = await scenario({ isOpenAlready: false, settings: { sendsBooked: true } });
    const { arrivals, store, pms, clock } = clinic.parts;
    const told: unknown[] = [];
    arrivals.on('appointment-event', (event) => void told.push(event));
    await store.open();
    await arrivals.noticed({ appointmentIds: ['appointment-1'] });
    const intact = { ...pms };
    pms.list = () => Promise.reject(new AppointmentStoreError({ message: '[memory] down', failure: 'unavailable' }));
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    expect(await clinic.then.stateOf('Amelia')).toBeNull();
    Object.assign(pms, intact);
    clock.advance(60_000);
    await clinic.when.minutesPass(10);
    expect(await clinic.then.stateOf('Amelia')).toBe('upcoming');
    expect(told).toEqual([]);
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
  });
});
