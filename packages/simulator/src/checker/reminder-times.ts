import type { ReminderFacts, ReminderRuleFacts } from './observed-day.ts';
import { createZoneTime, dayFrom } from './zone-time.ts';
import type { ZoneTime } from './zone-time.ts';

/** When a clinic may text by itself, and when its reminders are due. */
export interface ReminderTimes {
  readonly zone: ZoneTime;
  /** Within the outreach hours, and not in quiet ones. */
  isAllowed(at: number): boolean;
  /** When the reminder of a rule is due for a start; null where it is dropped, since there is no allowed time for it. */
  dueAt(rule: ReminderRuleFacts, startAt: number): number | null;
}

const minuteMs = 60_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Makes the times of a clinic. */
export function createReminderTimes(facts: ReminderFacts, timeZone: string): ReminderTimes {
  const zone = createZoneTime(timeZone);
  const isAllowed = (at: number): boolean => {
    const time = zone.timeOf(at);
    const weekday = weekdayOf(zone.dayOf(at));
    const isQuiet = facts.quietHours.some(
      ({ days, from, to }) => (days === undefined || days.includes(weekday)) && time >= from && time < to,
    );
    return time >= facts.outreachFrom && time < facts.outreachTo && !isQuiet;
  };
  const wishedAt = ({ when }: ReminderRuleFacts, startAt: number): number => {
    if ('minutesBefore' in when) return startAt - when.minutesBefore * minuteMs;
    const day = daysBefore(zone.dayOf(startAt), when.daysBefore, (each) =>
      when.countsWorkingDays === true ? isWorkingDay(facts, each) : true,
    );
    return zone.at(day, when.at);
  };
  return {
    zone,
    isAllowed,
    dueAt: (rule, startAt) => {
      const wished = wishedAt(rule, startAt);
      if (wished >= startAt) return null;
      if (isAllowed(wished)) return wished;
      const day = zone.dayOf(wished);
      const sameEvening = zone.at(day, facts.eveningAt);
      const evening = sameEvening <= wished ? sameEvening : zone.at(dayFrom(day, -1), facts.eveningAt);
      return isAllowed(evening) ? evening : null;
    },
  };
}

function daysBefore(day: string, count: number, counts: (day: string) => boolean): string {
  let found = day;
  for (let left = count; left > 0;) {
    found = dayFrom(found, -1);
    if (counts(found)) left -= 1;
  }
  return found;
}

function isWorkingDay({ workingDays, closedDays }: ReminderFacts, day: string): boolean {
  return workingDays.includes(weekdayOf(day)) && !closedDays.includes(day);
}

function weekdayOf(day: string): string {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}
