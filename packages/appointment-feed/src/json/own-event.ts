import type { AppointmentStatus, EncounterStage, Modality } from '@clinicarrivals/core';
import type { FeedAppointment, FeedPatient, FeedPractitioner } from '../feed-event.ts';
import { chooseMobile, toFullName, toLanguage, toPractitioner } from '../person.ts';
import { checkMadeAt } from './event-reading.ts';
import type { EventReading, ReadingContext } from './event-reading.ts';
import { createFieldReader } from './field-reader.ts';
import type { FieldProblem, FieldReader, JsonObject } from './field-reader.ts';

const types = ['appointment.changed', 'appointment.remind'] as const;
const statuses: readonly AppointmentStatus[] = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
  'checked-in',
  'waitlist',
];
const modalities: readonly (Modality | 'unknown')[] = ['in-person', 'video', 'phone', 'unknown'];
const encounters: readonly EncounterStage[] = ['none', 'in-progress', 'finished'];

/** The fields of the objects of an event; the published schema has the same. */
export const fieldNames = {
  event: ['id', 'type', 'timestamp', 'data'],
  data: [
    'id',
    'status',
    'start',
    'end',
    'timeZone',
    'typeCode',
    'modality',
    'isConfirmed',
    'location',
    'encounter',
    'patient',
    'practitioner',
  ],
  patient: ['id', 'firstName', 'lastName', 'name', 'mobile', 'mayBeTexted', 'language'],
  practitioner: ['id', 'title', 'firstName', 'lastName', 'name'],
} as const;

const words = {
  id: 'data.id',
  madeAt: 'timestamp',
  startAt: 'data.start',
  endAt: 'data.end',
  patient: 'data.patient',
  practitioner: 'data.practitioner',
};

/** Reads an event of our own shape, `event.schema.json`. */
export async function readOwnEvent(source: JsonObject, context: ReadingContext): Promise<EventReading> {
  const problems: FieldProblem[] = [];
  const reader = createFieldReader(source, problems);
  reader.only(fieldNames.event);
  const type = reader.word('type', types);
  if (type === undefined && !reader.has('type')) reader.need('type', `send one of: ${types.join(', ')}`);
  const data = reader.object('data');
  if (data === null && !reader.has('data')) reader.refuse('data', 'is missing; give the appointment');
  const appointmentId = data?.need('id', 'give the id of the appointment, the same in all its events') ?? '';
  const wrong = (madeAt: number | null = null): EventReading => ({
    type: 'wrong',
    appointmentId: appointmentId === '' ? null : appointmentId,
    madeAt,
    problems,
    leavesDoubt: type === 'appointment.changed',
  });
  if (data === null || type === undefined) return wrong();
  if (type === 'appointment.remind')
    return problems.length > 0 ? wrong() : { type: 'remind', appointmentId, field: 'data.id' };
  const id = reader.text('id');
  const madeAt = checkMadeAt(reader, 'timestamp', reader.time('timestamp', 'timestamp', context.times), context.now);
  const appointment = await readAppointment(data, appointmentId, context);
  return problems.length > 0 ? wrong(madeAt) : { type: 'appointment', id, madeAt, appointment, words };
}

async function readAppointment(data: FieldReader, id: string, context: ReadingContext): Promise<FeedAppointment> {
  data.only(fieldNames.data);
  const startAt = data.time('start', 'timeZone', context.times);
  const endAt = data.time('end', 'timeZone', context.times);
  if (startAt !== undefined && endAt !== undefined && endAt < startAt) data.refuse('end', 'lies before the start');
  const given = {
    status: data.word('status', statuses),
    startAt,
    endAt,
    typeCode: data.has('typeCode') ? data.text('typeCode') : undefined,
    modality: data.word('modality', modalities),
    isConfirmed: data.flag('isConfirmed'),
    location: data.has('location') ? data.text('location') : undefined,
    encounter: data.word('encounter', encounters),
    patient: await readPatient(data.object('patient'), context.country),
    practitioner: readPractitioner(data.object('practitioner')),
  };
  return { id, ...withoutUndefined(given) };
}

async function readPatient(reader: FieldReader | null, country: string): Promise<FeedPatient | undefined> {
  if (reader === null) return undefined;
  reader.only(fieldNames.patient);
  const id = reader.need('id', 'give the id of the patient, the same in all their appointments');
  const [given, family] = [reader.text('firstName'), reader.text('lastName')];
  const name = reader.text('name') ?? toFullName({ given, family });
  if (name === '') reader.need('name', 'give the full name of the patient, or firstName and lastName');
  const mobile = reader.text('mobile');
  const numbers = reader.has('mobile') ? await chooseMobile(mobile === null ? [] : [mobile], country) : {};
  const language = reader.text('language');
  if (language !== null && toLanguage(language) === null)
    reader.refuse('language', 'must be a language tag, such as zh-Hant or vi');
  const mayBeTexted = reader.flag('mayBeTexted');
  return {
    id,
    name,
    firstName: given ?? name,
    ...numbers,
    ...(mayBeTexted === undefined ? {} : { mayBeTexted }),
    ...(mayBeTexted === false ? { notTextedReason: 'the EHR says that the patient may not be texted' } : {}),
    ...(reader.has('language') ? { language: language === null ? null : toLanguage(language) } : {}),
  };
}

function readPractitioner(reader: FieldReader | null): FeedPractitioner | undefined {
  if (reader === null) return undefined;
  reader.only(fieldNames.practitioner);
  const id = reader.need('id', 'give the id of the practitioner, the same in all their appointments');
  const family = reader.text('lastName');
  const parts = { prefix: reader.text('title'), given: reader.text('firstName'), family };
  const name = reader.text('name') ?? toFullName(parts);
  if (name === '') reader.need('name', 'give the name of the practitioner, or firstName and lastName');
  return toPractitioner({ id, name, family });
}

/** What a type without `undefined` in it asks for: what is not said is not there. */
type Defined<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(given: T): Defined<T> {
  // The filter takes out what the type takes out.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
}
