import type { FeedAppointment, FeedPatient, FeedPractitioner } from '../feed-event.ts';
import { chooseMobile, toFullName, toPractitioner } from '../person.ts';
import { checkMadeAt } from './event-reading.ts';
import type { EventReading, ReadingContext } from './event-reading.ts';
import { createFieldReader } from './field-reader.ts';
import type { FieldProblem, FieldReader, JsonObject } from './field-reader.ts';

/** What the kinds of events say by themselves. What they leave open stays as it is: a patient who has arrived stays arrived. */
const kinds: Readonly<Record<string, Pick<FeedAppointment, 'status' | 'takesPlace' | 'isConfirmed'>>> = {
  BOOKED: { takesPlace: true },
  // Nobody has confirmed the new time.
  RESCHEDULED: { takesPlace: true, isConfirmed: false },
  MODIFIED: {},
  CONFIRMED: { isConfirmed: true },
  CANCELED: { status: 'cancelled' },
  CANCELLED: { status: 'cancelled' },
  NOSHOWED: { status: 'noshow' },
  NOSHOW: { status: 'noshow' },
};

const words = {
  id: 'appointment_id',
  madeAt: 'event_datetime_utc',
  startAt: 'appointment_datetime',
  patient: 'patient_id',
  practitioner: 'provider_id',
};

const known = 'BOOKED, MODIFIED, RESCHEDULED, CONFIRMED, CANCELED, NOSHOWED, REMIND';

/** Kinds that go from that app to the EHR, or are about consent. */
const notTaken: Readonly<Record<string, string>> = {
  CONFIRM: 'is what the app asks of an EHR; send CONFIRMED when it is so',
  CANCEL: 'is what the app asks of an EHR; send CANCELED when it is so',
  'OPTED-OUT': 'is not taken: patients opt out by texting STOP, or reception does it for them',
  'OPTED-IN': 'is not taken: patients opt in by texting START, or reception does it for them',
};

/** Whether an event is of the shape that Twilio's appointment management app takes. */
export function isTwilioEvent(source: JsonObject): boolean {
  return Object.hasOwn(source, 'event_type');
}

/**
 * Reads an event of the shape that Twilio's appointment management app takes.
 *
 * A time with an offset or `Z` is that moment; any other is the time on the clock in `appointment_timezone`. Fields that are not known are
 * left alone, as the app does.
 *
 * Source: https://github.com/twilio-labs/function-templates/tree/main/patient-appointment-management (EHR Integration Guide, tables A and B)
 */
export async function readTwilioEvent(source: JsonObject, context: ReadingContext): Promise<EventReading> {
  const problems: FieldProblem[] = [];
  const reader = createFieldReader(source, problems);
  const kind = reader.need('event_type', `send one of: ${known}`).toUpperCase();
  const id = reader.need('appointment_id', 'give the id of the appointment, the same in all its events');
  const appointmentId = id === '' ? null : id;
  const wrong = (leavesDoubt: boolean, madeAt: number | null = null): EventReading => ({
    type: 'wrong',
    ...{ appointmentId, madeAt, problems, leavesDoubt },
  });
  if (kind === 'REMIND')
    return problems.length > 0 ? wrong(false) : { type: 'remind', appointmentId: id, field: 'appointment_id' };
  const says = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (says === undefined) {
    if (kind !== '') reader.refuse('event_type', notTaken[kind] ?? `is not known; send one of: ${known}`);
    return wrong(kind === 'OPTED-OUT');
  }
  const { times, now } = context;
  const madeAt = checkMadeAt(reader, 'event_datetime_utc', readUtc(reader, context), now);
  const startAt = reader.time('appointment_datetime', 'appointment_timezone', times);
  const location = reader.text('appointment_location');
  const practitioner = readPractitioner(reader);
  const patient = await readPatient(reader, { isNew: kind === 'BOOKED', country: context.country });
  if (problems.length > 0) return wrong(true, madeAt);
  const appointment: FeedAppointment = {
    id,
    ...says,
    ...(startAt === undefined ? {} : { startAt }),
    ...(reader.has('appointment_location') ? { location } : {}),
    ...(patient === null ? {} : { patient }),
    ...(practitioner === null ? {} : { practitioner }),
  };
  return { type: 'appointment', id: null, madeAt, appointment, words };
}

/** The name of the field says which zone. */
function readUtc(reader: FieldReader, { times }: ReadingContext): number | undefined {
  const text = reader.text('event_datetime_utc');
  if (text === null) return undefined;
  const problems: FieldProblem[] = [];
  const at = createFieldReader({ at: text, zone: 'UTC' }, problems).time('at', 'zone', times);
  for (const { message } of problems) reader.refuse('event_datetime_utc', message);
  return at;
}

async function readPatient(
  reader: FieldReader,
  { isNew, country }: { readonly isNew: boolean; readonly country: string },
): Promise<FeedPatient | null> {
  const [given, family] = [reader.text('patient_first_name'), reader.text('patient_last_name')];
  const id = reader.text('patient_id');
  const phone = reader.text('patient_phone');
  const name = toFullName({ given, family });
  if (isNew && id === null) reader.need('patient_id', 'give the id of the patient, the same in all their appointments');
  if (isNew && name === '') reader.need('patient_first_name', 'give the name of the patient, or patient_last_name');
  if (id === null || name === '') return null;
  // Without the field nothing is said of a number; with an empty one that there is none.
  const numbers =
    isNew || reader.has('patient_phone') ? await chooseMobile(phone === null ? [] : [phone], country) : {};
  return { id, name, firstName: given ?? name, ...numbers };
}

function readPractitioner(reader: FieldReader): FeedPractitioner | null {
  const id = reader.text('provider_id');
  const family = reader.text('provider_last_name');
  const name = toFullName({ given: reader.text('provider_first_name'), family });
  return id === null || name === '' ? null : toPractitioner({ id, name, family });
}
