import { describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createScaledClock } from './scaled-clock.ts';

const startAt = Date.parse('2026-04-02T07:30:00+11:00');

describe('a scaled clock', () => {
  it('runs at its speed, from where it is told to start', () => {
    const wall = createMovableClock(0);
    const clock = createScaledClock({ startAt: '2026-04-02T07:30:00+11:00', speed: 60, wall });
    wall.advance(1000);
    expect(clock.now()).toBe(startAt + 60_000);
  });

  it('runs what is scheduled at its own time, in order', () => {
    const wall = createMovableClock(0);
    const clock = createScaledClock({ startAt, speed: 60, wall });
    const ran: string[] = [];
    clock.schedule(120_000, () => ran.push('second'));
    clock.schedule(60_000, () => ran.push('first'));
    const cancel = clock.schedule(90_000, () => ran.push('never'));
    cancel();
    cancel();
    wall.advance(1500);
    expect(ran).toEqual(['first']);
    wall.advance(500);
    expect(ran).toEqual(['first', 'second']);
  });

  it('keeps the moment of what is scheduled when the speed changes or it pauses', () => {
    const wall = createMovableClock(0);
    const clock = createScaledClock({ startAt, speed: 60, wall });
    let ranAt: number | null = null;
    clock.schedule(600_000, () => (ranAt = clock.now()));
    wall.advance(1000);
    clock.setSpeed(0);
    expect(clock.speed).toBe(0);
    wall.advance(3_600_000);
    expect([ranAt, clock.now()]).toEqual([null, startAt + 60_000]);
    clock.setSpeed(600);
    wall.advance(899);
    expect(ranAt).toBeNull();
    wall.advance(1);
    expect(ranAt).toBe(startAt + 600_000);
  });

  it('waits longer than a timer of the machine can', () => {
    const wall = createMovableClock(0);
    const clock = createScaledClock({ startAt, speed: 1, wall });
    let hasRun = false;
    clock.schedule(40 * 86_400_000, () => (hasRun = true));
    wall.advance(39 * 86_400_000);
    expect(hasRun).toBe(false);
    wall.advance(86_400_000);
    expect(hasRun).toBe(true);
  });

  it("is measured against the machine's clock unless another is given, and can be stopped", async () => {
    const clock = createScaledClock({ startAt, speed: 1_000_000 });
    clock.schedule(3_600_000_000, () => expect.fail('it was stopped'));
    await new Promise<void>((resolve) => clock.schedule(1000, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(startAt + 1000);
    clock.stop();
  });

  it('refuses a start that is no moment and a speed that is no speed', () => {
    expect(() => createScaledClock({ startAt: 'today', speed: 1 })).toThrow(/startAt/);
    expect(() => createScaledClock({ startAt, speed: -1 })).toThrow(/speed/);
    expect(() => createScaledClock({ startAt, speed: Number.NaN })).toThrow(/speed/);
  });
});
