import { createZoneTime } from './zone-time.ts';

/** Reads the times that texts name. */
export interface TimeReading {
  /** Every time of day in a text, as `HH:MM` from 00:00 to 23:59, whatever its language. */
  namedTimes(body: string): readonly string[];
  /** A moment in the same form. */
  writtenTime(at: number): string;
}

const beforeNoon = 'am|a\\.m\\.|ص|SA|上午|凌晨|早上';
const afterNoon = 'pm|p\\.m\\.|م|CH|下午|中午|晚上';
const halves = `${beforeNoon}|${afterNoon}`;
/** Not within an address such as 127.0.0.1:4600. */
const named = new RegExp(
  `(?:(?<!\\p{L})(${halves})\\s?)?(?<![\\d.:])(\\d{1,2}):(\\d{2})(?!\\d)(?:\\s?(${halves})(?!\\p{L}))?`,
  'giu',
);
const isLate = new RegExp(`^(?:${afterNoon})$`, 'iu');

/** Makes a reading for a zone. */
export function createTimeReading(timeZone: string): TimeReading {
  const zone = createZoneTime(timeZone);
  return {
    namedTimes: (body) =>
      [...body.matchAll(named)].map(([, before, hour = '', minute = '', after]) =>
        toTimeOfDay(Number(hour), minute, after ?? before),
      ),
    writtenTime: (at) => (Number.isFinite(at) ? zone.timeOf(at) : ''),
  };
}

function toTimeOfDay(hour: number, minute: string, half?: string): string {
  const hours = half === undefined ? hour : (hour % 12) + (isLate.test(half) ? 12 : 0);
  return `${String(hours).padStart(2, '0')}:${minute}`;
}
