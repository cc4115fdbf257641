import type { Appointment } from '../../appointment.ts';
import type { Clinic } from '../../clinic-settings.ts';

/** What a text is rendered from. */
export interface VariableSource {
  readonly clinic: Clinic;
  /** Absent for texts that are about no appointment. */
  readonly appointment?: Appointment;
  /** When the appointment was before it moved, epoch milliseconds; null or absent when it did not. */
  readonly previousStartAt?: number | null;
  /** BCP 47 tag of the text. */
  readonly language: string;
  /** Variables of one text alone, such as `url`, `room` and `choices`; empty where they are not given. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** Variables by name, nested at their dots. */
export type TemplateVariables = Readonly<Record<string, unknown>>;

/** A day and a time in the words of the clinic's zone and the reader's language. */
export interface Moment {
  /** Such as `Monday 3 August`. */
  readonly date: string;
  /** Such as `9:40 am`. */
  readonly time: string;
}

/** Puts a moment, epoch milliseconds, into words. */
export type MomentFormat = (query: {
  readonly at: number;
  readonly timeZone: string;
  readonly language: string;
  /** Says how a bare language is written: `en` alone would be written as in America. */
  readonly country: string;
}) => Moment;

/** How many moments a formatter keeps. */
const mostMoments = 500;

/** Makes a {@link MomentFormat} that keeps the formatters it has made, and the moments that they have put into words. */
export function createMomentFormat(): MomentFormat {
  const formatters = new Map<string, (at: number) => Moment>();
  return ({ at, timeZone, language, country }) => {
    const key = `${language} ${country} ${timeZone}`;
    const format = formatters.get(key) ?? createFormatter(toLocale(language, country), timeZone);
    formatters.set(key, format);
    return format(at);
  };
}

/**
 * Builds the variables of a text.
 *
 * Pure. Spaces that do not break, typographic quotation marks and control characters are written plainly: one of them
 * would turn the whole text into UCS-2 and double its cost.
 */
export function templateVariables(
  source: VariableSource,
  formatMoment: MomentFormat = createMomentFormat(),
): TemplateVariables {
  const { clinic, appointment, previousStartAt = null, extra = {} } = source;
  const moment = (at: number): Moment =>
    formatMoment({ at, timeZone: clinic.timeZone, language: source.language, country: clinic.country });
  const plain = plainValues(extra);
  return {
    url: '',
    room: '',
    choices: '',
    undoMinutes: '',
    ...plain,
    Clinic: {
      name: plainText(clinic.name),
      phone: plainText(clinic.phone),
      video: plain['url'] ?? appointment?.videoLink ?? '',
    },
    ...(appointment === undefined
      ? {}
      : appointmentVariables(appointment, {
          start: moment(appointment.startAt),
          previousStart: previousStartAt === null ? { date: '', time: '' } : moment(previousStartAt),
        })),
  };
}

function appointmentVariables(
  appointment: Appointment,
  moments: { readonly start: Moment; readonly previousStart: Moment },
): TemplateVariables {
  const { patient, practitioner } = appointment;
  return {
    Patient: {
      id: patient.id,
      name: plainText(patient.name),
      firstName: plainText(patient.firstName),
      telecom: { mobile: patient.mobile ?? '' },
    },
    Practitioner: {
      id: practitioner.id,
      name: plainText(practitioner.name),
      lastName: plainText(practitioner.lastName),
    },
    Appointment: {
      id: appointment.id,
      status: appointment.status,
      start: new SpokenMoment(moments.start),
      previousStart: moments.previousStart,
      location: plainText(appointment.location ?? ''),
    },
  };
}

/** Has parts, and is a text by itself: both `Appointment.start` and `Appointment.start.date` are variables. */
class SpokenMoment implements Moment {
  readonly date: string;
  readonly time: string;

  constructor(moment: Moment) {
    this.date = moment.date;
    this.time = moment.time;
  }

  toString(): string {
    return `${this.date}, ${this.time}`;
  }
}

/** Adds the clinic's country to a bare language, since `en` alone would be written as in America. */
function toLocale(language: string, country: string): string {
  const written = language.replaceAll('_', '-');
  const tag = written.includes('-') ? written : `${written}-${country}`;
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return `en-${country}`;
  }
}

function createFormatter(locale: string, timeZone: string): (at: number) => Moment {
  // The calendar and the digits that a PMS, a telephone and a clinic's door show, whatever a region prefers: some would write the
  // day of another calendar, and digits that are not dialled.
  const plainly = { timeZone, calendar: 'gregory', numberingSystem: 'latn' } as const;
  const date = new Intl.DateTimeFormat(locale, { ...plainly, weekday: 'long', day: 'numeric', month: 'long' });
  const time = new Intl.DateTimeFormat(locale, { ...plainly, timeStyle: 'short' });
  // The texts of a day speak of the same few starts again and again.
  const moments = new Map<number, Moment>();
  return (at) => {
    const known = moments.get(at);
    if (known !== undefined) return known;
    if (moments.size >= mostMoments) moments.clear();
    const moment = { date: plainText(date.format(at)), time: plainText(time.format(at)) };
    moments.set(at, moment);
    return moment;
  };
}

function plainValues(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainText(value)]));
}

/** What {@link plainText} leaves as it is, as nearly every name and date is. */
const plain = /^(?:[!-~]+(?: [!-~]+)*)?$/u;

/**
 * Characters that are not seen, such as those that turn the direction of a text. Joiners after letters of other scripts are not
 * among them: without them Persian and Indic names are misspelt.
 */
const unseen = /(?!(?<=[\p{L}\p{M}])(?<!\p{Script=Latin})[\u200C\u200D])\p{Cf}/gu;

function plainText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replace(/[‘’‛ʼ]/gu, "'")
    .replace(/[“”„]/gu, '"')
    .replace(/[‐‑–—]/gu, '-')
    .replace(unseen, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
