/** A time as it stands in a message. */
export interface WrittenTime {
  /** Its digits, as if they were UTC, in epoch milliseconds. */
  readonly digitsAt: number;
  /** How far ahead of UTC it says it is, in minutes; null when it does not say. */
  readonly offsetMinutes: number | null;
}

/** A moment, or why there is none: what is wrong and what to send instead. */
export type ReadTime = { readonly at: number } | { readonly problem: string };

const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const offset = /^([+-])(\d\d):?(\d\d)?$/;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Reads a date and time of ISO 8601, with or without its offset; null when it is none, or there is no such day or hour. */
export function readIsoTime(text: string): WrittenTime | null {
  const match = iso.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  const digitsAt = toDigits([year, month, day, hour, minute, second].map(Number));
  const offsetMinutes = zone === undefined ? null : readOffset(zone);
  return digitsAt === null || (zone !== undefined && offsetMinutes === null) ? null : { digitsAt, offsetMinutes };
}

/** Gives the digits of year, month, day, hour, minute and second as epoch milliseconds; null when there is no such day or hour. */
export function toDigits(parts: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // A century that no appointment is in says that something else was meant.
  if (year < 2_000 || year > 2_099 || hour > 23 || minute > 59 || second > 59) return null;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(at);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? at : null;
}

/** Reads `Z`, `+10`, `+1000` or `+10:00` as minutes ahead of UTC; null when it is something else. */
export function readOffset(text: string): number | null {
  if (/^(?:Z|UTC|GMT)$/i.test(text)) return 0;
  const [, sign, hours = '', minutes = '0'] = offset.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  const ahead = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -ahead : ahead;
}

/** Knows zones. */
export interface ZonedTimes {
  /** Whether a text is an offset or the IANA name of a zone. Abbreviations are neither: there are several zones of each. */
  isZone(text: string): boolean;
  /**
   * Finds the moment of a written time. What does not say its offset is read in the zone, which must be one (`isZone`).
   *
   * A time that the clocks skip and one that they show twice are refused: nobody knows which was meant.
   */
  toMoment(time: WrittenTime, zone: string): ReadTime;
}

/** Makes what knows zones; it keeps what it has looked up, since that takes longer than all the rest of an event. */
export function createZonedTimes(): ZonedTimes {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatFor = (zone: string): Intl.DateTimeFormat => {
    const format = formats.get(zone) ?? createFormat(zone);
    // The names of zones are few, in whichever spelling somebody sends them.
    if (formats.size > 1_000) formats.clear();
    formats.set(zone, format);
    return format;
  };
  const isNamed = (zone: string): boolean => {
    try {
      return zone.includes('/') && formatFor(zone).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  };
  return {
    isZone: (text) => readOffset(text) !== null || isNamed(text),
    toMoment: ({ digitsAt, offsetMinutes }, zone) => {
      const fixed = offsetMinutes ?? readOffset(zone);
      if (fixed !== null) return { at: digitsAt - fixed * minuteMs };
      const format = formatFor(zone);
      const possible = [digitsAt - dayMs, digitsAt + dayMs].map((near) => digitsAt - aheadAt(near, format));
      const [first, second] = [...new Set(possible)].filter((at) => at + aheadAt(at, format) === digitsAt);
      if (first === undefined) return { problem: 'does not exist: the clocks are set forward then; correct it' };
      if (second === undefined) return { at: first };
      return { problem: 'happens twice: the clocks are set back then; write its offset, such as +11:00' };
    },
  };
}

/** How far the wall clocks of a zone are ahead of UTC at a whole second, in milliseconds. */
function aheadAt(at: number, format: Intl.DateTimeFormat): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
