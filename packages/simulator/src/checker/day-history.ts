import { readAppointment, readPerson } from './fhir-reading.ts';
import type { PersonSeen, Standing } from './fhir-reading.ts';
import { kindOf } from './fingerprints.ts';
import type { TextKind } from './fingerprints.ts';
import type { ObservedDay, TextSeen } from './observed-day.ts';
import { createTimeReading } from './time-reading.ts';
import { toVideoHistory } from './video-history.ts';
import type { VideoHistory } from './video-history.ts';

/** A text of the clinic with what could be made of it. */
export interface OutText extends TextSeen {
  readonly kind: TextKind;
  /** The appointments that it can be about: the number's, narrowed by practitioner, name and time as far as it names them. */
  readonly about: readonly string[];
}

/** The day, ordered for asking. */
export interface DayHistory {
  readonly observed: ObservedDay;
  readonly appointments: readonly string[];
  /** What left the clinic; what the carrier said by itself is not among it. */
  readonly out: readonly OutText[];
  readonly incoming: readonly TextSeen[];
  /** Every version of an appointment, oldest first; null where it was deleted. */
  versions(appointment: string): readonly Standing[];
  /** How it stood at a moment; null before it was booked. */
  standingAt(appointment: string, at: number): Standing | null;
  /** All ways in which it stood at any moment of a span, both ends inclusive. */
  standingsWithin(appointment: string, from: number, to: number): readonly Standing[];
  /** The patient's number at a moment; null for none. */
  phoneOf(appointment: string, at: number): string | null;
  /** The appointments of a number, at any time of the day. */
  appointmentsOf(phone: string): readonly string[];
  patientOf(appointment: string): PersonSeen | null;
  people(): readonly PersonSeen[];
  readonly video: VideoHistory;
  /** The times that a text names, as it writes them; compare with `writtenTime`. */
  namedTimes(body: string): readonly string[];
  writtenTime(at: number): string;
}

/** Orders what was observed. */
export function toDayHistory(observed: ObservedDay): DayHistory {
  const { appointments, patients, practitioners } = readChanges(observed);
  const time = createTimeReading(observed.facts.timeZone);
  const versions = (id: string): readonly Standing[] => appointments.get(id) ?? [];
  const patientOf = (id: string): PersonSeen | null =>
    patients.get(versions(id).at(-1)?.patientId ?? '')?.at(-1) ?? null;
  const byPhone = new Map<string, string[]>();
  for (const [id, [first]] of appointments) {
    for (const { phone } of patients.get(first?.patientId ?? '') ?? []) {
      const known = byPhone.get(phone ?? '') ?? [];
      if (phone !== null && !known.includes(id)) byPhone.set(phone, [...known, id]);
    }
  }
  const appointmentsOf = (phone: string): readonly string[] => byPhone.get(phone) ?? [];
  const about = (text: TextSeen): readonly string[] => {
    const narrow = (ids: readonly string[], fits: (id: string) => boolean): readonly string[] => {
      const fitting = ids.filter(fits);
      return fitting.length === 0 ? ids : fitting;
    };
    const namesPractitioner = (id: string): boolean =>
      versions(id).some(({ practitionerId }) => {
        const family = practitioners.get(practitionerId)?.at(-1)?.family ?? '';
        return family !== '' && text.body.includes(family);
      });
    const times = time.namedTimes(text.body);
    let ids = narrow(appointmentsOf(text.to), namesPractitioner);
    ids = narrow(ids, (id) => addresses(text.body, patientOf(id)?.given ?? '?'));
    return narrow(ids, (id) => versions(id).some(({ startAt }) => times.includes(time.writtenTime(startAt))));
  };

  return {
    observed,
    appointments: [...appointments.keys()],
    out: observed.texts
      .filter(({ direction, isAutomatic }) => direction === 'out' && !isAutomatic)
      .map((text) => ({ ...text, kind: kindOf(text.body), about: about(text) })),
    incoming: observed.texts.filter(({ direction }) => direction === 'in'),
    versions,
    standingAt: (id, at) => versions(id).findLast((version) => version.at <= at) ?? null,
    standingsWithin: (id, from, to) =>
      versions(id).filter((version, index, all) => version.at <= to && (all[index + 1]?.at ?? Infinity) >= from),
    phoneOf: (id, at) => {
      const seen = patients.get(versions(id)[0]?.patientId ?? '') ?? [];
      return (seen.findLast((person) => person.at <= at) ?? seen[0])?.phone ?? null;
    },
    appointmentsOf,
    patientOf,
    people: () => [...patients.values()].flat(),
    video: toVideoHistory(observed, new Map([...appointments.keys()].map((id) => [id, versions(id)]))),
    ...time,
  };
}

/** A name with the comma of any of the languages after it. */
function addresses(body: string, given: string): boolean {
  return [',', '，', '،'].some((comma) => body.includes(`${given}${comma}`));
}

interface Records {
  readonly appointments: Map<string, Standing[]>;
  readonly patients: Map<string, PersonSeen[]>;
  readonly practitioners: Map<string, PersonSeen[]>;
}

function readChanges({ changes }: ObservedDay): Records {
  const records: Records = { appointments: new Map(), patients: new Map(), practitioners: new Map() };
  const add = <T>(map: Map<string, T[]>, id: string, value: T): void => {
    const list = map.get(id);
    if (list === undefined) map.set(id, [value]);
    else list.push(value);
  };
  for (const { at, by, type, id, after } of changes) {
    if (type === 'Appointment') {
      const last = records.appointments.get(id)?.at(-1);
      if (after !== null) add(records.appointments, id, { at, by, ...readAppointment(after) });
      // Deleted is as good as cancelled to whoever reads a text about it.
      else if (last !== undefined) add(records.appointments, id, { ...last, at, by, status: 'cancelled' });
    }
    if (type === 'Patient' && after !== null) add(records.patients, id, { at, ...readPerson(after) });
    if (type === 'Practitioner' && after !== null) add(records.practitioners, id, { at, ...readPerson(after) });
  }
  return records;
}
