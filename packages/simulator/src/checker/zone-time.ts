/** Reads and finds moments by the calendar and the clock of a zone. */
export interface ZoneTime {
  /** `YYYY-MM-DD`. */
  dayOf(at: number): string;
  /** `HH:MM`, from 00:00 to 23:59. */
  timeOf(at: number): string;
  /** A time of day: moved forward where the clocks skip it, the first one where it comes twice. */
  at(day: string, time: string): number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Makes the time of an IANA zone. */
export function createZoneTime(timeZone: string): ZoneTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  const known = new Map<number, string>();
  const wallOf = (at: number): string => {
    const minute = Math.floor(at / minuteMs) * minuteMs;
    const wall = known.get(minute) ?? toWall(format, minute);
    known.set(minute, wall);
    return wall;
  };
  return {
    dayOf: (at) => wallOf(at).slice(0, 10),
    timeOf: (at) => wallOf(at).slice(11),
    at: (day, time) => {
      const wanted = `${day}T${time}`;
      const asUtc = Date.parse(`${wanted}:00Z`);
      // Half-hour steps of half-hour zones: the clocks of no zone are further than 14 hours from UTC.
      const offsets = [asUtc - dayMs, asUtc + dayMs].map((near) => Date.parse(`${wallOf(near)}:00Z`) - near);
      const found = offsets.map((offset) => asUtc - offset).filter((at) => wallOf(at) === wanted);
      // Skipped: read by the clock before the change, which gives the moment as far behind the gap as it is into it.
      return found.length > 0 ? Math.min(...found) : asUtc - (offsets[0] ?? 0);
    },
  };
}

function toWall(format: Intl.DateTimeFormat, at: number): string {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const date = [part['year'], part['month'], part['day']].join('-');
  return `${date}T${part['hour'] ?? ''}:${part['minute'] ?? ''}`;
}

/** The day so many days after another; before it for a negative number. */
export function dayFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
