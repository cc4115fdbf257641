import type { DayLine } from './day-lines.ts';

/** Who is who, for a transcript. */
export interface People {
  readonly timeZone: string;
  readonly longestName: number;
  /** The patient whom a line is about, or the number where it is nobody's. */
  nameOf(line: DayLine): string;
}

/** Whom an agenda names. */
interface Visits {
  readonly visits: readonly {
    readonly appointmentId: string;
    readonly given: string;
    readonly family: string;
    readonly phone: string;
    /** The same as `phone` unless given. */
    readonly textsFrom?: string;
  }[];
}

/** Looks the patients of a day up. */
export function toPeople({ visits }: Visits, timeZone: string): People {
  const byAppointment = new Map(visits.map((visit) => [visit.appointmentId, `${visit.given} ${visit.family}`]));
  const byPhone = new Map<string, string>();
  for (const { phone, textsFrom = phone, given, family } of visits) {
    const known = byPhone.get(phone);
    const name = known === undefined ? `${given} ${family}` : `${family} family`;
    byPhone.set(phone, name);
    // Whoever texts from another telephone is a stranger to the clinic.
    if (textsFrom !== phone) byPhone.set(textsFrom, textsFrom);
  }
  const nameOf = (line: DayLine): string => {
    if (line.type === 'summary') return '';
    const phone = line.type === 'text' ? (line.direction === 'in' ? line.from : line.to) : '';
    return byAppointment.get(line.appointment ?? '') ?? byPhone.get(phone) ?? phone;
  };
  const longestName = Math.max(0, ...[...byAppointment.values(), ...byPhone.values()].map(({ length }) => length));
  return { timeZone, longestName, nameOf };
}
