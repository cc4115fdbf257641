import type { EncounterStage } from '@clinicarrivals/core';
import type { Encounter, Reference } from 'fhir/r4.js';

/** Maps http://hl7.org/fhir/R4/valueset-encounter-status.html to what matters: not begun, being held, over. */
export function toEncounterStage(encounter: Encounter): EncounterStage {
  switch (encounter.status) {
    case 'in-progress':
    case 'onleave':
      return 'in-progress';
    case 'finished':
      return 'finished';
    default:
      return 'none';
  }
}

/** The stage by appointment id: of several Encounters the one being held wins over a finished one. */
export function toStages(
  encounters: Iterable<Encounter>,
  toKey: (reference: Reference) => string | null,
): ReadonlyMap<string, EncounterStage> {
  const stages = new Map<string, EncounterStage>();
  for (const encounter of encounters) {
    const stage = toEncounterStage(encounter);
    for (const reference of encounter.appointment ?? []) {
      const id = toKey(reference)?.replace(/^Appointment\//, '');
      if (id === undefined || (stage === 'none' && stages.has(id))) continue;
      if (stages.get(id) !== 'in-progress') stages.set(id, stage);
    }
  }
  return stages;
}
