/** Reads the times that texts name. */
export interface TimeReading {
  /** Every time of day in a text, such as `9:20 am`. */
  namedTimes(body: string): readonly string[];
  /** A moment as texts write it, such as `9:20 am`. */
  writtenTime(at: number): string;
}

/** Makes a reading for a zone. */
export function createTimeReading(timeZone: string): TimeReading {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true });
  const known = new Map<number, string>();
  return {
    namedTimes: (body) =>
      [...body.matchAll(/\b(\d{1,2}:\d{2})\s?([ap]m)\b/gi)].map(([, time, half]) => join(time, half)),
    writtenTime: (at) => {
      const written = known.get(at) ?? toWritten(format, at);
      known.set(at, written);
      return written;
    },
  };
}

function toWritten(format: Intl.DateTimeFormat, at: number): string {
  if (!Number.isFinite(at)) return '';
  const [, time, half] = /(\d{1,2}:\d{2})\s?([AP]M)/.exec(format.format(at)) ?? [];
  return join(time, half);
}

function join(time = '', half = ''): string {
  return `${time} ${half.toLowerCase()}`;
}
