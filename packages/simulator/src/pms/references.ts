import type { PmsResource } from './resource-store.ts';

/**
 * Lists the relative references of a resource under one search parameter, such as `Patient/p1` for `patient`.
 *
 * `*` gives all of them. A parameter that the type does not have gives none.
 */
export function referencesOf(resource: PmsResource, parameter: string): string[] {
  switch (resource.resourceType) {
    case 'Appointment':
      return filterByParameter(
        resource.participant.flatMap(({ actor }) => (actor?.reference === undefined ? [] : [actor.reference])),
        parameter,
      );
    case 'Encounter':
      return encounterReferences(resource, parameter);
    case 'Patient':
    case 'Practitioner':
    case 'Location':
    case 'Subscription':
      return [];
    default:
      return resource satisfies never;
  }
}

const typeOfParameter: Readonly<Record<string, string>> = {
  patient: 'Patient/',
  practitioner: 'Practitioner/',
  location: 'Location/',
};

function filterByParameter(references: readonly string[], parameter: string): string[] {
  if (parameter === 'actor' || parameter === '*') return [...references];
  const prefix = typeOfParameter[parameter];
  return prefix === undefined ? [] : references.filter((reference) => reference.startsWith(prefix));
}

function encounterReferences(
  encounter: Extract<PmsResource, { resourceType: 'Encounter' }>,
  parameter: string,
): string[] {
  const subject = encounter.subject?.reference === undefined ? [] : [encounter.subject.reference];
  const appointments = (encounter.appointment ?? []).flatMap(({ reference }) =>
    reference === undefined ? [] : [reference],
  );
  switch (parameter) {
    case 'patient':
    case 'subject':
      return subject;
    case 'appointment':
      return appointments;
    case '*':
      return [...subject, ...appointments];
    default:
      return [];
  }
}
