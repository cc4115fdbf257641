import { describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createScaledClock, createSimulatedClinic } from '../src/index.ts';
import type { SimulatedClinic, SimulatedClinicOptions } from '../src/index.ts';
import { runDayWithRobot } from './robot.ts';
import type { RobotReport } from './robot.ts';

const place = { startDay: '2026-04-02', timeZone: 'Australia/Melbourne' } as const;

interface Day {
  readonly clinic: SimulatedClinic;
  readonly report: RobotReport;
}

async function liveThrough(seed: number, options: Partial<SimulatedClinicOptions> = {}): Promise<Day> {
  const clock = createMovableClock('2026-04-02T07:30:00+11:00');
  const clinic = createSimulatedClinic({ seed, clock, ...place, ...options });
  await clinic.listen();
  try {
    return { clinic, report: await runDayWithRobot(clinic, clock) };
  } finally {
    await clinic.close();
  }
}

function transcript({ clinic }: Day): unknown[] {
  return [clinic.gateway.log.entries(), clinic.pms.log.entries(), clinic.diary.entries()];
}

describe('a simulated day', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows every situation of a waiting room with seed %i', async (seed) => {
    const { clinic, report } = await liveThrough(seed);
    const diary = new Set(clinic.diary.entries().map(({ did }) => did));
    const situations = [
      'screened',
      'come in',
      'arrived',
      'called in',
      'by video',
      'by phone',
      'changed mind',
      'asked which',
      'stop',
      'moved',
      'cancelled while waiting',
      'doctor first',
      'unanswered',
      'telehealth by PMS',
      'not understood',
    ];
    expect(situations.filter((situation) => !report.did.has(situation))).toEqual([]);
    expect(diary).toContain('called before the patient came');
    expect(diary).toContain('set telehealth');
    expect(diary).toContain('booked');
    const statuses = new Set(clinic.pms.controls.appointments().map(({ status }) => status));
    expect([...statuses].sort()).toEqual(['cancelled', 'fulfilled', 'noshow']);
  });

  it('is the same for the same seed and another for another', async () => {
    const first = await liveThrough(11);
    expect(transcript(await liveThrough(11))).toEqual(transcript(first));
    expect(transcript(await liveThrough(12))).not.toEqual(transcript(first));
  });

  it('passes also without anybody who answers the patients: they come to the desk', async () => {
    const clock = createMovableClock('2026-04-02T07:30:00+11:00');
    const clinic = createSimulatedClinic({ seed: 5, clock, ...place });
    for (let next = clinic.nextAt(); next !== null; next = clinic.nextAt()) {
      clock.moveTo(next);
      clinic.runDue();
    }
    expect(clinic.gateway.log.entries().filter(({ direction }) => direction === 'out')).toEqual([]);
    const seen = clinic.pms.controls.appointments().filter(({ status }) => status === 'fulfilled');
    expect(seen.length).toBeGreaterThan(30);
    expect(clinic.pms.log.entries().every(({ by }) => by === 'pms')).toBe(true);
  });

  it('goes on by itself under a running clock', async () => {
    const wall = createMovableClock(0);
    const clock = createScaledClock({ startAt: '2026-04-02T07:30:00+11:00', speed: 60, wall });
    const clinic = createSimulatedClinic({ seed: 5, clock, ...place, appointments: 12 });
    const stop = clinic.run();
    wall.advance(4 * 60_000);
    const before = clinic.diary.entries().length;
    expect(before).toBeGreaterThan(5);
    stop();
    wall.advance(4 * 60_000);
    expect(clinic.diary.entries()).toHaveLength(before);
    await clinic.close();
  });

  it('has doctors who start an Encounter where the PMS follows FHIR to the letter', async () => {
    const { clinic } = await liveThrough(3, { pmsProfile: 'fhir', appointments: 30 });
    const encounters = clinic.pms.changes.entries().filter(({ type }) => type === 'Encounter');
    const stages = new Set(encounters.map(({ after }) => (after?.resourceType === 'Encounter' ? after.status : null)));
    expect([...stages]).toEqual(['in-progress', 'finished']);
  });

  it('costs the simulator less than half a second of CPU', () => {
    const measure = (): number => {
      const clock = createMovableClock('2026-04-02T07:30:00+11:00');
      const clinic = createSimulatedClinic({ seed: 9, clock, ...place });
      const before = process.cpuUsage();
      for (let next = clinic.nextAt(); next !== null; next = clinic.nextAt()) {
        clock.moveTo(next);
        clinic.runDue();
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    expect(Math.min(measure(), measure())).toBeLessThan(500);
  });
});
