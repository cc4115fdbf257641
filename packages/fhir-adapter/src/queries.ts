import type { ListAppointments } from '@clinicarrivals/core';

const includes = ['Appointment:patient', 'Appointment:practitioner', 'Appointment:location'];

/** The search for a range, by moments in UTC, because servers differ in what a bare day means. */
export function toRangeUrl(base: URL, query: Pick<ListAppointments, 'from' | 'to'>, options: QueryOptions): URL {
  return toUrl(base, 'Appointment', [
    ['date', `ge${toInstantText(query.from)}`],
    ['date', `lt${toInstantText(query.to)}`],
    ...toIncludes(options),
  ]);
}

/** The search for what changed at or after a moment, without range, so that what moved out of it is seen too. */
export function toChangesUrl(base: URL, since: number, options: QueryOptions): URL {
  return toUrl(base, 'Appointment', [['_lastUpdated', `ge${toInstantText(since)}`], ...toIncludes(options)]);
}

/** The search for Encounters that changed at or after a moment. */
export function toEncounterChangesUrl(base: URL, since: number, options: QueryOptions): URL {
  return toUrl(base, 'Encounter', [
    ['_lastUpdated', `ge${toInstantText(since)}`],
    ['_count', String(options.pageSize)],
  ]);
}

/** The search for the Encounters of some appointments. */
export function toEncountersUrl(base: URL, appointmentIds: readonly string[]): URL {
  const references = appointmentIds.map((id) => `Appointment/${id}`).join(',');
  return toUrl(base, 'Encounter', [
    ['appointment', references],
    ['_count', '1000'],
  ]);
}

/** The search for resources of one type by their ids. */
export function toIdsUrl(base: URL, type: string, ids: readonly string[]): URL {
  return toUrl(base, type, [
    ['_id', ids.join(',')],
    ['_count', String(ids.length)],
  ]);
}

/** What the searches share. */
export interface QueryOptions {
  readonly pageSize: number;
  readonly withEncounters: boolean;
}

function toIncludes(options: QueryOptions): [string, string][] {
  return [
    ...includes.map((include): [string, string] => ['_include', include]),
    ...(options.withEncounters ? [['_revinclude', 'Encounter:appointment'] satisfies [string, string]] : []),
    ['_count', String(options.pageSize)],
  ];
}

/** `URLSearchParams` encodes what must be: a plus sign in a zone would else be read as a space. */
function toUrl(base: URL, type: string, parameters: [string, string][]): URL {
  const url = new URL(type, base);
  url.search = new URLSearchParams(parameters).toString();
  return url;
}

/** Whole seconds are written without fraction, which more servers read. */
function toInstantText(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
