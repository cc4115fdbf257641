import { ConfigurationError } from '@clinicarrivals/core';

/** Finds the moments of one calendar day in a time zone. */
export type DayClock = (timeOfDay: string) => number;

/**
 * Makes a function that turns `HH:MM` of a day into epoch milliseconds.
 *
 * @param day `YYYY-MM-DD`
 * @param timeZone IANA name, such as `Australia/Melbourne`
 * @throws ConfigurationError when the day or the zone does not exist
 */
export function createDayClock(day: string, timeZone: string): DayClock {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !Number.isFinite(Date.parse(day))) {
    throw new ConfigurationError({ field: 'startDay', message: 'must be a day such as 2026-04-02' });
  }
  const format = createFormat(timeZone);
  const known = new Map<string, number>();
  const find = (timeOfDay: string): number => {
    const asUtc = Date.parse(`${day}T${timeOfDay}:00Z`);
    // The offset is looked up twice: the first guess may lie on the other side of a change of the clocks.
    const guess = asUtc - offsetAt(format, asUtc);
    return asUtc - offsetAt(format, guess);
  };
  return (timeOfDay) => {
    const at = known.get(timeOfDay) ?? find(timeOfDay);
    known.set(timeOfDay, at);
    return at;
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch (cause) {
    throw new ConfigurationError({
      field: 'timeZone',
      message: 'is not known; give an IANA name such as Australia/Melbourne',
      cause,
    });
  }
}

function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const wall = `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}T${part['hour'] ?? ''}:${part['minute'] ?? ''}:${part['second'] ?? ''}Z`;
  return Date.parse(wall) - Math.floor(at / 1000) * 1000;
}
