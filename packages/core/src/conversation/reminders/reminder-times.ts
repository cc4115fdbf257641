import type { ClinicCalendar } from '../../clinic-calendar.ts';
import type { ClinicSettings, ReminderTime } from '../../clinic-settings.ts';
import { isOutreachHour, weekdayOf } from '../outreach-hours.ts';

const minute = 60_000;
/** Nobody is closed for longer than this. */
const longestClosure = 400;

/** What the time of a reminder depends on. */
export interface ReminderTimes {
  readonly calendar: ClinicCalendar;
  readonly settings: Pick<
    ClinicSettings,
    'outreachFrom' | 'outreachTo' | 'quietHours' | 'eveningReminderAt' | 'workingDays' | 'closedDays'
  >;
}

/** When a reminder goes out, epoch milliseconds, or why it has no time: in words for reception. */
export type ReminderMoment = { readonly at: number } | { readonly at: null; readonly reason: string };

/**
 * Tells when the reminder of an appointment goes out.
 *
 * Minutes are elapsed time; days are calendar days in the clinic's zone, where a time that does not exist moves forward and one that comes
 * twice is the first. What would be due outside the outreach hours, or in quiet hours, goes the evening before or not at all.
 */
export function reminderMoment(when: ReminderTime, startAt: number, times: ReminderTimes): ReminderMoment {
  const nominal = nominalTime(when, startAt, times);
  if (nominal >= startAt) return { at: null, reason: 'its time is not before the start' };
  if (isOutreachHour(nominal, times)) return { at: nominal };
  const evening = eveningBefore(nominal, times);
  return isOutreachHour(evening, times)
    ? { at: evening }
    : { at: null, reason: 'its time lies outside the hours in which texts leave' };
}

function nominalTime(when: ReminderTime, startAt: number, { calendar, settings }: ReminderTimes): number {
  if ('minutesBefore' in when) return startAt - when.minutesBefore * minute;
  const { day } = calendar.dayOf(startAt);
  const counted =
    when.countsWorkingDays === true ? workingDaysBefore(day, when.daysBefore, calendar, settings) : -when.daysBefore;
  return calendar.at(calendar.dayAfter(day, counted).day, when.at);
}

/** By how many calendar days, as a negative number, some working days lie before a day. */
function workingDaysBefore(
  day: string,
  count: number,
  calendar: ClinicCalendar,
  { workingDays, closedDays }: Pick<ClinicSettings, 'workingDays' | 'closedDays'>,
): number {
  let offset = 0;
  for (let left = count; left > 0 && offset > -longestClosure;) {
    offset -= 1;
    const date = calendar.dayAfter(day, offset).day;
    const weekday = weekdayOf(date);
    if (weekday !== undefined && workingDays.includes(weekday) && !closedDays.includes(date)) left -= 1;
  }
  return offset;
}

/** The last evening before a moment. */
function eveningBefore(at: number, { calendar, settings }: ReminderTimes): number {
  const { day } = calendar.dayOf(at);
  const sameEvening = calendar.at(day, settings.eveningReminderAt);
  return sameEvening <= at ? sameEvening : calendar.at(calendar.dayAfter(day, -1).day, settings.eveningReminderAt);
}
