import { describe, expect, it } from 'vitest';
import { createAgenda } from './agenda.ts';
import type { Agenda } from './agenda.ts';
import { createDayClock } from './local-time.ts';

const place = { startDay: '2026-04-02', timeZone: 'Australia/Melbourne' } as const;
const plan = (seed: number, appointments = 40): Agenda => createAgenda({ ...place, seed, appointments });

describe('an agenda', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan(4)).toEqual(plan(4));
    expect(plan(4)).not.toEqual(plan(5));
  });

  it.each([1, 12, 40, 300])('has %i appointments, none at the same time with the same practitioner', (count) => {
    const { visits } = plan(1, count);
    expect(visits).toHaveLength(count);
    expect(new Set(visits.map(({ practitionerId, startAt }) => `${practitionerId} ${String(startAt)}`)).size).toBe(
      count,
    );
    expect(new Set(visits.map(({ appointmentId }) => appointmentId)).size).toBe(count);
  });

  it('has two children of one family on one phone within the same morning hour, for 100 seeds', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const [first, second, ...others] = plan(seed).visits.filter(({ personality }) => personality === 'family');
      if (first === undefined || second === undefined) expect.fail('there is no family');
      expect(others).toEqual([]);
      expect(second.phone).toBe(first.phone);
      expect(second.patientId).not.toBe(first.patientId);
      expect(second.given).not.toBe(first.given);
      expect(second.startAt - first.startAt).toBeLessThanOrEqual(3_600_000);
      expect(second.startAt).toBeLessThan(Date.parse('2026-04-02T12:00:00+11:00'));
    }
  });

  it('gives everybody else a number of their own', () => {
    const visits = plan(6, 200).visits.filter(({ personality }) => personality !== 'family');
    expect(new Set(visits.map(({ phone }) => phone)).size).toBe(visits.length);
  });

  it('keeps within the hours of the clinic, in its zone', () => {
    const starts = plan(2, 300).visits.map(({ startAt }) => startAt);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(Date.parse('2026-04-02T09:00:00+11:00'));
    expect(Math.max(...starts)).toBeLessThan(Date.parse('2026-04-02T17:00:00+11:00'));
  });

  it('refuses what is no number, day or zone, and says which', () => {
    expect(() => plan(1, 0)).toThrow(/appointments/);
    expect(() => createAgenda({ ...place, seed: 1, appointments: 2, startDay: 'today' })).toThrow(/startDay/);
    expect(() => createAgenda({ ...place, seed: 1, appointments: 2, timeZone: 'Mars/Base' })).toThrow(/timeZone/);
  });
});

describe('the time of day in a zone', () => {
  it('is right on both sides of a change of the clocks', () => {
    // In Melbourne, daylight saving ended on 5 April 2026 at 03:00.
    const at = createDayClock('2026-04-05', 'Australia/Melbourne');
    expect(at('01:00')).toBe(Date.parse('2026-04-05T01:00:00+11:00'));
    expect(at('09:00')).toBe(Date.parse('2026-04-05T09:00:00+10:00'));
    expect(createDayClock('2026-04-02', 'Europe/London')('09:00')).toBe(Date.parse('2026-04-02T09:00:00+01:00'));
  });
});
