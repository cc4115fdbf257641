import type {
  Appointment,
  AppointmentListing,
  EncounterStage,
  ListAppointments,
  UnusableAppointment,
} from '@clinicarrivals/core';
import type { Appointment as FhirAppointment, Bundle, FhirResource } from 'fhir/r4.js';

import { hasUsed } from './bundle.ts';
import { type HeldRange, isSameSnapshot } from './held-ranges.ts';
import { toStages } from './mapping/encounter.ts';
import { toInstant } from './mapping/instant.ts';
import { addEntries } from './missing.ts';
import { toChangesUrl, toEncounterChangesUrl } from './queries.ts';
import { type ListingParts, isInRange } from './reader.ts';
import { type Resources, createResources, toNewest } from './resources.ts';
import { readSearch } from './search.ts';

const tried = 'list changed appointments';

/** What has changed since the held listing; nothing is held of it before `apply`. */
export interface FoundChanges {
  readonly listing: Omit<Extract<AppointmentListing, { type: 'changed' }>, 'token'>;
  /** Takes the changes into what is held; false when there were none. */
  apply(): boolean;
}

/** Reads only what the server has changed (`_lastUpdated`), so that a poll costs what changed and not what there is. */
export interface ChangesReader {
  /** False when it is not wished, not supported, or time for a full reading, which alone sees what was deleted. */
  isPossible(held: HeldRange, now: number): boolean;
  /** Null when the server turns out not to support it. */
  read(
    query: ListAppointments,
    context: { readonly held: HeldRange; readonly readAt: number },
  ): Promise<FoundChanges | null>;
}

/** Makes the reader of changes. That a server does not support `_lastUpdated` is learnt once. */
export function createChangesReader({ settings, connection, missing, reader }: ListingParts): ChangesReader {
  const { incremental } = settings;
  let isSupported = incremental !== null;

  const search = async (url: URL, since: number, held: HeldRange['changePages'], resources: Resources) =>
    readSearch(connection, {
      tried,
      url,
      held,
      maximumPages: settings.maximumPages,
      onPage: (page) => {
        addEntries(page.entry, resources);
        return isFiltered(page, since);
      },
    });

  return {
    isPossible: (held, now) =>
      incremental !== null && isSupported && held.newest !== null && Math.abs(now - held.sweptAt) < incremental.sweepMs,
    read: async (query, { held, readAt }) => {
      if (held.newest === null) return null;
      const resources = createResources(connection.base);
      const since = held.newest - (incremental?.overlapMs ?? 0);
      const options = { pageSize: settings.pageSize, withEncounters: false };
      const result = await search(toChangesUrl(connection.base, since, options), since, held.changePages, resources);
      const encounters = settings.readsEncounters
        ? await search(toEncounterChangesUrl(connection.base, since, options), since, null, resources)
        : null;
      if (result.type === 'broken-off' || encounters?.type === 'broken-off') {
        isSupported = false;
        settings.logger.log('warn', '[fhir] the server ignores _lastUpdated, listings read everything instead');
        return null;
      }
      const changePages = result.type === 'read' ? result.pages : held.changePages;
      const candidates = toCandidates(resources, held, query);
      await missing.readActors(tried, candidates, resources);
      const stages = toStages(resources.encounters.values(), resources.toKey);
      const mapped = await reader.mapAll(candidates, {
        resources,
        readAt,
        toStage: (id) => stages.get(id) ?? held.appointments.get(id)?.encounter ?? 'none',
      });
      const restaged = toRestaged(held, stages, { candidates, readAt });
      const changed = [...mapped.appointments, ...restaged].filter((appointment) => {
        const known = held.appointments.get(appointment.id);
        return known === undefined || !isSameSnapshot(known, appointment);
      });
      const unusable = mapped.unusable.filter(({ id, reason }) => held.unusable.get(id)?.reason !== reason);
      const gone = toGone(resources, held, query);
      const newest = Math.max(held.newest, toNewest(resources) ?? held.newest);
      return {
        listing: { type: 'changed', changed, gone, unusable, readAt },
        apply: () => apply(held, { changed, gone, unusable, newest, changePages }),
      };
    },
  };
}

interface Changes extends Pick<HeldRange, 'newest' | 'changePages'> {
  readonly changed: readonly Appointment[];
  readonly gone: readonly string[];
  readonly unusable: readonly UnusableAppointment[];
}

function apply(held: HeldRange, changes: Changes): boolean {
  held.newest = changes.newest;
  held.changePages = changes.changePages;
  if (changes.changed.length + changes.gone.length + changes.unusable.length === 0) return false;
  for (const id of changes.gone) {
    held.appointments.delete(id);
    held.unusable.delete(id);
  }
  for (const entry of changes.unusable) {
    held.appointments.delete(entry.id);
    held.unusable.set(entry.id, entry);
  }
  for (const appointment of changes.changed) {
    held.unusable.delete(appointment.id);
    held.appointments.set(appointment.id, appointment);
  }
  held.pages = null;
  held.serial += 1;
  return true;
}

/** Those in the range that are new or have another version. Without a start in the range only what was listed counts. */
function toCandidates(resources: Resources, held: HeldRange, query: ListAppointments): FhirAppointment[] {
  return [...resources.appointments].flatMap(([id, resource]) => {
    const known = held.appointments.get(id);
    const version = resource.meta?.versionId;
    if (known !== undefined && version !== undefined && known.version === version) return [];
    return (isInRange(resource, query) ?? (known !== undefined || held.unusable.has(id))) ? [resource] : [];
  });
}

/** Those whose Encounter has begun or ended while they themselves are as they were. */
function toRestaged(
  held: HeldRange,
  stages: ReadonlyMap<string, EncounterStage>,
  { candidates, readAt }: { readonly candidates: readonly FhirAppointment[]; readonly readAt: number },
): Appointment[] {
  const read = new Set(candidates.map(({ id }) => id));
  return [...stages].flatMap(([id, encounter]) => {
    const known = held.appointments.get(id);
    return known === undefined || read.has(id) ? [] : [{ ...known, encounter, readAt }];
  });
}

function toGone(resources: Resources, held: HeldRange, query: ListAppointments): string[] {
  return [...resources.appointments].flatMap(([id, resource]) =>
    isInRange(resource, query) === false && (held.appointments.has(id) || held.unusable.has(id)) ? [id] : [],
  );
}

/** A server that does not know `_lastUpdated` says so in its self link, or shows it by sending what is older. */
function isFiltered(page: Bundle<FhirResource>, since: number): boolean {
  if (!hasUsed(page, '_lastUpdated')) return false;
  return (page.entry ?? []).every(({ resource, search }) => {
    const isMatch =
      search?.mode !== 'include' &&
      (resource?.resourceType === 'Appointment' || resource?.resourceType === 'Encounter');
    const at = toInstant(resource?.meta?.lastUpdated);
    // Servers that compare by the second may send what is up to a second older.
    return !isMatch || at === null || at >= since - 1_000;
  });
}
