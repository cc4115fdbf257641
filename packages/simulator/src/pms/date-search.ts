import { PmsRefusal } from './outcome.ts';

/** Tells whether a moment (epoch milliseconds) fits a `date` or `_lastUpdated` parameter. */
export type DateTest = (at: number) => boolean;

const shape =
  /^(eq|ne|gt|lt|ge|le|sa|eb|ap)?(\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?)$/;

/**
 * Reads a FHIR date parameter (http://hl7.org/fhir/R4/search.html#date).
 *
 * A value without zone is taken as UTC, as many servers do. A partial value stands for the whole of its interval.
 *
 * @throws PmsRefusal 400 when it is no date
 */
export function parseDateTest(name: string, value: string): DateTest {
  // A plus sign that the client left unencoded arrives as a space.
  const [, prefix = 'eq', text] = shape.exec(value.replace(/ (\d{2}:\d{2})$/, '+$1')) ?? [];
  const from = text === undefined ? Number.NaN : Date.parse(toParsable(text));
  if (text === undefined || !Number.isFinite(from)) {
    throw new PmsRefusal(
      400,
      'value',
      `The value of ${name} is no date; give an instant such as ge2026-04-02T00:00:00Z`,
    );
  }
  const to = toEnd(text, from);
  switch (prefix) {
    case 'ne':
      return (at) => at < from || at >= to;
    case 'gt':
    case 'sa':
      return (at) => at >= to;
    case 'lt':
    case 'eb':
      return (at) => at < from;
    case 'ge':
      return (at) => at >= from;
    case 'le':
      return (at) => at < to;
    default:
      return (at) => at >= from && at < to;
  }
}

function toParsable(text: string): string {
  return text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text;
}

function toEnd(text: string, from: number): number {
  const start = new Date(from);
  if (text.length === 4) return Date.UTC(start.getUTCFullYear() + 1, 0);
  if (text.length === 7) return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
  if (text.length === 10) return from + 86_400_000;
  if (/:\d{2}\.\d+/.test(text)) return from + 1;
  return /T\d{2}:\d{2}:\d{2}/.test(text) ? from + 1000 : from + 60_000;
}
