import type { Appointment, AppointmentListing, EncounterStage, ListAppointments } from '@clinicarrivals/core';

import { hasUsed } from './bundle.ts';
import { type ChangesReader, createChangesReader } from './changes.ts';
import { isRecord } from './failure.ts';
import { type HeldRange, createHeldRanges, isSameListing } from './held-ranges.ts';
import { toStages } from './mapping/encounter.ts';
import { type MissingReader, addEntries } from './missing.ts';
import { toRangeUrl } from './queries.ts';
import { type ListingParts, type MappedAll, isInRange } from './reader.ts';
import { type Resources, createResources, toNewest } from './resources.ts';
import { type HeldPage, type SearchResult, readSearch } from './search.ts';

const tried = 'list appointments';

/** Makes the `list` of a store: unchanged by ETag or hash where it can be told so, else read, completed and compared. */
export function createListing(parts: ListingParts): (query: ListAppointments) => Promise<AppointmentListing> {
  const { settings } = parts;
  const ranges = createHeldRanges();
  const rangeReader = createRangeReader(parts);
  const changes: ChangesReader = createChangesReader(parts);

  const readAll = async (query: ListAppointments, held: HeldRange | null): Promise<AppointmentListing> => {
    const readAt = settings.clock.now();
    const serial = held?.serial ?? 0;
    const read = await rangeReader.read(query, { held, readAt });
    if (held !== null && !ranges.isCurrent(query, held, serial)) return readAll(query, null);
    if (held !== null && (read.type === 'same' || isSameListing(held, read))) {
      held.sweptAt = readAt;
      if (read.type === 'read') held.pages = read.pages;
      return { type: 'unchanged', readAt };
    }
    if (read.type === 'same') return readAll(query, null);
    const range: HeldRange = {
      serial: serial + 1,
      pages: read.pages,
      changePages: null,
      appointments: new Map(read.appointments.map((appointment) => [appointment.id, appointment])),
      unusable: new Map(read.unusable.map((entry) => [entry.id, entry])),
      newest: read.newest,
      sweptAt: readAt,
    };
    ranges.keep(query, range);
    const { appointments, unusable } = read;
    return { type: 'listed', appointments, unusable, token: ranges.toToken(query, range), readAt };
  };

  return async (query) => {
    const held = ranges.find(query);
    const now = settings.clock.now();
    if (held === null || !changes.isPossible(held, now)) return readAll(query, held);
    const { serial } = held;
    const found = await changes.read(query, { held, readAt: now });
    if (found === null) return readAll(query, held);
    if (!ranges.isCurrent(query, held, serial)) return readAll(query, null);
    const differs = found.apply();
    if (!differs) return { type: 'unchanged', readAt: now };
    return { ...found.listing, token: ranges.toToken(query, held) };
  };
}

/** A range as read in full; `same` when its pages and Encounters are as they were held. */
type RangeRead =
  | { readonly type: 'same' }
  | (MappedAll & { readonly type: 'read'; readonly pages: readonly HeldPage[] | null; readonly newest: number | null });

interface RangeReader {
  read(
    query: ListAppointments,
    context: { readonly held: HeldRange | null; readonly readAt: number },
  ): Promise<RangeRead>;
}

function createRangeReader({ settings, connection, missing, reader }: ListingParts): RangeReader {
  // Learnt from the first answer: whether Encounters come with the appointments or must be searched for.
  let bringsEncounters: boolean | null = settings.readsEncounters ? null : false;
  const searchesEncounters = (): boolean => settings.readsEncounters && bringsEncounters === false;

  const search = async (
    query: ListAppointments,
    held: HeldRange | null,
    resources: Resources,
  ): Promise<SearchResult> => {
    const withEncounters = bringsEncounters !== false;
    try {
      return await readSearch(connection, {
        tried,
        url: toRangeUrl(connection.base, query, { pageSize: settings.pageSize, withEncounters }),
        held: held?.pages ?? null,
        maximumPages: settings.maximumPages,
        onPage: (page) => {
          if (bringsEncounters === null) bringsEncounters = hasUsed(page, '_revinclude');
          addEntries(page.entry, resources);
          return true;
        },
      });
    } catch (error) {
      if (bringsEncounters !== null || !isRecord(error) || error['failure'] !== 'refused') throw error;
      bringsEncounters = false;
      settings.logger.log(
        'info',
        '[fhir] the server takes no _revinclude, Encounters are searched by appointment instead',
      );
      return search(query, held, resources);
    }
  };

  return {
    read: async (query, { held, readAt }) => {
      const resources = createResources(connection.base);
      const result = await search(query, held, resources);
      if (result.type !== 'read') {
        if (held === null || !searchesEncounters()) return { type: 'same' };
        return { type: 'read', ...(await withEncounters(held, { missing, resources, readAt })) };
      }
      const inRange = [...resources.appointments.values()].filter((resource) => isInRange(resource, query) !== false);
      await missing.readActors(tried, inRange, resources);
      if (searchesEncounters())
        await missing.readEncounters(
          tried,
          inRange.flatMap(({ id }) => id ?? []),
          resources,
        );
      const stages = toStages(resources.encounters.values(), resources.toKey);
      const mapped = await reader.mapAll(inRange, { resources, readAt, toStage: (id) => stages.get(id) ?? 'none' });
      return { type: 'read', ...mapped, pages: result.pages, newest: toNewest(resources) };
    },
  };
}

/** The held listing with the Encounters as they are now, for servers where the two are separate searches. */
async function withEncounters(
  held: HeldRange,
  context: { readonly missing: MissingReader; readonly resources: Resources; readonly readAt: number },
): Promise<MappedAll & Pick<HeldRange, 'pages' | 'newest'>> {
  const { missing, resources, readAt } = context;
  await missing.readEncounters(tried, [...held.appointments.keys()], resources);
  const stages: ReadonlyMap<string, EncounterStage> = toStages(resources.encounters.values(), resources.toKey);
  const appointments = [...held.appointments.values()].map((appointment): Appointment => ({
    ...appointment,
    encounter: stages.get(appointment.id) ?? 'none',
    readAt,
  }));
  return { appointments, unusable: [...held.unusable.values()], pages: held.pages, newest: held.newest };
}
