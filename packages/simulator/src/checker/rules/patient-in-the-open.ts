import type { DayHistory } from '../day-history.ts';
import type { Finding, Rule } from '../violation.ts';

/** No URL of the PMS carries a name or a number. */
export const patientInUrl: Rule = {
  name: 'patient-in-url',
  promise: 'P10',
  check: (day) => findOpen(day.observed.requests ?? [], [namesOf(day), numbersOf(day)], 'a request to the PMS'),
};

/** No log line carries a name, a number, the words of a text or a link. */
export const patientInLog: Rule = {
  name: 'patient-in-log',
  promise: 'P10',
  check: (day) =>
    findOpen(day.observed.logLines ?? [], [namesOf(day), numbersOf(day), wordsOf(day), linksOf(day)], 'a log line'),
};

/** Tells whether a line, in lower case and decoded, gives something away. */
type Detector = (line: string) => boolean;

function findOpen(lines: readonly string[], detectors: readonly Detector[], where: string): readonly Finding[] {
  return lines.flatMap((line, index): Finding[] => {
    const plain = decode(line).toLowerCase();
    if (!detectors.some((isOpen) => isOpen(plain))) return [];
    // The evidence says where to look; repeating what is there would spread it.
    return [{ at: 0, appointment: null, evidence: `${where} (number ${index + 1}) tells of a patient` }];
  });
}

// Shorter words are found by chance in ids and codes.
const shortestName = 3;

function namesOf(day: DayHistory): Detector {
  const names = day.people().flatMap(({ given, family }) => [given, family]);
  const known = new Set(names.filter(({ length }) => length >= shortestName).map((name) => name.toLowerCase()));
  return (line) => line.split(/[^\p{L}\p{N}']+/u).some((word) => known.has(word));
}

// Without the prefix of country or trunk, in which the ways to write a number differ.
const nationalDigits = 8;
// A moment in milliseconds has more.
const mostDigits = 12;

function numbersOf(day: DayHistory): Detector {
  const phones = [...day.people().map(({ phone }) => phone ?? ''), ...day.incoming.map(({ from }) => from)];
  const known = new Set(
    phones
      .map(toDigits)
      .filter(({ length }) => length >= nationalDigits)
      .map(toNational),
  );
  return (line) =>
    (line.match(/\d[\d\s()-]{6,}\d/g) ?? [])
      .map(toDigits)
      .some((digits) => digits.length <= mostDigits && known.has(toNational(digits)));
}

function toDigits(number: string): string {
  return number.replaceAll(/\D/g, '');
}

function toNational(digits: string): string {
  return digits.slice(-nationalDigits);
}

// "Yes" and "ok thanks" are nobody's words.
const fewestLetters = 12;

function wordsOf({ incoming, out }: DayHistory): Detector {
  const sentences = [...incoming, ...out].flatMap(({ body }) => body.toLowerCase().split(/[.?!:](?:\s|$)|\n/));
  const known = new Set(sentences.map((sentence) => sentence.trim()).filter(({ length }) => length >= fewestLetters));
  return (line) => [...known].some((sentence) => line.includes(sentence));
}

function linksOf({ out }: DayHistory): Detector {
  const known = new Set(out.flatMap(({ body }) => body.toLowerCase().match(/https?:\/\/\S+/g) ?? []));
  return (line) => [...known].some((link) => line.includes(link));
}

function decode(line: string): string {
  try {
    return decodeURIComponent(line);
  } catch {
    return line;
  }
}
