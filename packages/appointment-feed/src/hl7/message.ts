import { tidyText } from '../tidy-text.ts';

/** A message of HL7 version 2, taken apart as far as somebody asks. */
export interface Hl7Message {
  readonly header: Hl7Segment;
  /** The delimiters, as MSH-1 and MSH-2 have them. */
  readonly delimiters: Delimiters;
  /** All segments of a name, in order. */
  all(name: string): readonly Hl7Segment[];
  /** The first segment of a name; null when there is none. */
  first(name: string): Hl7Segment | null;
}

/** A segment. Fields are counted from 1, as in the standard. */
export interface Hl7Segment {
  readonly name: string;
  /** The field as it came. */
  raw(field: number): string;
  /** A component of the field's first repetition, tidied and without escapes; an empty text when absent or `""`. */
  text(field: number, component?: number): string;
  /** Whether anything is said in the field, be it `""`, which takes away what was known. */
  says(field: number): boolean;
  /** The repetitions of a field, each as what reads its components. */
  repetitions(field: number): readonly ReadComponent[];
}

/** Reads a component, counted from 1; an empty text when absent or `""`. */
export type ReadComponent = (component: number) => string;

/** What parts the fields of a message. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** Takes a message apart; null when it does not begin with a header that tells its delimiters. */
export function parseMessage(text: string): Hl7Message | null {
  const [, field, component, repetition, escape = '', subcomponent = '&'] =
    /^MSH([!-/:-@[-`{-~])([!-/:-@[-`{-~])([!-/:-@[-`{-~])([!-/:-@[-`{-~])?([!-/:-@[-`{-~])?/.exec(text) ?? [];
  if (field === undefined || component === undefined || repetition === undefined) return null;
  const delimiters = { field, component, repetition, escape, subcomponent };
  if (new Set([field, component, repetition, escape]).size < 4) return null;
  const lines = text.split(/[\r\n]+/).filter((line) => line !== '');
  const segments = lines.map((line) => createSegment(line, delimiters));
  const [header] = segments;
  if (header === undefined) return null;
  return {
    header,
    delimiters,
    all: (name) => segments.filter((segment) => segment.name === name),
    first: (name) => segments.find((segment) => segment.name === name) ?? null,
  };
}

function createSegment(line: string, delimiters: Delimiters): Hl7Segment {
  const fields = line.split(delimiters.field);
  const name = (fields[0] ?? '').trim();
  // The first field of the header is the delimiter itself.
  if (name === 'MSH') fields.splice(1, 0, delimiters.field);
  const raw = (field: number): string => fields[field] ?? '';
  const repetitions = (field: number): readonly ReadComponent[] =>
    raw(field)
      .split(delimiters.repetition)
      .map((each) => createComponentReader(each, delimiters));
  return {
    name,
    raw,
    repetitions,
    text: (field, component = 1) => repetitions(field)[0]?.(component) ?? '',
    says: (field) => raw(field).trim() !== '',
  };
}

function createComponentReader(repetition: string, delimiters: Delimiters): ReadComponent {
  const components = repetition.split(delimiters.component);
  return (component) => {
    // Of parts within a component, such as those of a family name, the first is the whole name.
    const [part = ''] = (components[component - 1] ?? '').split(delimiters.subcomponent);
    return part.trim() === '""' ? '' : tidyText(unescapeText(part, delimiters));
  };
}

/** Resolves escapes; those that only format, or that nobody can resolve, are left out. */
function unescapeText(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  if (escape === '' || !text.includes(escape)) return text;
  const parts = text.split(escape);
  // What has no second delimiter is no escape: somebody has typed the sign.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) => (index % 2 === 0 ? part : resolve(part, delimiters))).join('');
}

function resolve(escaped: string, delimiters: Delimiters): string {
  switch (escaped) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return delimiters.escape;
    default:
      if (escaped.startsWith('.')) return ' ';
      return /^X(?:[0-9A-F]{2})+$/i.test(escaped) ? fromHex(escaped.slice(1)) : '';
  }
}

/** Bytes that could not stand in the message; as UTF-8 where they are. */
function fromHex(digits: string): string {
  const bytes = Buffer.from(digits, 'hex');
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}
