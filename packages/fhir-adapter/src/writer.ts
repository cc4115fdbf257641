import { type Appointment, type Clock, ConflictError } from '@clinicarrivals/core';
import type { Appointment as FhirAppointment } from 'fhir/r4.js';

import { isFailedOutcome, isRecord, storeError, toOutcomeCodes } from './failure.ts';
import { toStages } from './mapping/encounter.ts';
import type { ListingParts } from './reader.ts';
import { type Resources, createResources } from './resources.ts';
import type { Change } from './writes.ts';

/** Reads and changes single appointments. */
export interface Writer {
  /** Reads one afresh; null when the server does not have it. */
  read(id: string): Promise<Appointment | null>;
  /** Reads, changes and puts, again from the start when somebody else was first; puts nothing when it is so already. */
  write(act: string, id: string, change: Change, mayWrite?: MayWrite): Promise<Appointment>;
}

/** Asked before something is put; throws when it must not be. */
export type MayWrite = (tried: string, resource: FhirAppointment, resources: Resources) => Promise<void>;

const maximumAttempts = 4;
const firstWaitMs = 100;

interface Found {
  readonly resource: FhirAppointment;
  readonly version: string | null;
  readonly resources: Resources;
  readonly readAt: number;
}

interface Finder {
  readonly fetchOne: (tried: string, id: string) => Promise<Found | null>;
  readonly toSnapshot: (tried: string, found: Found) => Promise<Appointment>;
}

function createFinder({ settings, connection, missing, reader }: ListingParts): Finder {
  const fetchOne = async (tried: string, id: string): Promise<Found | null> => {
    const readAt = settings.clock.now();
    const answer = await connection.read({ tried, type: 'Appointment', id });
    if (answer === null) return null;
    if (!isAppointment(answer.body, id))
      throw storeError(tried, 'unusable', 'the answer is not that Appointment: check baseUrl');
    const resources = createResources(connection.base);
    resources.add(answer.body);
    await missing.readOne(tried, answer.body, resources);
    return { resource: answer.body, version: answer.version, resources, readAt };
  };

  const toSnapshot = async (tried: string, { resource, version, resources, readAt }: Found): Promise<Appointment> => {
    const stages = toStages(resources.encounters.values(), resources.toKey);
    const stage = stages.get(resource.id ?? '') ?? 'none';
    const mapped = await reader.map(resource, { resources, readAt, stage, version });
    if (mapped.type === 'unusable') throw storeError(tried, 'unusable', `it cannot be used: ${mapped.reason}`);
    return mapped.appointment;
  };

  return { fetchOne, toSnapshot };
}

/** Makes the writer of a store. */
export function createWriter(parts: ListingParts): Writer {
  const { settings, connection } = parts;
  const { fetchOne, toSnapshot } = createFinder(parts);

  const writeOnce = async (
    tried: string,
    id: string,
    { change, mayWrite }: { readonly change: Change; readonly mayWrite: MayWrite | undefined },
  ): Promise<Appointment | 'conflict'> => {
    const found = await fetchOne(tried, id);
    if (found === null) throw storeError(tried, 'not-found', 'the PMS does not have it');
    const changed = change(found.resource, found.resources);
    if (changed === null) return toSnapshot(tried, found);
    await mayWrite?.(tried, found.resource, found.resources);
    const answer = await connection.update({ tried, resource: changed, version: found.version });
    if (answer.type === 'conflict') return 'conflict';
    if (isFailedOutcome(answer.body))
      throw storeError(
        tried,
        'refused',
        `the server said no (${toOutcomeCodes(answer.body).join(', ')}): do it in the PMS`,
      );
    const after = isAppointment(answer.body, id)
      ? { ...found, resource: answer.body, version: null, readAt: settings.clock.now() }
      : await fetchOne(tried, id);
    if (after === null) throw storeError(tried, 'not-found', 'the PMS has it no more');
    // What the server took but did not keep must not be told to the patient as done.
    if (change(after.resource, after.resources) !== null)
      throw storeError(tried, 'refused', 'the server took the update but does not show it: do it in the PMS');
    return toSnapshot(tried, after);
  };

  return {
    read: async (id) => {
      const tried = `read Appointment/${id}`;
      const found = await fetchOne(tried, id);
      return found === null ? null : toSnapshot(tried, found);
    },
    write: async (act, id, change, mayWrite) => {
      const tried = `${act} Appointment/${id}`;
      for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
        const written = await writeOnce(tried, id, { change, mayWrite });
        if (written !== 'conflict') return written;
        if (attempt < maximumAttempts) await wait(settings.clock, firstWaitMs * 2 ** (attempt - 1));
      }
      throw new ConflictError({
        message: `[fhir] ${tried} failed: others changed it first ${maximumAttempts} times, can be tried again`,
      });
    },
  };
}

function isAppointment(body: unknown, id: string): body is FhirAppointment {
  return isRecord(body) && body['resourceType'] === 'Appointment' && body['id'] === id;
}

function wait(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => void clock.schedule(delayMs, resolve));
}
