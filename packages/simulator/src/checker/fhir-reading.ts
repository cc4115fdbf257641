/** An appointment as the PMS showed it for some time. */
export interface Standing {
  readonly at: number;
  readonly by: 'pms' | 'engine';
  readonly status: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly patientId: string;
  readonly practitionerId: string;
  /** Empty for none. */
  readonly locationId: string;
  /** The patient has said that they will come, or the clinic has noted it. */
  readonly isConfirmed: boolean;
  readonly isRemote: boolean;
  /** Patient and practitioner meet by video, not by telephone. */
  readonly isVideo: boolean;
  /** The practitioner's way into the consultation; null for none. */
  readonly link: string | null;
  /** All that it shows, as JSON, without what the server says of the version itself. */
  readonly content: string;
}

/** A person as the PMS showed them for some time. */
export interface PersonSeen {
  readonly at: number;
  readonly given: string;
  readonly family: string;
  readonly phone: string | null;
  /** BCP 47 tag of the preferred language; `en` where none is recorded. */
  readonly language: string;
}

/** JSON that came from a PMS: nothing is taken for granted. */
type Json = Readonly<Record<string, unknown>>;

/** Reads a FHIR R4 Appointment. */
export function readAppointment(resource: object): Omit<Standing, 'at' | 'by'> {
  const appointment = toJson(resource);
  const participants = listOf(appointment['participant']).map(({ actor, status }) => ({
    reference: textOf(toJson(actor)['reference']),
    status,
  }));
  const references = participants.map(({ reference }) => reference);
  const idOf = (type: string): string =>
    references.find((reference) => reference.startsWith(`${type}/`))?.slice(type.length + 1) ?? '';
  return {
    status: textOf(appointment['status']),
    startAt: Date.parse(textOf(appointment['start'])),
    endAt: Date.parse(textOf(appointment['end'])),
    patientId: idOf('Patient'),
    practitionerId: idOf('Practitioner'),
    locationId: idOf('Location'),
    isConfirmed: participants.some(
      ({ reference, status }) => reference.startsWith('Patient/') && status === 'accepted',
    ),
    ...readMeeting(appointment),
    content: JSON.stringify({ ...appointment, meta: null }),
  };
}

function readMeeting(appointment: Json): Pick<Standing, 'isRemote' | 'isVideo' | 'link'> {
  const codes = listOf(toJson(appointment['appointmentType'])['coding']).map(({ code }) => code);
  const extension = listOf(appointment['extension']).find(({ url }) => textOf(url).includes('telehealth'));
  const isByTelephone = codes.includes('PHONE');
  const isRemote =
    isByTelephone || codes.includes('teleconsultation') || codes.includes('VR') || extension !== undefined;
  const link = textOf(extension?.['valueUrl']);
  return { isRemote, isVideo: isRemote && !isByTelephone, link: link === '' ? null : link };
}

/** Reads a FHIR R4 Patient or Practitioner. */
export function readPerson(resource: object): Omit<PersonSeen, 'at'> {
  const person = toJson(resource);
  const name = listOf(person['name'])[0] ?? {};
  const given: unknown = name['given'];
  const phone = listOf(person['telecom']).find(({ system }) => system === 'phone');
  return {
    given: Array.isArray(given) ? given.map(textOf).join(' ') : '',
    family: textOf(name['family']),
    phone: phone === undefined ? null : textOf(phone['value']),
    language: textOf(listOf(toJson(listOf(person['communication'])[0]?.['language'])['coding'])[0]?.['code']) || 'en',
  };
}

function toJson(value: unknown): Json {
  // Any object can be read by its keys; what is missing reads as undefined.
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(toJson) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
