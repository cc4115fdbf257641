import { hash } from 'node:crypto';
import { resourceTypes } from './resource-store.ts';
import type { ResourceStore, ResourceType, StoredVersion } from './resource-store.ts';
import { PmsRefusal } from './outcome.ts';
import { referencesOf } from './references.ts';
import { parseSearchQuery } from './search-query.ts';
import type { SearchQuery } from './search-query.ts';

/** One page of a search: its bundle as JSON text, and a weak ETag that changes when anything on any page does. */
export interface SearchPage {
  readonly etag: string;
  readonly body: () => string;
}

export interface SearchRequest {
  readonly type: ResourceType;
  readonly parameters: URLSearchParams;
  readonly isStrict: boolean;
  /** The base that links and `fullUrl`s begin with. */
  readonly baseUrl: string;
}

/** The searches of the simulated PMS. */
export interface Searches {
  first(request: SearchRequest): SearchPage;
  /** A further page by the token of a `next` link: of the result as it was when the first page was read. */
  page(token: string, baseUrl: string): SearchPage;
}

interface Result {
  readonly key: string;
  readonly query: SearchQuery;
  readonly self: string;
  readonly matches: readonly StoredVersion[];
  /** What comes along with each match. */
  readonly included: (match: StoredVersion) => readonly StoredVersion[];
  readonly pageSize: number;
}

interface Remembered {
  revision: number;
  result: Result;
}

const rememberedResults = 200;
const maximumCount = 1000;

/** Makes the searches over a store. An unchanged store answers a repeated search from memory. */
export function createSearches(store: ResourceStore, options: { readonly pageSize: number }): Searches {
  const byUrl = new Map<string, Remembered>();
  const byKey = new Map<string, Result>();

  const find = (request: SearchRequest): Result => {
    const url = `${request.baseUrl}/${request.type}?${request.parameters.toString()}${request.isStrict ? '&strict' : ''}`;
    const remembered = byUrl.get(url);
    if (remembered?.revision === store.revision()) return remembered.result;
    const query = parseSearchQuery(request.type, request.parameters, request.isStrict);
    const result = run(store, query, { self: url, pageSize: Math.min(query.count ?? options.pageSize, maximumCount) });
    remember(byUrl, url, { revision: store.revision(), result });
    remember(byKey, result.key, result);
    return result;
  };

  return {
    first: (request) => toPage(find(request), 0, request.baseUrl),
    page: (token, baseUrl) => {
      const [key = '', offset = ''] = token.split('.');
      const result = byKey.get(key);
      if (result === undefined || !/^\d+$/.test(offset)) {
        throw new PmsRefusal(410, 'expired', 'This page is no longer kept; begin the search again');
      }
      return toPage(result, Number(offset), baseUrl);
    },
  };
}

function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  memory.delete(key);
  memory.set(key, value);
  const [oldest] = memory.keys();
  if (memory.size > rememberedResults && oldest !== undefined) memory.delete(oldest);
}

function run(store: ResourceStore, query: SearchQuery, options: Pick<Result, 'self' | 'pageSize'>): Result {
  const matches: StoredVersion[] = [];
  for (const version of store.list(query.type)) {
    if (query.tests.every((test) => test(version))) matches.push(version);
  }
  matches.sort(query.compare);
  const included = toInclusion(store, query, matches);
  const stamps = [options.self];
  for (const match of matches) {
    stamps.push(`${match.id}/${match.versionId}`);
    for (const version of included(match)) stamps.push(`${version.type}/${version.id}/${version.versionId}`);
  }
  return { ...options, key: hash('sha1', stamps.join(' ')).slice(0, 24), query, matches, included };
}

function toInclusion(store: ResourceStore, query: SearchQuery, matches: readonly StoredVersion[]): Result['included'] {
  const encounters = query.hasEncounters ? groupEncounters(store) : null;
  // Read now, not when the page is: a later page tells the state of the first.
  const byMatch = new Map<string, readonly StoredVersion[]>();
  for (const match of matches) {
    const found: StoredVersion[] = [];
    for (const parameter of query.includes) {
      for (const reference of referencesOf(match.resource, parameter)) {
        const version = resolve(store, reference);
        if (version !== undefined) found.push(version);
      }
    }
    found.push(...(encounters?.get(match.id) ?? []));
    byMatch.set(match.id, found);
  }
  return (match) => byMatch.get(match.id) ?? [];
}

function groupEncounters(store: ResourceStore): Map<string, StoredVersion[]> {
  const groups = new Map<string, StoredVersion[]>();
  for (const encounter of store.list('Encounter')) {
    for (const reference of referencesOf(encounter.resource, 'appointment')) {
      const id = reference.replace(/^Appointment\//, '');
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [encounter]);
      else group.push(encounter);
    }
  }
  return groups;
}

function resolve(store: ResourceStore, reference: string): StoredVersion | undefined {
  const [typeName, id] = reference.split('/');
  const type = resourceTypes.find((known) => known === typeName);
  return type === undefined || id === undefined ? undefined : store.get(type, id);
}

function toPage(result: Result, offset: number, baseUrl: string): SearchPage {
  return { etag: `W/"${result.key}-${String(offset)}"`, body: () => toBundleJson(result, offset, baseUrl) };
}

function toBundleJson(result: Result, offset: number, baseUrl: string): string {
  const { matches, pageSize, query } = result;
  const page = query.isCountOnly ? [] : matches.slice(offset, offset + pageSize);
  const entries: string[] = [];
  const seen = new Set<string>();
  const add = (version: StoredVersion, mode: 'match' | 'include'): void => {
    const path = `${version.type}/${version.id}`;
    if (seen.has(path)) return;
    seen.add(path);
    entries.push(
      `{"fullUrl":${JSON.stringify(`${baseUrl}/${path}`)},"resource":${version.json},"search":{"mode":"${mode}"}}`,
    );
  };
  for (const match of page) add(match, 'match');
  for (const match of page) for (const version of result.included(match)) add(version, 'include');
  const links = [{ relation: 'self', url: offset === 0 ? result.self : toPageUrl(result, offset, baseUrl) }];
  const isLast = query.isCountOnly || offset + pageSize >= matches.length;
  if (!isLast) links.push({ relation: 'next', url: toPageUrl(result, offset + pageSize, baseUrl) });
  const head = `{"resourceType":"Bundle","type":"searchset","total":${String(matches.length)},"link":${JSON.stringify(links)}`;
  // FHIR's JSON has no empty arrays.
  return entries.length === 0 ? `${head}}` : `${head},"entry":[${entries.join(',')}]}`;
}

function toPageUrl(result: Result, offset: number, baseUrl: string): string {
  return `${baseUrl}?_page=${result.key}.${String(offset)}`;
}
