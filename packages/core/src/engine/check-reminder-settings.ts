import type { Weekday } from '../clinic-settings.ts';
import { ConfigurationError } from '../errors.ts';

const weekdays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;
const mostDaysBefore = 366;

type Fields = Readonly<Record<string, unknown>>;

/** Checks the rules of reminders. Throws a `ConfigurationError` that names the rule, the field and the fix. */
export function checkReminders(value: unknown): void {
  const ids = new Set<unknown>();
  for (const [index, rule] of listOf('reminders', value).entries()) {
    const path = `reminders[${String(index)}]`;
    const { id, when, appointmentTypes, practitioners } = fieldsOf(path, rule, [
      'id',
      'when',
      'appointmentTypes',
      'practitioners',
    ]);
    if (typeof id !== 'string' || !/^[A-Za-z0-9-]{1,40}$/.test(id))
      throw wrong(`${path}.id`, 'give 1 to 40 letters, digits or hyphens, such as "day-before"');
    if (ids.has(id)) throw wrong(`${path}.id`, 'is there twice: give each reminder an id of its own');
    ids.add(id);
    checkWhen(`${path}.when`, when);
    checkTexts(`${path}.appointmentTypes`, appointmentTypes, 'type codes');
    checkTexts(`${path}.practitioners`, practitioners, 'practitioner ids');
  }
}

function checkWhen(path: string, value: unknown): void {
  const { minutesBefore, daysBefore, at, countsWorkingDays } = fieldsOf(path, value, [
    'minutesBefore',
    'daysBefore',
    'at',
    'countsWorkingDays',
  ]);
  if (minutesBefore !== undefined) {
    const isAlone = daysBefore === undefined && at === undefined && countsWorkingDays === undefined;
    const isNumber = typeof minutesBefore === 'number' && minutesBefore > 0;
    if (isAlone && isNumber && minutesBefore <= mostDaysBefore * 24 * 60) return;
    throw wrong(path, 'give "minutesBefore" alone, above 0, such as 480; or "daysBefore" and "at"');
  }
  const isDays = typeof daysBefore === 'number' && Number.isInteger(daysBefore);
  if (!isDays || daysBefore < 0 || daysBefore > mostDaysBefore)
    throw wrong(`${path}.daysBefore`, `give a whole number of days from 0 to ${String(mostDaysBefore)}`);
  checkTimeOfDay(`${path}.at`, at);
  if (countsWorkingDays !== undefined && typeof countsWorkingDays !== 'boolean')
    throw wrong(`${path}.countsWorkingDays`, 'give true or false');
}

/** Checks hours in which nothing leaves. Throws a `ConfigurationError`. */
export function checkQuietHours(value: unknown): void {
  for (const [index, hours] of listOf('quietHours', value).entries()) {
    const path = `quietHours[${String(index)}]`;
    const { days, from, to } = fieldsOf(path, hours, ['days', 'from', 'to']);
    if (days !== undefined) checkWeekdays(`${path}.days`, days);
    checkTimeOfDay(`${path}.from`, from);
    checkTimeOfDay(`${path}.to`, to);
    if (String(from) >= String(to)) throw wrong(`${path}.from`, 'must be earlier in the day than "to"');
  }
}

/** Checks the days on which the clinic works. Throws a `ConfigurationError`. */
export function checkWorkingDays(value: unknown): void {
  checkWeekdays('workingDays', value);
}

/** Checks days on which the clinic is closed. Throws a `ConfigurationError`. */
export function checkClosedDays(value: unknown): void {
  for (const [index, day] of listOf('closedDays', value).entries()) {
    const at = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
    // The thirtieth of February is read as a day of March.
    if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(String(day))) continue;
    throw wrong(`closedDays[${String(index)}]`, 'give a day such as "2026-12-25"');
  }
}

function checkWeekdays(path: string, value: unknown): void {
  const days = listOf(path, value);
  const isKnown = days.every((day) => weekdays.some((weekday) => weekday === day));
  if (days.length === 0 || !isKnown) throw wrong(path, `give at least one of: ${weekdays.join(', ')}`);
}

function checkTexts(path: string, value: unknown, what: string): void {
  if (value === undefined) return;
  if (!listOf(path, value).every((text) => typeof text === 'string' && text !== ''))
    throw wrong(path, `give a list of ${what}`);
}

function checkTimeOfDay(path: string, value: unknown): void {
  if (typeof value !== 'string' || !timeOfDay.test(value))
    throw wrong(path, 'give a time of day as HH:MM, such as "10:00"');
}

function listOf(path: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(path, 'give a list');
  return value;
}

/** Reads an object that has no other fields than those named. */
function fieldsOf(path: string, value: unknown, names: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, 'give an object');
  const other = Object.keys(value).find((name) => !names.includes(name));
  if (other !== undefined) throw wrong(`${path}.${other}`, `is not known; there are: ${names.join(', ')}`);
  // An object, as was just looked at; its values are looked at one by one.
  return value as Fields;
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
