import { describe, expect, it } from 'vitest';
import { createWeekAgenda } from './week-agenda.ts';
import type { WeekAgenda } from './week-agenda.ts';

const place = { startDay: '2026-09-30', timeZone: 'Australia/Lord_Howe' } as const;
const plan = (seed: number, appointments = 40): WeekAgenda => createWeekAgenda({ ...place, seed, appointments });

describe('a week', () => {
  it('is the same for the same seed and another for another', () => {
    expect(plan(4)).toEqual(plan(4));
    expect(plan(4)).not.toEqual(plan(5));
  });

  it.each([1, 12, 40, 150])('has %i appointments, none at the same time with the same practitioner', (count) => {
    const { visits } = plan(1, count);
    expect(visits).toHaveLength(count);
    const taken = visits.map(({ practitionerId, startAt }) => `${practitionerId} ${String(startAt)}`);
    expect(new Set(taken).size).toBe(count);
  });

  it('keeps the hours of the clinic by its clocks, also after these are changed', () => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: place.timeZone, hour: '2-digit', minute: '2-digit' });
    for (const { startAt, plannedAt } of plan(2, 150).visits) {
      expect(format.format(startAt) >= '08:00' && format.format(startAt) < '18:00').toBe(true);
      expect(format.format(plannedAt) >= '09:00' && format.format(plannedAt) < '17:00').toBe(true);
      expect(plannedAt).toBeLessThan(startAt);
    }
  });

  it('has families on one phone within two hours, and everybody else with a number of their own, for 50 seeds', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { visits } = plan(seed);
      for (const habit of ['cancels-one-child', 'confirms-all'] as const) {
        const [first, second] = visits.filter((visit) => visit.habit === habit);
        if (first === undefined || second === undefined) expect.fail('there is no family');
        expect(second.phone).toBe(first.phone);
        expect(second.given).not.toBe(first.given);
        expect(Math.abs(second.startAt - first.startAt)).toBeLessThanOrEqual(2 * 3_600_000);
      }
      expect(new Set(visits.map(({ phone }) => phone)).size).toBe(visits.length - 2);
    }
  });

  it('has patients of four languages', () => {
    expect(new Set(plan(1, 32).visits.map(({ language }) => language))).toEqual(new Set(['en', 'zh', 'ar', 'vi']));
  });

  it('refuses what is no number, day or zone, and says which', () => {
    expect(() => plan(1, 0)).toThrow(/appointments/);
    expect(() => createWeekAgenda({ ...place, seed: 1, appointments: 2, startDay: 'today' })).toThrow(/startDay/);
    expect(() => createWeekAgenda({ ...place, seed: 1, appointments: 2, timeZone: 'Mars/Base' })).toThrow(/timeZone/);
  });
});
