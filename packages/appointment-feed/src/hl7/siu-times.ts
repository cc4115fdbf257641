import { readOffset, toDigits } from '../zoned-time.ts';
import type { WrittenTime, ZonedTimes } from '../zoned-time.ts';
import type { Hl7Error } from './acknowledgement.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';

/** When an appointment is; what a message does not say is undefined. */
export interface SiuTimes {
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
}

const stamp = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,4})?([+-]\d{4})?$/;
const minuteMs = 60_000;

/** Reads a time stamp to the minute or finer; null when it is none. */
function readTimeStamp(text: string): WrittenTime | null {
  const match = stamp.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', zone] = match;
  const digitsAt = toDigits([year, month, day, hour, minute, second].map(Number));
  const offsetMinutes = zone === undefined ? null : readOffset(zone);
  return digitsAt === null || (zone !== undefined && offsetMinutes === null) ? null : { digitsAt, offsetMinutes };
}

/** How times are read: those without an offset in the zone of the sender. */
export interface TimeContext {
  readonly times: ZonedTimes;
  readonly timeZone: string;
  /** Told of a time that cannot be read. */
  readonly refuse: (error: Hl7Error) => void;
}

/**
 * Reads when a message was made; undefined when that is not known, as in the hour that the clocks show twice: then the order of arrival is all
 * there is.
 */
export function readMakingTime(header: Hl7Segment, { times, timeZone, refuse }: TimeContext): number | undefined {
  const written = readTimeStamp(header.text(7));
  if (written === null) return readMoment({ segment: header, field: 7 }, { times, timeZone, refuse });
  const moment = times.toMoment(written, timeZone);
  return 'at' in moment ? moment.at : undefined;
}

/** Reads a field's component as a moment; undefined when absent or when it was refused. */
function readMoment(
  place: { readonly segment: Hl7Segment; readonly field: number; readonly component?: number },
  { times, timeZone, refuse }: TimeContext,
): number | undefined {
  const { segment, field, component } = place;
  const text = segment.text(field, component);
  if (text === '') return undefined;
  const written = readTimeStamp(text);
  const moment =
    written === null
      ? { problem: 'must be a time stamp to the minute, YYYYMMDDHHMM[SS][+/-ZZZZ]' }
      : times.toMoment(written, timeZone);
  if ('at' in moment) return moment.at;
  const where = component === undefined ? {} : { component };
  refuse({ segment: segment.name, field, ...where, code: 102, message: moment.problem });
  return undefined;
}

/** Finds when the appointment is: TQ1 from version 2.5, SCH-11 before, or else the time of its service. */
export function readSiuTimes(message: Hl7Message, schedule: Hl7Segment, context: TimeContext): SiuTimes {
  const timing = message.first('TQ1');
  const service = message.first('AIS');
  const startAt =
    (timing === null ? undefined : readMoment({ segment: timing, field: 7 }, context)) ??
    readMoment({ segment: schedule, field: 11, component: 4 }, context) ??
    (service === null ? undefined : readMoment({ segment: service, field: 4 }, context));
  const endAt =
    (timing === null ? undefined : readMoment({ segment: timing, field: 8 }, context)) ??
    readMoment({ segment: schedule, field: 11, component: 5 }, context);
  const duration =
    toDuration(schedule.text(9), schedule.text(10)) ??
    toDuration(schedule.text(11, 3).replace(/^M(?=\d)/i, ''), '') ??
    (service === null ? undefined : toDuration(service.text(7), service.text(8)));
  if (startAt === undefined) return { startAt, endAt };
  if (endAt !== undefined && endAt < startAt) {
    const message = 'lies before the start';
    context.refuse({ segment: timing === null ? 'SCH' : 'TQ1', field: timing === null ? 11 : 8, code: 102, message });
  }
  // An end that is the start is how some write that they know none.
  const known = endAt === startAt ? undefined : endAt;
  return { startAt, endAt: known ?? (duration === undefined ? undefined : startAt + duration) };
}

/** Milliseconds of a duration in minutes, or in the unit that is named; undefined when it is none. */
function toDuration(amount: string, unit: string): number | undefined {
  if (!/^\d{1,5}$/.test(amount) || Number(amount) === 0) return undefined;
  if (/^s/i.test(unit)) return Number(amount) * 1_000;
  return Number(amount) * (/^h/i.test(unit) ? 60 : 1) * minuteMs;
}
