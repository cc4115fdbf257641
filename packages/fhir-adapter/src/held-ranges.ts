import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import type { Appointment, ListAppointments, UnusableAppointment } from '@clinicarrivals/core';

import type { HeldPage } from './search.ts';

/** What is kept of the last listing of a range. */
export interface HeldRange {
  /** Counts the listings that differed; part of the token. */
  serial: number;
  /** Null when the pages as read no longer say what is held, so that the next full reading must be parsed. */
  pages: readonly HeldPage[] | null;
  changePages: readonly HeldPage[] | null;
  readonly appointments: Map<string, Appointment>;
  readonly unusable: Map<string, UnusableAppointment>;
  /** The newest `meta.lastUpdated` seen, by the server's clock; null when it gives none. */
  newest: number | null;
  /** When the range was last read in full, by our clock. */
  sweptAt: number;
}

/** The last listings of this store, the sixteen ranges used last. Nothing of it outlives the process. */
export interface HeldRanges {
  /** Finds what a token stands for; null when it is of another store, range or listing. */
  find(query: ListAppointments): HeldRange | null;
  /** Keeps a listing in place of the range's last one. */
  keep(query: ListAppointments, range: HeldRange): void;
  /** Tells whether it is still the range's last listing and as it was: another listing may have come in between. */
  isCurrent(query: ListAppointments, range: HeldRange, serial: number): boolean;
  toToken(query: ListAppointments, range: HeldRange): string;
}

const maximumRanges = 16;

/** Makes the keeper of a store's listings. */
export function createHeldRanges(): HeldRanges {
  const instance = randomUUID();
  const ranges = new Map<string, HeldRange>();
  const toKey = (query: ListAppointments): string => `${query.from}-${query.to}`;
  const toToken = (query: ListAppointments, range: HeldRange): string =>
    JSON.stringify({ store: instance, range: toKey(query), listing: range.serial });
  const keep = (query: ListAppointments, range: HeldRange): void => {
    ranges.delete(toKey(query));
    ranges.set(toKey(query), range);
    for (const key of [...ranges.keys()].slice(0, Math.max(0, ranges.size - maximumRanges))) ranges.delete(key);
  };
  return {
    find: (query) => {
      const range = query.token === null ? undefined : ranges.get(toKey(query));
      if (range === undefined || toToken(query, range) !== query.token) return null;
      keep(query, range);
      return range;
    },
    keep,
    isCurrent: (query, range, serial) => ranges.get(toKey(query)) === range && range.serial === serial,
    toToken,
  };
}

/** Tells whether two snapshots say the same; when they were read does not count. */
export function isSameSnapshot(a: Appointment, b: Appointment): boolean {
  return isDeepStrictEqual({ ...a, readAt: 0 }, { ...b, readAt: 0 });
}

/** Tells whether a full reading says what is held already. */
export function isSameListing(
  held: HeldRange,
  read: { readonly appointments: readonly Appointment[]; readonly unusable: readonly UnusableAppointment[] },
): boolean {
  if (held.appointments.size !== read.appointments.length || held.unusable.size !== read.unusable.length) return false;
  return (
    read.unusable.every(({ id, reason }) => held.unusable.get(id)?.reason === reason) &&
    read.appointments.every((appointment) => {
      const known = held.appointments.get(appointment.id);
      return known !== undefined && isSameSnapshot(known, appointment);
    })
  );
}
