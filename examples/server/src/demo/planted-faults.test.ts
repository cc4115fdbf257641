import { describe, expect, it } from 'vitest';
import { plantedFaults } from './planted-faults.ts';
import { runDay } from './run-day.ts';

// As small as a day can be that has every situation.
const day = { seed: 7, appointments: 30, hasVideoTroubles: false } as const;

// A day is a second or two of work; a busy machine takes longer.
const timeoutMs = 60_000;

describe('the checker', { timeout: timeoutMs }, () => {
  it('finds nothing in a day without faults (P1 to P8, P10)', async () => {
    const { violations } = await runDay(day);
    expect(violations).toEqual([]);
  });

  it('knows at least twelve faults, each by a rule of its own', () => {
    expect(new Set(plantedFaults.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(12);
  });

  it.each(plantedFaults)('catches it when $name: $rule', async ({ rule, options }) => {
    const { violations } = await runDay({ ...day, ...options });
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });
});
