import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { ClinicSettings, Weekday } from '../clinic-settings.ts';

/** What the hours of outreach depend on. */
export interface OutreachTimes {
  readonly calendar: ClinicCalendar;
  readonly settings: Pick<ClinicSettings, 'outreachFrom' | 'outreachTo' | 'quietHours'>;
}

const weekdays: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The day of the week of a date, `YYYY-MM-DD`. */
export function weekdayOf(day: string): Weekday | undefined {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
}

/** Tells whether a moment lies in the outreach hours and outside the quiet hours. */
export function isOutreachHour(at: number, times: OutreachTimes): boolean {
  return nextOutreachAt(at, times) === at;
}

/** The first moment from `at` on at which what we start may leave, `at` included. */
export function nextOutreachAt(at: number, times: OutreachTimes): number {
  let moment = at;
  // A week has no more quiet hours than these can be left behind in; where all hours are quiet, nothing ever leaves.
  for (let steps = 0; steps < 8 * (times.settings.quietHours.length + 1); steps += 1) {
    const later = afterQuietHours(withinHours(moment, times), times);
    if (later === moment) return moment;
    moment = later;
  }
  return Infinity;
}

function withinHours(at: number, { calendar, settings }: OutreachTimes): number {
  // Hours are of the calendar date; before the clinic day ends after midnight it still is the evening of its day.
  const { day } = calendar.dayOf(at);
  const from = calendar.at(day, settings.outreachFrom);
  if (at < from) return from;
  if (at < calendar.at(day, settings.outreachTo)) return at;
  return calendar.at(calendar.dayAfter(day, 1).day, settings.outreachFrom);
}

function afterQuietHours(at: number, { calendar, settings }: OutreachTimes): number {
  const { day } = calendar.dayOf(at);
  const weekday = weekdayOf(day);
  for (const { days, from, to } of settings.quietHours) {
    const isOfDay = days === undefined || (weekday !== undefined && days.includes(weekday));
    const until = calendar.at(day, to);
    if (isOfDay && calendar.at(day, from) <= at && at < until) return until;
  }
  return at;
}
