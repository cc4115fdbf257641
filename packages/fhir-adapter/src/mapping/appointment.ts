import type { Appointment, AppointmentStatus, EncounterStage } from '@clinicarrivals/core';
import type { AppointmentParticipant, FhirResource, Appointment as FhirAppointment } from 'fhir/r4.js';

import type { Resources } from '../resources.ts';
import { isReferenceTo } from '../resources.ts';
import { toInstant } from './instant.ts';
import { toPatient, toPractitioner } from './person.ts';
import { type TelehealthCoding, isVirtualLocation, readTelehealth, toTypeCode } from './telehealth.ts';

/** A snapshot, or why the resource cannot be used: never with a name or a number in it. */
export type Mapped =
  | { readonly type: 'usable'; readonly appointment: Appointment }
  | { readonly type: 'unusable'; readonly reason: string };

/** What a mapping needs besides the resource. */
export interface MappingContext {
  readonly resources: Resources;
  readonly stage: EncounterStage;
  readonly country: string;
  readonly coding: TelehealthCoding;
  readonly readAt: number;
  /** The version if it is known otherwise than from `meta`. */
  readonly version?: string | null;
}

const statuses: readonly string[] = [
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
] satisfies AppointmentStatus[];

/** Where neither an end nor a duration is given. */
const assumedMs = 15 * 60_000;

/** Maps one Appointment with what it refers to. What does not follow the standard is unusable, never an exception. */
export async function toAppointment(resource: FhirAppointment, context: MappingContext): Promise<Mapped> {
  try {
    return await map(resource, context);
  } catch {
    // A field of another JSON type than R4 has, such as a name that is no list; which one is not worth a validator.
    return { type: 'unusable', reason: 'does not have the shape of an R4 Appointment' };
  }
}

async function map(resource: FhirAppointment, context: MappingContext): Promise<Mapped> {
  const unusable = (reason: string): Mapped => ({ type: 'unusable', reason });
  const { id } = resource;
  if (id === undefined) return unusable('no id');
  if (!statuses.includes(resource.status)) return unusable('no status that R4 knows');
  const startAt = toInstant(resource.start);
  if (startAt === null) return unusable(resource.start === undefined ? 'no start' : 'start is no moment with a zone');

  const people = await toPeople(resource, context);
  if ('reason' in people) return unusable(people.reason);

  const places = findActors(resource, context.resources, 'Location');
  return {
    type: 'usable',
    appointment: {
      id,
      version: resource.meta?.versionId ?? context.version ?? null,
      status: resource.status,
      startAt,
      endAt: toEnd(resource, startAt),
      typeCode: toTypeCode(resource, context.coding),
      ...readTelehealth(resource, {
        coding: context.coding,
        isAtVirtualLocation: isAtVirtualLocation(resource, context.resources),
      }),
      isConfirmed: people.isConfirmed,
      location: toPlaceName(places[0]),
      encounter: context.stage,
      patient: people.patient,
      practitioner: people.practitioner,
      changedAt: toInstant(resource.meta?.lastUpdated),
      readAt: context.readAt,
    },
  };
}

type People = Pick<Appointment, 'patient' | 'practitioner' | 'isConfirmed'>;

async function toPeople(
  resource: FhirAppointment,
  context: MappingContext,
): Promise<People | { readonly reason: string }> {
  const now = context.readAt;
  const patient = findActors(resource, context.resources, 'Patient')[0];
  if (patient === undefined) return { reason: 'no patient' };
  if (patient.found?.resourceType !== 'Patient') return { reason: 'the patient cannot be found' };
  const practitioner = findActors(resource, context.resources, 'Practitioner')[0];
  if (practitioner === undefined) return { reason: 'no practitioner' };
  const mapped = toPractitioner(practitioner.found?.resourceType === 'Practitioner' ? practitioner.found : null, {
    id: practitioner.id,
    display: practitioner.display,
    now,
  });
  if (mapped === null) return { reason: 'the practitioner cannot be found' };
  return {
    patient: await toPatient(patient.found, {
      id: patient.id,
      display: patient.display,
      country: context.country,
      now,
    }),
    practitioner: mapped,
    isConfirmed: patient.participant.status === 'accepted',
  };
}

/** A participant with what its reference names. */
export interface FoundActor {
  readonly participant: AppointmentParticipant;
  readonly found: FhirResource | null;
  readonly id: string;
  readonly display: string | null;
}

/** Finds the participants of one kind, in order. */
export function findActors(
  resource: FhirAppointment,
  resources: Resources,
  type: 'Patient' | 'Practitioner' | 'Location',
): readonly FoundActor[] {
  return (resource.participant ?? []).flatMap((participant) => {
    const { actor } = participant;
    const found = actor === undefined ? null : resources.find(actor, resource);
    if (actor === undefined || !isReferenceTo(type, actor, found)) return [];
    // A contained resource is known within its appointment only, so its id needs the appointment's.
    const isContained = actor.reference?.startsWith('#') === true;
    const id = isContained ? `${resource.id}${actor.reference}` : (found?.id ?? resources.toKey(actor)?.split('/')[1]);
    return [{ participant, found, id: id ?? actor.reference ?? '', display: actor.display?.trim() || null }];
  });
}

/** Tells whether one of the places is virtual. */
export function isAtVirtualLocation(resource: FhirAppointment, resources: Resources): boolean {
  return findActors(resource, resources, 'Location').some(
    ({ found }) => found?.resourceType === 'Location' && isVirtualLocation(found),
  );
}

function toEnd(resource: FhirAppointment, startAt: number): number {
  const end = toInstant(resource.end);
  if (end !== null && end >= startAt) return end;
  return startAt + (resource.minutesDuration === undefined ? assumedMs : resource.minutesDuration * 60_000);
}

function toPlaceName(place: FoundActor | undefined): string | null {
  if (place === undefined) return null;
  const name = place.found?.resourceType === 'Location' ? place.found.name?.trim() : '';
  return name || place.display;
}
