import type { ClinicSettings, ReminderTime } from '../../clinic-settings.ts';

const minutesOfDay = 24 * 60;

/**
 * How many days ahead the PMS is to be watched: as many as the clinic wants, and never so few that an appointment comes into view after the
 * time of its reminder.
 */
export function daysToWatch(
  settings: Pick<ClinicSettings, 'watchDays' | 'registrationDays' | 'reminders' | 'workingDays' | 'closedDays'>,
): number {
  const needed = settings.reminders.map(({ when }) => daysBefore(when, settings));
  return Math.max(settings.watchDays, settings.registrationDays, ...needed);
}

/** One day more than its time: a reminder may go out the evening before. */
function daysBefore(
  when: ReminderTime,
  { workingDays, closedDays }: Pick<ClinicSettings, 'workingDays' | 'closedDays'>,
): number {
  if ('minutesBefore' in when) return Math.ceil(when.minutesBefore / minutesOfDay) + 1;
  if (when.countsWorkingDays !== true) return when.daysBefore + 1;
  // Whole weeks have their working days; a week more for where it begins.
  return Math.ceil(when.daysBefore / workingDays.length) * 7 + 7 + closedDays.length;
}
