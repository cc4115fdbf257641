import { presets } from '@clinicarrivals/core';
import type { Clinic, ReminderRule } from '@clinicarrivals/core';

/** Where a clinic is, and a week in which the clocks are changed there, in the night to its fifth day. */
export interface WeekPlace extends Pick<Clinic, 'timeZone' | 'country' | 'phone'> {
  readonly startDay: string;
}

const sydney = { timeZone: 'Australia/Sydney', country: 'AU', phone: '02 7010 0000' } as const;
// By half an hour.
const lordHowe = { timeZone: 'Australia/Lord_Howe', country: 'AU', phone: '02 6563 0000' } as const;
const london = { timeZone: 'Europe/London', country: 'GB', phone: '020 7946 0000' } as const;
const newYork = { timeZone: 'America/New_York', country: 'US', phone: '(212) 555-0100' } as const;

/** Every night in which an hour is skipped or comes twice. */
const weekPlaces: readonly WeekPlace[] = [
  { ...sydney, startDay: '2026-09-30' },
  { ...lordHowe, startDay: '2026-09-30' },
  { ...london, startDay: '2026-03-25' },
  { ...newYork, startDay: '2026-03-04' },
  { ...sydney, startDay: '2026-04-01' },
  { ...lordHowe, startDay: '2026-04-01' },
  { ...london, startDay: '2026-10-21' },
  { ...newYork, startDay: '2026-10-28' },
];

/** How clinics remind: as the preset has it, on the working day before, and long before, so that a night lies between. */
const weekReminders: readonly (readonly ReminderRule[])[] = [
  presets.reminders.reminders ?? [],
  [
    { id: 'day-before', when: { daysBefore: 1, at: '10:00', countsWorkingDays: true } },
    { id: '2-hours-before', when: { minutesBefore: 120 } },
  ],
  [
    { id: '30-hours-before', when: { minutesBefore: 30 * 60 } },
    { id: 'the-night-before', when: { daysBefore: 1, at: '02:15' } },
    { id: '90-minutes-before', when: { minutesBefore: 90 } },
  ],
];

/** The place and the reminders of a seed: all of them in turn. */
export function weekOf(seed: number | string): {
  readonly place: WeekPlace;
  readonly reminders: readonly ReminderRule[];
} {
  const number = typeof seed === 'number' ? Math.max(0, seed - 1) : 0;
  const place = weekPlaces[number % weekPlaces.length] ?? weekPlaces[0];
  const reminders = weekReminders[Math.floor(number / weekPlaces.length) % weekReminders.length];
  if (place === undefined || reminders === undefined) throw new RangeError('there is no week');
  return { place, reminders };
}
