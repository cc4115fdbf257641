import type { Appointment, Encounter, Location, Patient, Practitioner, Subscription } from 'fhir/r4.js';
import type { Clock } from '@clinicarrivals/core';

/** The kinds of resource that the simulated PMS keeps. */
export const resourceTypes = [
  'Patient',
  'Practitioner',
  'Location',
  'Appointment',
  'Encounter',
  'Subscription',
] as const;

/** One of {@link resourceTypes}. */
export type ResourceType = (typeof resourceTypes)[number];

/** A resource that the simulated PMS keeps. */
export type PmsResource = Patient | Practitioner | Location | Appointment | Encounter | Subscription;

/** Who made a change: `engine` came in over HTTP, `pms` was made by the clinic itself through the controls. */
export type ChangeAuthor = 'pms' | 'engine';

/** One version of one resource; never changed afterwards. */
export interface StoredVersion {
  readonly type: ResourceType;
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: number;
  readonly resource: PmsResource;
  /** The resource as it goes over the wire. */
  readonly json: string;
  /** Its moment for `date` searches: the start of an Appointment or Encounter; null where there is none. */
  readonly date: number | null;
}

/** One change of one resource. `before` is null when it is new, `after` when it is deleted. */
export interface ResourceChange {
  readonly at: number;
  readonly by: ChangeAuthor;
  readonly type: ResourceType;
  readonly id: string;
  readonly before: PmsResource | null;
  readonly after: PmsResource | null;
}

/** What the simulated PMS remembers. */
export interface ResourceStore {
  /** Rises with every change. */
  revision(): number;
  get(type: ResourceType, id: string): StoredVersion | undefined;
  list(type: ResourceType): Iterable<StoredVersion>;
  isDeleted(type: ResourceType, id: string): boolean;
  nextId(type: ResourceType): string;
  /** Stores a new version; the resource's `meta` is set here. */
  put(resource: PmsResource, id: string, by: ChangeAuthor): StoredVersion;
  remove(type: ResourceType, id: string, by: ChangeAuthor): void;
  /** Does all of the work or, when it throws, none of it. Changes are told only afterwards. */
  atomically<T>(work: () => T): T;
}

interface Shelf {
  readonly live: Map<string, StoredVersion>;
  /** The last version number of ids that were deleted, so that a revived one goes on counting. */
  readonly deleted: Map<string, string>;
}

/** Makes an empty store that tells each change to `onChange`. */
export function createResourceStore(clock: Clock, onChange: (change: ResourceChange) => void): ResourceStore {
  let shelves = createShelves();
  let revision = 0;
  let lastId = 0;
  let held: ResourceChange[] | null = null;

  const tell = (change: ResourceChange): void => {
    revision += 1;
    if (held === null) onChange(change);
    else held.push(change);
  };

  return {
    revision: () => revision,
    get: (type, id) => shelves[type].live.get(id),
    list: (type) => shelves[type].live.values(),
    isDeleted: (type, id) => shelves[type].deleted.has(id),
    nextId: (type) => {
      const prefix = type.toLowerCase();
      do lastId += 1;
      while (shelves[type].live.has(`${prefix}-${String(lastId)}`));
      return `${prefix}-${String(lastId)}`;
    },
    put: (resource, id, by) => {
      const shelf = shelves[resource.resourceType];
      const before = shelf.live.get(id);
      const previous = before?.versionId ?? shelf.deleted.get(id) ?? '0';
      const stored = toStoredVersion(resource, id, String(Number(previous) + 1), clock.now());
      shelf.deleted.delete(id);
      shelf.live.set(id, stored);
      tell({ at: clock.now(), by, type: stored.type, id, before: before?.resource ?? null, after: stored.resource });
      return stored;
    },
    remove: (type, id, by) => {
      const shelf = shelves[type];
      const before = shelf.live.get(id);
      if (before === undefined) return;
      shelf.live.delete(id);
      shelf.deleted.set(id, String(Number(before.versionId) + 1));
      tell({ at: clock.now(), by, type, id, before: before.resource, after: null });
    },
    atomically: (work) => {
      const saved = copyShelves(shelves);
      const changes: ResourceChange[] = [];
      held = changes;
      try {
        const result = work();
        held = null;
        for (const change of changes) onChange(change);
        return result;
      } catch (error) {
        held = null;
        shelves = saved;
        // What was read in between is not so any more.
        revision += 1;
        throw error;
      }
    },
  };
}

function toStoredVersion(resource: PmsResource, id: string, versionId: string, now: number): StoredVersion {
  const meta = { ...resource.meta, versionId, lastUpdated: new Date(now).toISOString() };
  const kept = { ...resource, id, meta };
  return {
    type: resource.resourceType,
    id,
    versionId,
    lastUpdated: now,
    resource: kept,
    json: JSON.stringify(kept),
    date: toDate(kept),
  };
}

function toDate(resource: PmsResource): number | null {
  const text =
    resource.resourceType === 'Appointment'
      ? resource.start
      : resource.resourceType === 'Encounter'
        ? resource.period?.start
        : undefined;
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}

function createShelves(): Record<ResourceType, Shelf> {
  return shelvesOf(() => ({ live: new Map(), deleted: new Map() }));
}

function copyShelves(shelves: Record<ResourceType, Shelf>): Record<ResourceType, Shelf> {
  return shelvesOf((type) => ({ live: new Map(shelves[type].live), deleted: new Map(shelves[type].deleted) }));
}

function shelvesOf(make: (type: ResourceType) => Shelf): Record<ResourceType, Shelf> {
  // `Object.fromEntries` forgets its keys' type: they are exactly the resource types.
  return Object.fromEntries(resourceTypes.map((type) => [type, make(type)])) as Record<ResourceType, Shelf>;
}
