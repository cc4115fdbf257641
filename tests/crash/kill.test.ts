import { describe, expect, it } from 'vitest';
import { lastPoint } from './crash-points.ts';
import type { CrashPoint, Mishap } from './crash-points.ts';
import { findBroken } from './visit-record.ts';
import { live, visits } from './visits.ts';
import type { LivedVisit, Visit } from './visits.ts';

const timeoutMs = 600_000;

/** Every moment between two steps that a process has passed. */
function toCrashPoints(passed: readonly string[]): readonly CrashPoint[] {
  return passed.map((_, index) => lastPoint(passed.slice(0, index + 1)));
}

/** The points of a visit that begin where it parts from another. */
function pointsApartFrom(other: LivedVisit | null, { passed: [own = []] }: LivedVisit): readonly CrashPoint[] {
  const others = other?.passed[0] ?? [];
  const from = own.findIndex((label, index) => label !== others[index]);
  return toCrashPoints(own).slice(Math.max(from, 0));
}

/** Lives through the visit once for each course of mishaps, two at a time. Returns what was broken by which. */
async function liveThrough(
  visit: Visit,
  whole: LivedVisit,
  courses: readonly (readonly Mishap[])[],
): Promise<readonly string[]> {
  const waiting = [...courses];
  const broken: string[] = [];
  const work = async (): Promise<void> => {
    for (let mishaps = waiting.shift(); mishaps !== undefined; mishaps = waiting.shift()) {
      const lived = await live(visit, { mishaps });
      const course = mishaps.map(({ type, at }) => `${type} ${at.label} (${at.nth})`).join(', ');
      const found = findBroken(lived.record, whole.record);
      if (lived.mishaps < mishaps.length) found.push('it did not happen');
      broken.push(...found.map((promise) => `${course}: ${promise}`));
    }
  };
  await Promise.all([work(), work()]);
  return broken;
}

describe('a process that is killed', { timeout: timeoutMs }, () => {
  it.each([
    ['in person', null],
    ['by telephone', 'in person'],
    ['whose texts are pushed and whose call-in is lost', null],
  ] as const)(
    'between any two steps of a visit %s loses nothing and does nothing twice (P1, P2, P5, P6)',
    async (name, beginsAs) => {
      const visit = visits[name];
      const whole = await live(visit);
      expect(whole.record.texts).toHaveLength(4);
      expect(whole.record.outcomes).toEqual(['acted', 'acted']);
      const points = pointsApartFrom(beginsAs === null ? null : await live(visits[beginsAs]), whole);
      expect(points.length).toBeGreaterThan(20);
      const courses = points.map((at) => [{ type: 'dies', at }] as const);
      expect(await liveThrough(visit, whole, courses)).toEqual([]);
    },
  );

  it.each([
    ['whose question is handed ahead', 'before the commit of a decision and a copy'],
    // Before that nobody has asked the patient anything, who then would have nothing to answer.
    ['whose question the gateway asks because nobody is there', 'after the gateway takes a copy'],
  ] as const)(
    'or stands still at any step with the copy of a text, in a visit %s, asks once (P2, P8)',
    async (name, from) => {
      const visit = visits[name];
      const whole = await live(visit);
      expect(whole.record.texts).toHaveLength(4);
      expect(whole.record).toMatchObject({ outcomes: ['acted', 'acted'], tasks: [], unrecorded: [] });
      const passed = whole.passed[0] ?? [];
      const points = toCrashPoints(passed).slice(
        passed.indexOf(from),
        passed.indexOf('before the commit of a receipt'),
      );
      expect(points.map(({ label }) => label)).toContain('after the gateway gives a copy back');
      const courses = points.flatMap((at) => [[{ type: 'dies', at }], [{ type: 'stalls', at }]] as const);
      expect(await liveThrough(visit, whole, courses)).toEqual([]);
    },
  );

  it('while it takes over from another that was killed loses nothing and does nothing twice (P1, P2, P6)', async () => {
    const visit = visits['in person'];
    const whole = await live(visit);
    const first = { type: 'dies', at: { label: 'after the gateway takes a text', nth: 2 } } as const;
    // The second one lives long enough to tell what it passes: it dies when the patient has come.
    const last = { type: 'dies', at: { label: 'before the PMS marks arrived', nth: 1 } } as const;
    const seen = await live(visit, { mishaps: [first, last] });
    const points = toCrashPoints(seen.passed[1] ?? []);
    expect(points.map(({ label }) => label)).toContain('before the commit of a doubt');
    const courses = points.map((at) => [first, { type: 'dies', at }] as const);
    expect(await liveThrough(visit, whole, courses)).toEqual([]);
  });
});

describe('a process that stands still until another has taken over', { timeout: timeoutMs }, () => {
  it('at any step, and then goes on, does nothing again (P2, P8)', async () => {
    const visit = visits['in person'];
    const whole = await live(visit);
    const courses = pointsApartFrom(null, whole).map((at) => [{ type: 'stalls', at }] as const);
    expect(await liveThrough(visit, whole, courses)).toEqual([]);
  });
});
