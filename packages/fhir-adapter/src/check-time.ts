import type { Appointment as FhirAppointment, Slot } from 'fhir/r4.js';

import { isRecord, storeError } from './failure.ts';
import { findActors } from './mapping/appointment.ts';
import { toInstant } from './mapping/instant.ts';
import { addEntries } from './missing.ts';
import { toRangeUrl } from './queries.ts';
import type { ListingParts } from './reader.ts';
import { type Resources, createResources } from './resources.ts';
import { readSearch } from './search.ts';
import type { MayWrite } from './writer.ts';

/** No consultation is longer: an appointment that began before this overlaps nothing. */
const longestMs = 12 * 60 * 60_000;
/** Where neither an end nor a duration is given. */
const assumedMs = 15 * 60_000;
const takesTime: readonly string[] = ['pending', 'booked', 'arrived', 'checked-in', 'fulfilled'];

/** Looks whether somebody else has the time of an appointment; each throws `slot-taken` where that is so. */
export interface TimeChecker {
  /**
   * One of its slots is not `free`, or another appointment of one of its practitioners overlaps it.
   *
   * A server that never frees the slot of a cancelled appointment therefore gives nothing back: nobody can tell its slot from one that
   * was given away.
   */
  readonly assertFree: MayWrite;
  /** Another appointment overlaps it. */
  readonly assertAlone: MayWrite;
}

/** Makes the checker of a store. */
export function createTimeChecker(parts: ListingParts): TimeChecker {
  const assertAlone: MayWrite = async (tried, resource, resources) => {
    const startAt = toInstant(resource.start);
    if (startAt === null) throw storeError(tried, 'unusable', 'it has no start');
    const endAt = endOf(resource, startAt);
    const others = await readAround(parts, tried, { from: startAt - longestMs, to: endAt });
    const isTaken = [...others.appointments.values()].some(
      (other) =>
        other.id !== resource.id &&
        takesTime.includes(other.status) &&
        overlaps(other, { startAt, endAt }) &&
        sharePractitioner({ resource, resources }, { resource: other, resources: others }),
    );
    if (isTaken) throw storeError(tried, 'slot-taken', 'another appointment has the time: offer another one');
  };
  return {
    assertAlone,
    assertFree: async (tried, resource, resources) => {
      await assertSlotsFree(parts, tried, resource);
      await assertAlone(tried, resource, resources);
    },
  };
}

async function assertSlotsFree({ connection }: ListingParts, tried: string, resource: FhirAppointment): Promise<void> {
  const { toKey } = createResources(connection.base);
  for (const reference of resource.slot ?? []) {
    const id = toKey(reference)?.split('/')[1];
    const answer = id === undefined ? null : await connection.read({ tried, type: 'Slot', id });
    if (answer === null || !isSlot(answer.body) || answer.body.status !== 'free')
      throw storeError(tried, 'slot-taken', 'its slot is not free: offer another time');
  }
}

function isSlot(body: unknown): body is Slot {
  return isRecord(body) && body['resourceType'] === 'Slot';
}

async function readAround(
  { settings, connection }: ListingParts,
  tried: string,
  range: { readonly from: number; readonly to: number },
): Promise<Resources> {
  const found = createResources(connection.base);
  await readSearch(connection, {
    tried,
    url: toRangeUrl(connection.base, range, { pageSize: settings.pageSize, withEncounters: false }),
    held: null,
    maximumPages: settings.maximumPages,
    onPage: (page) => {
      addEntries(page.entry, found);
      return true;
    },
  });
  return found;
}

function endOf(resource: FhirAppointment, startAt: number): number {
  const endAt = toInstant(resource.end);
  if (endAt !== null && endAt > startAt) return endAt;
  return startAt + (resource.minutesDuration === undefined ? assumedMs : resource.minutesDuration * 60_000);
}

function overlaps(other: FhirAppointment, time: { readonly startAt: number; readonly endAt: number }): boolean {
  const startAt = toInstant(other.start);
  return startAt !== null && startAt < time.endAt && time.startAt < endOf(other, startAt);
}

interface WithResources {
  readonly resource: FhirAppointment;
  readonly resources: Resources;
}

function sharePractitioner(a: WithResources, b: WithResources): boolean {
  const idsOf = ({ resource, resources }: WithResources): readonly string[] =>
    findActors(resource, resources, 'Practitioner').map(({ id }) => id);
  const own = new Set(idsOf(a));
  return idsOf(b).some((id) => own.has(id));
}
