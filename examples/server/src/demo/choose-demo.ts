import { ConfigurationError } from '@clinicarrivals/core';
import { runDay } from './run-day.ts';
import type { PassedDay } from './run-day.ts';
import { runWeek } from './week/run-week.ts';

/** What can be shown. */
export interface Demo {
  readonly run: (options: { readonly seed: number | string }) => Promise<PassedDay>;
  readonly unit: 'days' | 'weeks';
  /** True where the transcript needs a heading for each day. */
  readonly hasDays: boolean;
}

/**
 * Chooses what is shown of a preset: a day of the waiting room, or a week of reminders.
 *
 * @throws ConfigurationError when there is nothing to show of it
 */
export function chooseDemo(preset: string): Demo {
  switch (preset) {
    case 'virtualWaitingRoom':
      return { run: runDay, unit: 'days', hasDays: false };
    case 'reminders':
      return { run: runWeek, unit: 'weeks', hasDays: true };
    default:
      throw new ConfigurationError({ field: '--preset', message: 'give one of: virtualWaitingRoom, reminders' });
  }
}
