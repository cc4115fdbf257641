import { tidyText } from '../tidy-text.ts';
import { readIsoTime } from '../zoned-time.ts';
import type { WrittenTime, ZonedTimes } from '../zoned-time.ts';

/** One thing that is wrong with an event: the field, and what to send instead. Never a value. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** An object of a JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value of a JSON text is an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the fields of an object and collects everything that is wrong with them, so that one answer tells all of it. */
export interface FieldReader {
  /** Whether the field is there, be it null or empty. */
  has(name: string): boolean;
  /** A text or a whole number; null when absent, null or empty. */
  text(name: string): string | null;
  /** A text that has to be there; an empty one when it is not. */
  need(name: string, fix: string): string;
  /** One of the words; undefined when absent. */
  word<Word extends string>(name: string, words: readonly Word[]): Word | undefined;
  /** True or false; undefined when absent. */
  flag(name: string): boolean | undefined;
  /** The fields of an object within; null when absent. */
  object(name: string): FieldReader | null;
  /** A moment in epoch milliseconds; undefined when absent. What says no offset is read in the zone of the field that is named. */
  time(name: string, zoneName: string, times: ZonedTimes): number | undefined;
  /** Refuses fields with other names: a mistyped one would be left out without a word. */
  only(names: readonly string[]): void;
  /** Adds what is wrong. */
  refuse(name: string, message: string): void;
}

const longest = 200;
const noTime = 'must be a date and time of ISO 8601 from 2000 to 2099, such as 2026-05-05T10:30:00+10:00';

/** Makes the reader of an object; `path` stands before the names of its fields. */
export function createFieldReader(source: JsonObject, problems: FieldProblem[], path = ''): FieldReader {
  const refuse = (name: string, message: string): void => {
    const field = `${path}${name}`;
    // Start and end have one zone.
    if (!problems.some((each) => each.field === field && each.message === message)) problems.push({ field, message });
  };
  const has = (name: string): boolean => Object.hasOwn(source, name);
  const get = (name: string): unknown => (has(name) ? (source[name] ?? undefined) : undefined);

  const text = (name: string): string | null => readText(get(name), (message) => refuse(name, message));
  const need = (name: string, fix: string): string => {
    const count = problems.length;
    const value = text(name);
    if (value === null && problems.length === count) refuse(name, `is missing; ${fix}`);
    return value ?? '';
  };
  const time = (name: string, zoneName: string, times: ZonedTimes): number | undefined => {
    const value = text(name);
    if (value === null) return undefined;
    const written = readIsoTime(value);
    const moment = written === null ? null : readMoment(written, text(zoneName), times);
    if (moment === null) refuse(name, noTime);
    else if ('at' in moment) return moment.at;
    else refuse('isZone' in moment ? zoneName : name, moment.problem);
    return undefined;
  };
  return {
    has,
    text,
    need,
    time,
    refuse,
    word: (name, words) => {
      const value = get(name);
      const word = words.find((each) => each === value);
      if (word === undefined && value !== undefined) refuse(name, `must be one of: ${words.join(', ')}`);
      return word;
    },
    flag: (name) => {
      const value = get(name);
      if (value === undefined || typeof value === 'boolean') return value;
      refuse(name, 'must be true or false');
      return undefined;
    },
    object: (name) => {
      const value = get(name);
      if (isJsonObject(value)) return createFieldReader(value, problems, `${path}${name}.`);
      if (value !== undefined) refuse(name, 'must be an object');
      return null;
    },
    only: (names) => {
      for (const name of unknownNames(source, names))
        refuse(name, `is not known; the fields here are: ${names.join(', ')}`);
    },
  };
}

function readText(value: unknown, refuse: (message: string) => void): string | null {
  if (value === undefined) return null;
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  if (typeof value !== 'string' && !isWhole) {
    refuse('must be a text: write it in quotes');
    return null;
  }
  const tidied = tidyText(String(value));
  if (tidied.length > longest) refuse(`must have at most ${longest} characters`);
  return tidied === '' ? null : tidied;
}

/** The names of fields that are none, few of them: what is no name may be anything, a patient's name too. */
function unknownNames(source: JsonObject, names: readonly string[]): readonly string[] {
  const unknown = Object.keys(source).filter((key) => !names.includes(key));
  return unknown.slice(0, 10).map((key) => (/^\w{1,40}$/.test(key) ? key : '?'));
}

type Moment =
  { readonly at: number } | { readonly problem: string } | { readonly problem: string; readonly isZone: true };

function readMoment(written: WrittenTime, zone: string | null, times: ZonedTimes): Moment {
  if (written.offsetMinutes !== null) return times.toMoment(written, 'UTC');
  const fix = 'give the zone of the time, such as Australia/Melbourne or +10:00, or write the offset behind the time';
  if (zone === null) return { problem: `is missing; ${fix}`, isZone: true };
  return times.isZone(zone) ? times.toMoment(written, zone) : { problem: `is no zone; ${fix}`, isZone: true };
}
