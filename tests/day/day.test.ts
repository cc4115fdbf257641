import { afterEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '@clinicarrivals/core';
import { openDay } from './clinic-day.ts';
import type { ClinicDay, ClinicDayOptions } from './clinic-day.ts';

describe('a whole day, as the checker sees it', { timeout: 300_000 }, () => {
  let opened: ClinicDay | null = null;
  const begin = async (options: ClinicDayOptions): Promise<ClinicDay> => (opened = await openDay(options));
  const rulesOf = (day: ClinicDay): readonly string[] => day.violations().map(({ rule }) => rule);
  afterEach(() => opened?.close());

  it.each([
    [1, false],
    [2, false],
    [1, true],
    [4, true],
  ])(
    'goes with two processes, of which one dies, as it goes with one (P8), with seed %i and texts ahead: %s',
    async (seed, isAhead) => {
      const day = await begin({ seed, isAhead });
      await day.open();
      await day.open();
      await day.passUntil('09:00');
      day.kill();
      await day.passUntil('09:30');
      await day.open();
      await day.passUntil('19:00');
      expect(day.texts()).toBeGreaterThan(50);
      expect(rulesOf(day)).toEqual([]);
    },
  );

  it.each([1, 2])(
    'sends nothing twice and nothing untrue when texts are handed ahead and nobody is there for an hour (P2), with seed %i',
    async (seed) => {
      const day = await begin({ seed, isAhead: true });
      await day.open();
      await day.passUntil('10:00');
      expect(day.standing()).toBeGreaterThan(5);
      day.kill();
      const before = day.texts();
      await day.passUntil('11:00');
      expect(day.texts()).toBeGreaterThan(before);
      await day.open();
      await day.passUntil('19:00');
      expect(day.standing()).toBe(0);
      // That nobody answers and nobody is called in for an hour is no news.
      const isOfOutage = (rule: string): boolean => rule === 'unanswered-text' || rule === 'lost-call-in';
      expect(rulesOf(day).filter((rule) => !isOfOutage(rule))).toEqual([]);
    },
  );

  it('shows what is done twice by two processes that do not share what they know (P8)', async () => {
    const day = await begin({ seed: 1 });
    await day.open();
    await day.open({ isApart: true });
    await day.passUntil('11:00');
    expect(rulesOf(day)).toContain('text-twice');
  });

  const liveWithRestore = async (options: ClinicDayOptions): Promise<readonly string[]> => {
    const day = await begin(options);
    await day.open();
    await day.passUntil('10:10');
    await day.backUp();
    const before = day.texts();
    await day.passUntil('10:40');
    expect(day.texts() - before).toBeGreaterThan(4);
    await day.restore();
    await day.passUntil('19:00');
    return rulesOf(day);
  };

  it.each([
    [1, false],
    [2, false],
    [3, false],
    [1, true],
    [3, true],
  ])(
    'sends nothing again after a backup was put back (P9), with seed %i and texts ahead: %s',
    async (seed, isAhead) => {
      expect(await liveWithRestore({ seed, isAhead })).toEqual([]);
    },
  );

  it('shows what is sent again when nobody notices that a backup was put back (P9)', async () => {
    const around = (store: ConversationStore): ConversationStore => ({
      ...store,
      restoredFrom: () => Promise.resolve(null),
    });
    expect(await liveWithRestore({ seed: 1, around })).toContain('sent-again-after-restore');
  });
});
