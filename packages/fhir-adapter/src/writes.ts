import type { SetTelehealth } from '@clinicarrivals/core';
import type { Appointment, AppointmentParticipant } from 'fhir/r4.js';

import { storeError } from './failure.ts';
import { findActors, isAtVirtualLocation } from './mapping/appointment.ts';
import {
  type TelehealthCoding,
  eraseTelehealth,
  isVirtualLocation,
  readTelehealth,
  writeTelehealth,
} from './mapping/telehealth.ts';
import type { Resources } from './resources.ts';

/**
 * Changes a resource as the PMS has it now, without touching what is not meant; null when it is so already.
 *
 * Pure but for throwing `refused` when the appointment is past what is asked, such as arriving at a cancelled one.
 */
export type Change = (resource: Appointment, resources: Resources) => Appointment | null;

/** Sets the status that says "arrived and waiting". Whoever is further on has arrived. */
export function arrive(status: 'arrived' | 'checked-in'): Change {
  return (resource) => {
    if (['arrived', 'checked-in', 'fulfilled'].includes(resource.status)) return null;
    if (resource.status !== 'booked' && resource.status !== 'noshow') throw pastIt('mark arrived', resource);
    // A no-show who comes late: app-4 allows a cancelation reason only while cancelled or noshow.
    const { cancelationReason: _, ...rest } = resource;
    return { ...rest, status };
  };
}

/** Sets the patient's participant status to `accepted`. */
export const confirm: Change = (resource, resources) => {
  const patient = findActors(resource, resources, 'Patient')[0]?.participant;
  if (patient === undefined) throw storeError(`confirm Appointment/${resource.id}`, 'unusable', 'it has no patient');
  if (patient.status === 'accepted') return null;
  if (resource.status === 'cancelled' || resource.status === 'entered-in-error') throw pastIt('confirm', resource);
  const participants = resource.participant.map((participant): AppointmentParticipant =>
    participant === patient ? { ...participant, status: 'accepted' } : participant,
  );
  return { ...resource, participant: participants };
};

/** Cancels with http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason#pat-crs. */
export const cancel: Change = (resource) => {
  if (resource.status === 'cancelled') return null;
  if (['fulfilled', 'noshow', 'entered-in-error'].includes(resource.status)) throw pastIt('cancel', resource);
  const coding = {
    system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
    code: 'pat-crs',
    display: 'Patient: Canceled via automated reminder system',
  };
  return { ...resource, status: 'cancelled', cancelationReason: { coding: [coding] } };
};

/** Takes a cancellation back, and its reason with it: app-4 allows one only while cancelled or noshow. */
export const undoCancel: Change = (resource) => {
  if (['booked', 'arrived', 'checked-in', 'fulfilled'].includes(resource.status)) return null;
  if (resource.status !== 'cancelled') throw pastIt('take back the cancellation of', resource);
  const { cancelationReason: _, ...rest } = resource;
  return { ...rest, status: 'booked' };
};

/** Writes telehealth and, unless null, its link. */
export function toTelehealth(change: SetTelehealth, coding: TelehealthCoding): Change {
  return (resource, resources) => {
    const present = readTelehealth(resource, { coding, isAtVirtualLocation: isAtVirtualLocation(resource, resources) });
    if (present.modality === change.modality && (change.link === null || present.videoLink === change.link))
      return null;
    if (resource.status === 'cancelled' || resource.status === 'entered-in-error')
      throw pastIt('set telehealth', resource);
    return writeTelehealth(resource, { modality: change.modality, link: change.link, coding });
  };
}

/** Takes every sign of telehealth away that we read, a virtual place among the participants included. */
export function toInPerson(coding: TelehealthCoding): Change {
  return (resource, resources) => {
    const isVirtual = isAtVirtualLocation(resource, resources);
    const present = readTelehealth(resource, { coding, isAtVirtualLocation: isVirtual });
    if (present.modality === 'in-person' || present.modality === 'unknown') return null;
    const erased = eraseTelehealth(resource, coding);
    if (!isVirtual) return erased;
    const virtual = findActors(resource, resources, 'Location').flatMap(({ participant, found }) =>
      found?.resourceType === 'Location' && isVirtualLocation(found) ? [participant] : [],
    );
    return { ...erased, participant: resource.participant.filter((participant) => !virtual.includes(participant)) };
  };
}

function pastIt(act: string, resource: Appointment): Error {
  return storeError(`${act} Appointment/${resource.id}`, 'refused', `it is ${resource.status}, look at it in the PMS`);
}
