import { Temporal } from 'temporal-polyfill';
import { ConfigurationError } from './errors.ts';

/** A clinic day: from the hour at which the day before ends, to the same hour a calendar day later. */
export interface ClinicDay {
  /** The calendar date on which it begins, `YYYY-MM-DD`. */
  readonly day: string;
  /** Inclusive, epoch milliseconds. */
  readonly from: number;
  /** Exclusive, epoch milliseconds. */
  readonly to: number;
}

/**
 * Days and times of day in the clinic's zone, with daylight saving: a wall time that does not exist moves forward, one that
 * happens twice means the first. Never the zone of the process.
 */
export interface ClinicCalendar {
  readonly timeZone: string;
  /** The clinic day that a moment belongs to. */
  dayOf(at: number): ClinicDay;
  /** The clinic day `days` after (or before, when negative) a day given as `YYYY-MM-DD`. */
  dayAfter(day: string, days: number): ClinicDay;
  /** The moment of a time of day, `HH:MM`, on a calendar date, `YYYY-MM-DD`. */
  at(day: string, time: string): number;
}

/**
 * Makes the calendar of a clinic.
 *
 * @param options.timeZone an IANA zone such as `Australia/Melbourne`
 * @param options.dayEndsAt when the clinic day ends after midnight, `HH:MM`
 */
export function createClinicCalendar(options: {
  readonly timeZone: string;
  readonly dayEndsAt: string;
}): ClinicCalendar {
  const { timeZone, dayEndsAt } = options;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    throw new ConfigurationError({
      field: 'timeZone',
      message: `"${timeZone}" is no time zone; give an IANA name such as "Australia/Melbourne"`,
      cause,
    });
  }

  // Computing zoned times costs tens of microseconds and the same few days are asked for all day long.
  const moments = new Map<string, number>();
  const at = (day: string, time: string): number => {
    const key = `${day}T${time}`;
    const known = moments.get(key);
    if (known !== undefined) return known;
    if (moments.size > 2_000) moments.clear();
    const moment = Temporal.PlainDateTime.from(key).toZonedDateTime(timeZone).epochMilliseconds;
    moments.set(key, moment);
    return moment;
  };

  const addDays = createDayAdder();
  const days = new Map<string, ClinicDay>();
  const clinicDay = (day: string): ClinicDay => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size > 500) days.clear();
    const made = { day, from: at(day, dayEndsAt), to: at(addDays(day, 1), dayEndsAt) };
    days.set(day, made);
    return made;
  };

  let recent: readonly ClinicDay[] = [];
  return {
    timeZone,
    at,
    dayAfter: (day, count) => clinicDay(addDays(day, count)),
    dayOf: (moment) => {
      const known = recent.find((day) => day.from <= moment && moment < day.to);
      if (known !== undefined) return known;
      const date = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();
      const candidate = clinicDay(date);
      const found = moment < candidate.from ? clinicDay(addDays(date, -1)) : candidate;
      recent = [found, ...recent.slice(0, 4)];
      return found;
    },
  };
}

/** Makes the function that counts days on from a date, `YYYY-MM-DD`. Every scan asks for the same few days. */
function createDayAdder(): (day: string, days: number) => string {
  const known = new Map<string, string>();
  return (day, days) => {
    const key = `${day} ${days}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > 2_000) known.clear();
    const sum = Temporal.PlainDate.from(day).add({ days }).toString();
    known.set(key, sum);
    return sum;
  };
}
