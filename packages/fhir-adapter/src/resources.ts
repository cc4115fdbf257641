import type { Appointment, Encounter, FhirResource, Location, Patient, Practitioner, Reference } from 'fhir/r4.js';

import { toInstant } from './mapping/instant.ts';

/** Resources by `Type/id`, however they came: matches, includes, a batch, or contained in the appointment. */
export interface Resources {
  add(resource: FhirResource, fullUrl?: string): void;
  /** Finds what a reference of an appointment names; null when it has not been read. */
  find(reference: Reference, appointment: Appointment): FhirResource | null;
  /** The `Type/id` that a reference names on this server; null for contained, foreign, logical and unknown ones. */
  readonly toKey: (reference: Reference) => string | null;
  readonly appointments: ReadonlyMap<string, Appointment>;
  readonly encounters: ReadonlyMap<string, Encounter>;
}

/** The actors of an appointment that we read. */
export type Actor = Patient | Practitioner | Location;

/** Collects resources; what comes twice, as includes do across pages, is kept once. */
export function createResources(base: URL): Resources {
  const byKey = new Map<string, FhirResource>();
  const byUrl = new Map<string, FhirResource>();
  const appointments = new Map<string, Appointment>();
  const encounters = new Map<string, Encounter>();

  const toKey = (reference: Reference): string | null => {
    const text = reference.reference ?? '';
    const relative = text.startsWith(base.href) ? text.slice(base.href.length) : text;
    const match = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(relative);
    return match === null ? null : `${match[1]}/${match[2]}`;
  };

  return {
    add: (resource, fullUrl) => {
      if (fullUrl !== undefined) byUrl.set(fullUrl, resource);
      if (resource.id === undefined) return;
      byKey.set(`${resource.resourceType}/${resource.id}`, resource);
      if (resource.resourceType === 'Appointment') appointments.set(resource.id, resource);
      if (resource.resourceType === 'Encounter') encounters.set(resource.id, resource);
    },
    find: (reference, appointment) => {
      const text = reference.reference ?? '';
      if (text.startsWith('#')) {
        // What is contained is a resource of R4, which its type does not say.
        const contained = appointment.contained as FhirResource[] | undefined;
        return contained?.find((entry) => entry.id === text.slice(1)) ?? null;
      }
      const key = toKey(reference);
      return (key === null ? undefined : byKey.get(key)) ?? byUrl.get(text) ?? null;
    },
    toKey,
    appointments,
    encounters,
  };
}

/** Tells which resource type a reference names, by its text or by what it says of itself. */
export function isReferenceTo(
  type: Actor['resourceType'],
  reference: Reference | undefined,
  found: FhirResource | null,
): boolean {
  if (reference === undefined) return false;
  if (found !== null) return found.resourceType === type;
  return reference.type === type || new RegExp(`(^|/)${type}/[^/]+(/_history/[^/]+)?$`).test(reference.reference ?? '');
}

/** The newest change among appointments and Encounters, by the server's clock; null when it gives none. */
export function toNewest(resources: Resources): number | null {
  let newest: number | null = null;
  for (const resource of [...resources.appointments.values(), ...resources.encounters.values()]) {
    const at = toInstant(resource.meta?.lastUpdated);
    if (at !== null && (newest === null || at > newest)) newest = at;
  }
  return newest;
}
