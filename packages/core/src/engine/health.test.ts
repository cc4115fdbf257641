import { describe, expect, it } from 'vitest';
import { AppointmentStoreError, GatewayError, StorageError, VideoError } from '../errors.ts';
import { createMovableClock } from '../testing/movable-clock.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ArrivalsEvents } from './event-bus.ts';
import { createEventBus } from './event-bus.ts';
import { createHealthMonitor } from './health.ts';

const start = Date.parse('2026-03-02T09:00:00+11:00');

/** A monitor with what it has logged and told. */
function monitored() {
  const clock = createMovableClock(start);
  const lines: string[] = [];
  const changes: ArrivalsEvents['health-changed'][] = [];
  const bus = createEventBus(() => lines.push('a listener has thrown'));
  bus.on('health-changed', (change) => changes.push(change));
  const logger = { log: (level: string, message: string) => void lines.push(`${level} ${message}`) };
  return { clock, lines, changes, monitor: createHealthMonitor({ clock, logger, bus }) };
}

describe('the health of the parts', () => {
  it('is good, since nobody knows when, while nothing was tried', () => {
    const untried = { isUp: true, since: null, error: null };
    expect(monitored().monitor.read(false)).toEqual({
      isHealthy: true,
      isLeader: false,
      parts: { pms: untried, gateway: untried, inbound: untried, video: untried, storage: untried },
    });
  });

  it('says since when a part is down and what went wrong last, and since when it is up again', () => {
    const { monitor, clock } = monitored();
    monitor.up('pms');
    clock.advance(1_000);
    monitor.down('pms', new AppointmentStoreError({ message: '[fhir] 503', failure: 'unavailable' }));
    clock.advance(1_000);
    monitor.down('pms', new AppointmentStoreError({ message: '[fhir] 401', failure: 'unauthorised' }));
    clock.advance(1_000);
    expect(monitor.read(true)).toMatchObject({
      isHealthy: false,
      isLeader: true,
      parts: { pms: { isUp: false, since: start + 1_000, error: '[fhir] 401' }, gateway: { isUp: true } },
    });
    monitor.up('pms');
    clock.advance(1_000);
    monitor.up('pms');
    expect(monitor.read(true)).toMatchObject({
      isHealthy: true,
      parts: { pms: { isUp: true, since: start + 3_000, error: null } },
    });
  });

  it('tells of a change once, and not that a part is up at the first try', () => {
    const { monitor, clock, changes, lines } = monitored();
    monitor.up('gateway');
    for (let count = 0; count < 3; count += 1) {
      monitor.down('gateway', new GatewayError({ message: '[sms] 500', failure: 'retry' }));
      clock.advance(5_000);
    }
    for (let count = 0; count < 3; count += 1) monitor.up('gateway');
    expect(changes).toEqual([
      { at: start, part: 'gateway', isUp: false },
      { at: start + 15_000, part: 'gateway', isUp: true },
    ]);
    expect(lines).toEqual(['error [gateway] is down: [sms] 500', 'info [gateway] is back']);
  });

  it('P10: does not repeat what others say, who may name a patient', () => {
    const { monitor, lines } = monitored();
    monitor.down('video', new Error('no room for Amelia Wong, +61491570006'));
    expect(monitor.read(true).parts.video.error).toBe('unexpected error');
    expect(lines).toEqual(['error [video] is down: unexpected error']);
  });

  it('is read as it is at that moment', () => {
    const { monitor } = monitored();
    const before = monitor.read(true);
    monitor.down('storage', new StorageError({ message: '[sqlite] full' }));
    expect(before).toMatchObject({ isHealthy: true, parts: { storage: { isUp: true } } });
    expect(monitor.read(true).isHealthy).toBe(false);
  });
});

describe('health() of a clinic', () => {
  async function invited(): Promise<Scenario> {
    const clinic = await scenario({ at: '06:59' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'yes');
    return clinic;
  }

  it('knows that every part is up when each was used', async () => {
    const clinic = await invited();
    await clinic.when.timeIs('10:01');
    const health = clinic.parts.arrivals.health();
    expect(health).toMatchObject({ isHealthy: true, isLeader: true });
    for (const part of Object.values(health.parts)) {
      expect(part).toMatchObject({ isUp: true, error: null });
      expect(part.since).toBeLessThanOrEqual(clinic.parts.clock.now());
    }
  });

  it('is no leader where another process leads', async () => {
    const clinic = await invited();
    const standby = anotherEngine(clinic);
    await standby.runOnce();
    expect(standby.health()).toMatchObject({ isHealthy: true, isLeader: false });
  });

  it('names the PMS that cannot be listed, and the others are up', async () => {
    const clinic = await invited();
    clinic.parts.pms.fail('unavailable');
    await clinic.when.secondsPass(10);
    const { parts, isHealthy } = clinic.parts.arrivals.health();
    expect(isHealthy).toBe(false);
    expect(Object.entries(parts).flatMap(([name, { isUp }]) => (isUp ? [] : [name]))).toEqual(['pms']);
    expect(parts.pms.error).toContain('as the test asked');
    clinic.parts.pms.fail(null);
    await clinic.when.secondsPass(10);
    expect(clinic.parts.arrivals.health().isHealthy).toBe(true);
  });

  it('names that nothing can be received', async () => {
    const clinic = await invited();
    const { gateway } = clinic.parts;
    const real = { ...gateway };
    gateway.receive = () => Promise.reject(new GatewayError({ message: '[memory] 500', failure: 'retry' }));
    await clinic.when.secondsPass(10);
    expect(clinic.parts.arrivals.health().parts.inbound).toMatchObject({ isUp: false, error: '[memory] 500' });
    Object.assign(gateway, real);
    await clinic.when.secondsPass(10);
    expect(clinic.parts.arrivals.health().parts.inbound).toMatchObject({ isUp: true, error: null });
  });

  it('names the video server that opens no room', async () => {
    const clinic = await invited();
    const { video } = clinic.parts;
    const real = { open: video.open.bind(video) };
    video.open = () => Promise.reject(new VideoError({ message: '[video] 503', isRetryable: true }));
    await clinic.when.timeIs('10:00');
    const { since, ...rest } = clinic.parts.arrivals.health().parts.video;
    expect(rest).toEqual({ isUp: false, error: '[video] 503' });
    expect(since).toBe(clinic.parts.clock.now());
    Object.assign(video, real);
    await clinic.when.minutesPass(1);
    expect(clinic.parts.arrivals.health().parts.video.isUp).toBe(true);
  });

  it('names the storage, and not the PMS, when a scan fails for the storage’s sake', async () => {
    const clinic = await invited();
    const { store, arrivals } = clinic.parts;
    const real = { ...store };
    store.conversationsOfDay = () => Promise.reject(new StorageError({ message: '[memory] locked' }));
    await clinic.given.appointment({ patient: 'Ben', at: '11:10' });
    expect(arrivals.health().parts).toMatchObject({
      storage: { isUp: false, error: '[memory] locked' },
      pms: { isUp: true },
    });
    Object.assign(store, real);
    await clinic.when.secondsPass(10);
    expect(arrivals.health().isHealthy).toBe(true);
  });
});
