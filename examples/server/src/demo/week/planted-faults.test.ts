import { describe, expect, it } from 'vitest';
import { plantedWeekFaults } from './planted-faults.ts';
import { runWeek } from './run-week.ts';

const week = { seed: 5, appointments: 32 } as const;

// A week is a second or two of work; a busy machine takes longer.
describe('the checker', { timeout: 60_000 }, () => {
  it('finds nothing in a week without faults', async () => {
    const { violations } = await runWeek(week);
    expect(violations).toEqual([]);
  });

  it.each(plantedWeekFaults)('catches it when $name: $rule', async ({ rule, options }) => {
    const { violations } = await runWeek({ ...week, ...options });
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });
});
