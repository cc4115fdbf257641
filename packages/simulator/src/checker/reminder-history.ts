import type { DayHistory, OutText } from './day-history.ts';
import type { Standing } from './fhir-reading.ts';
import type { ReminderFacts, ReminderRuleFacts } from './observed-day.ts';
import { createReminderTimes } from './reminder-times.ts';
import type { ReminderTimes } from './reminder-times.ts';
import type { Finding, Rule } from './violation.ts';

/** A reminder with the appointments of which it speaks. */
export interface ReminderSeen {
  readonly text: OutText;
  readonly appointments: readonly string[];
}

/** What rules about reminders ask. */
export interface ReminderHistory extends ReminderTimes {
  readonly day: DayHistory;
  readonly facts: ReminderFacts;
  readonly reminders: readonly ReminderSeen[];
  /**
   * The moments at which a rule is due for an appointment with a start: its own, and those of the others of its number on that day, since a
   * family is reminded together.
   */
  duesOf(rule: ReminderRuleFacts, appointment: string, startAt: number): readonly number[];
}

/** One thing about notices and reminders that must never be seen. */
export interface ReminderRule {
  readonly name: string;
  readonly promise: Rule['promise'];
  check(history: ReminderHistory): readonly Finding[];
}

/** Tells a reminder from other texts. */
export function isReminder({ kind }: Pick<OutText, 'kind'>): boolean {
  return kind === 'reminder' || kind === 'family-reminder';
}

/** Orders what rules about reminders ask; null where it is not known how the clinic reminds. */
export function toReminderHistory(day: DayHistory): ReminderHistory | null {
  const { reminders: facts, timeZone } = day.observed.facts;
  return facts === undefined ? null : makeHistory(day, facts, createReminderTimes(facts, timeZone));
}

function makeHistory(day: DayHistory, facts: ReminderFacts, times: ReminderTimes): ReminderHistory {
  const isSameDay = (a: number, b: number): boolean => times.zone.dayOf(a) === times.zone.dayOf(b);
  const duesOf: ReminderHistory['duesOf'] = (rule, appointment, startAt) => {
    const phone = day.phoneOf(appointment, startAt);
    const others = phone === null ? [] : day.appointmentsOf(phone);
    const starts = others.flatMap((other) => day.versions(other).map((version) => version.startAt));
    const ofDay = [startAt, ...starts.filter((start) => isSameDay(start, startAt))];
    return [...new Set(ofDay)].flatMap((start) => times.dueAt(rule, start) ?? []);
  };
  const reminders = day.out.filter(isReminder).map((text) => ({ text, appointments: spokenOf(day, text) }));
  return { ...times, day, facts, reminders, duesOf };
}

/** A family reminder names several by their times; another one is about the one that it can be about. */
function spokenOf(day: DayHistory, text: OutText): readonly string[] {
  if (text.kind === 'reminder') return text.about.slice(0, 1);
  const named = day.namedTimes(text.body);
  return day.appointmentsOf(text.to).filter((id) => {
    const standing = day.standingAt(id, text.at);
    return standing !== null && named.includes(day.writtenTime(standing.startAt));
  });
}

/** A patient is expected, and nobody has said that they will come. */
export function isToRemind({ status, isConfirmed }: Standing, { remindsConfirmed }: ReminderFacts): boolean {
  return status === 'booked' && (remindsConfirmed || !isConfirmed);
}
