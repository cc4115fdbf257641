import type { FeedPatient, FeedPractitioner } from '../feed-event.ts';
import { chooseMobile, toFullName, toLanguage, toPractitioner } from '../person.ts';
import type { Hl7Message, Hl7Segment, ReadComponent } from './message.ts';

/**
 * Reads the patient of a PID segment; null without an id or a name.
 *
 * @param options.isNew whether a number that is not there is missing; else nothing is said of it
 */
export async function readPatient(
  pid: Hl7Segment,
  { isNew, country }: { readonly isNew: boolean; readonly country: string },
): Promise<FeedPatient | null> {
  const id = readPatientId(pid);
  const names = pid.repetitions(5);
  // The legal name before aliases and maiden names.
  const name = names.find((each) => each(7) === 'L') ?? names[0];
  const [family, given] = [name?.(1) ?? '', name?.(2) ?? ''];
  const fullName = toFullName({ given: given === '' ? null : given, family: family === '' ? null : family });
  if (id === '' || fullName === '') return null;
  const saysNumber = [13, 14, 40].some((field) => pid.says(field));
  const language = pid.says(15) ? { language: toLanguage(pid.text(15)) } : {};
  const death = pid.text(30).toUpperCase();
  return {
    id,
    name: fullName,
    firstName: given === '' ? fullName : given,
    ...(isNew || saysNumber ? await chooseMobile(readNumbers(pid), country) : {}),
    ...language,
    ...(death === 'Y' || death === 'N' ? { isDeceased: death === 'Y' } : {}),
  };
}

/** PID-3: the medical record number where it says which that is, else the first; PID-2 in messages of old versions. */
function readPatientId(pid: Hl7Segment): string {
  const ids = pid.repetitions(3);
  const record = ids.find((each) => each(5) === 'MR' && each(1) !== '') ?? ids.find((each) => each(1) !== '');
  return record?.(1) ?? pid.text(2);
}

/** Telephone numbers, mobile ones first; fax, pager and e-mail are none. */
function readNumbers(pid: Hl7Segment): readonly string[] {
  const entries = [13, 40, 14].flatMap((field) => pid.repetitions(field));
  const isMobile = (entry: ReadComponent): boolean =>
    entry(3).toUpperCase() === 'CP' || entry(2).toUpperCase() === 'PRS';
  const phones = entries.filter(
    (entry) =>
      !/^(?:FX|BP|INTERNET|X\.400|MD|TDD|TTY|SAT)$/i.test(entry(3)) &&
      // Those of an emergency and of an answering service may be somebody else's.
      !/^(?:NET|BPN|EMR|ASN)$/i.test(entry(2)),
  );
  const ordered = [...phones.filter(isMobile), ...phones.filter((entry) => !isMobile(entry))];
  // Each is looked at in turn, and nobody has more telephones.
  return ordered
    .slice(0, 20)
    .map(toNumber)
    .filter((number) => number !== '');
}

/** The number as one text (component 1, or 12 from version 2.7), or put together of its parts. */
function toNumber(entry: ReadComponent): string {
  const whole = entry(1) || entry(12);
  if (whole !== '') return whole;
  const [country, area, local] = [entry(5), entry(6), entry(7)];
  if (local === '') return '';
  return country === '' ? `${area}${local}` : `+${country.replace(/\D/g, '')}${area.replace(/^0/, '')}${local}`;
}

/** Reads who sees the patient: the first of the personnel resources (AIP-3), else the attending doctor of the visit (PV1-7); null when nobody is named. */
export function readPractitioner(message: Hl7Message): FeedPractitioner | null {
  const people = [
    ...message.all('AIP').map((segment) => segment.repetitions(3)[0]),
    message.first('PV1')?.repetitions(7)[0],
  ];
  for (const person of people) {
    if (person === undefined) continue;
    const [id, family, given, prefix] = [person(1), person(2), person(3), person(6)];
    if (id === '' || family === '') continue;
    const name = toFullName({ prefix: prefix === '' ? null : prefix, given: given === '' ? null : given, family });
    return toPractitioner({ id, name, family });
  }
  return null;
}

/**
 * Reads where the patient has to go: the description of the place, or else its point of care and facility. Undefined when nothing is said, null
 * when it is taken away.
 */
export function readLocation(message: Hl7Message): string | null | undefined {
  const segment = message.first('AIL') ?? message.first('PV1');
  if (segment === null || !segment.says(3)) return undefined;
  const description = segment.text(3, 9);
  const parts = [...new Set([segment.text(3, 1), segment.text(3, 4)])].filter((part) => part !== '');
  return description || parts.join(', ') || null;
}
