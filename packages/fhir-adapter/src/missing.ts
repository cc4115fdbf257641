import type { Appointment, BundleEntry, FhirResource } from 'fhir/r4.js';

import { parseBundle } from './bundle.ts';
import type { Connection } from './connection.ts';
import { isRecord, toAnswerError } from './failure.ts';
import type { FhirSettings } from './options.ts';
import { toEncountersUrl, toIdsUrl } from './queries.ts';
import type { Resources } from './resources.ts';
import { readSearch } from './search.ts';

/** Reads what appointments refer to and a search did not bring along: in one batch, else one search for each type. */
export interface MissingReader {
  /** Reads the people and places of appointments that are not among the resources. What the server lacks stays missing. */
  readActors(tried: string, appointments: Iterable<Appointment>, resources: Resources): Promise<void>;
  /** Reads the people and places of one appointment and, if wished, its Encounters, in the same request. */
  readOne(tried: string, appointment: Appointment, resources: Resources): Promise<void>;
  /** Reads the Encounters of many appointments, 50 with a request. */
  readEncounters(tried: string, appointmentIds: readonly string[], resources: Resources): Promise<void>;
}

const atOnce = 50;
const readTypes = ['Patient', 'Practitioner', 'Location'];

/** Makes the reader. That a server takes no batch is learnt once. */
export function createMissingReader(connection: Connection, settings: FhirSettings): MissingReader {
  const { base } = connection;
  let takesBatch = true;

  const search = async (tried: string, url: URL, resources: Resources): Promise<void> => {
    await readSearch(connection, {
      tried,
      url,
      held: null,
      maximumPages: settings.maximumPages,
      onPage: (page) => {
        addEntries(page.entry, resources);
        return true;
      },
    });
  };

  const searchAll = async (tried: string, wanted: Wanted, resources: Resources): Promise<void> => {
    for (const type of readTypes) {
      const ids = wanted.keys.flatMap((key) => (key.startsWith(`${type}/`) ? [key.slice(type.length + 1)] : []));
      for (const part of toParts(ids)) await search(tried, toIdsUrl(base, type, part), resources);
    }
    for (const url of wanted.searches) await search(tried, url, resources);
  };

  const read = async (tried: string, wanted: Wanted, resources: Resources): Promise<void> => {
    if (wanted.keys.length + wanted.searches.length === 0) return;
    if (takesBatch) {
      try {
        const urls = [...wanted.keys, ...wanted.searches.map((url) => url.href.slice(base.href.length))];
        return addAnswers(tried, await connection.batch({ tried, urls }), { resources, now: settings.clock.now() });
      } catch (error) {
        if (!isUnsupported(error)) throw error;
        takesBatch = false;
        settings.logger.log('info', '[fhir] the server takes no batch, missing resources are searched by type instead');
      }
    }
    await searchAll(tried, wanted, resources);
  };

  return {
    readActors: (tried, appointments, resources) =>
      read(tried, { keys: toMissing(appointments, resources), searches: [] }, resources),
    readOne: (tried, appointment, resources) => {
      const searches =
        settings.readsEncounters && appointment.id !== undefined ? [toEncountersUrl(base, [appointment.id])] : [];
      return read(tried, { keys: toMissing([appointment], resources), searches }, resources);
    },
    readEncounters: async (tried, appointmentIds, resources) => {
      for (const part of toParts(appointmentIds)) await search(tried, toEncountersUrl(base, part), resources);
    },
  };
}

/** Adds the resources of entries, each under its full address too. */
export function addEntries(entries: readonly BundleEntry<FhirResource>[] | undefined, resources: Resources): void {
  for (const entry of entries ?? []) if (entry.resource !== undefined) resources.add(entry.resource, entry.fullUrl);
}

interface Wanted {
  readonly keys: readonly string[];
  readonly searches: readonly URL[];
}

function toMissing(appointments: Iterable<Appointment>, resources: Resources): string[] {
  const keys = new Set<string>();
  for (const appointment of appointments) {
    if (!Array.isArray(appointment.participant)) continue;
    for (const { actor } of appointment.participant) {
      const key = actor === undefined ? null : resources.toKey(actor);
      if (actor === undefined || key === null || !readTypes.includes(key.slice(0, key.indexOf('/')))) continue;
      if (resources.find(actor, appointment) === null) keys.add(key);
    }
  }
  return [...keys];
}

function addAnswers(
  tried: string,
  body: Buffer,
  context: { readonly resources: Resources; readonly now: number },
): void {
  for (const entry of parseBundle(tried, body).entry ?? []) {
    const status = Number.parseInt(entry.response?.status ?? '200', 10);
    // What we may not see is missing like what is not there: one closed record must not hide the day.
    if (status === 403 || status === 404 || status === 410) continue;
    if (status >= 300)
      throw toAnswerError(tried, {
        status,
        headers: null,
        body: entry.response?.outcome ?? entry.resource,
        now: context.now,
      });
    if (entry.resource?.resourceType === 'Bundle') {
      // A Bundle's entries are resources of R4, which its type in a Bundle does not say.
      addEntries(entry.resource.entry as BundleEntry<FhirResource>[] | undefined, context.resources);
    } else if (entry.resource !== undefined) context.resources.add(entry.resource, entry.fullUrl);
  }
}

/** A server or a gateway before it that knows no batch says so in one of these ways; a broken one says `unavailable`. */
function isUnsupported(error: unknown): boolean {
  return isRecord(error) && (error['failure'] === 'refused' || error['failure'] === 'not-found');
}

function toParts(all: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < all.length; at += atOnce) parts.push(all.slice(at, at + atOnce));
  return parts;
}
