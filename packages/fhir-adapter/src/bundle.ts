import type { Bundle, FhirResource } from 'fhir/r4.js';

import { isFailedOutcome, isRecord, storeError } from './failure.ts';

/** What the part of a page before its entries says. */
export interface PageHead {
  /** The next link; undefined when this part has no links, so that they come after the entries. */
  readonly next: string | null | undefined;
  /** How many the search has found; undefined when this part does not say so. */
  readonly total: number | undefined;
}

/**
 * Reads the head of a searchset, which ends before its entries. What stands there (`id`, `meta.lastUpdated`, links with a
 * search id) differs from one search to the next on some servers and says nothing about the appointments, but for the
 * next link and the total: a page that has become full would get one, or count more.
 *
 * @returns null when it cannot be read: parse the whole, it is odd
 */
export function toPageHead(head: Buffer): PageHead | null {
  try {
    const parsed: unknown = JSON.parse(`${head.toString('utf8').replace(/,\s*$/, '')}}`);
    if (!isRecord(parsed)) return null;
    return { next: 'link' in parsed ? toNext(parsed['link']) : undefined, total: toTotal(parsed['total']) };
  } catch {
    return null;
  }
}

/** Parses a Bundle. Throws `unusable` for everything else: HTML, half a body, another resource. */
export function parseBundle(tried: string, body: Buffer): Bundle<FhirResource> {
  const parsed = parse(tried, body);
  if (!isRecord(parsed) || parsed['resourceType'] !== 'Bundle')
    throw storeError(tried, 'unusable', 'the answer is no FHIR Bundle: check baseUrl');
  const entries = parsed['entry'] ?? [];
  if (!Array.isArray(entries) || !entries.every(isRecord))
    throw storeError(tried, 'unusable', 'the Bundle has no list of entries');
  // The shape that we rely on has been checked; each resource is checked where it is mapped.
  return parsed as unknown as Bundle<FhirResource>;
}

/** Parses a page of a search. Throws `unusable` also for a search that says in its entries that it failed. */
export function parseSearchset(tried: string, body: Buffer): Bundle<FhirResource> {
  const bundle = parseBundle(tried, body);
  if ((bundle.entry ?? []).some((entry) => isFailedOutcome(entry.resource)))
    throw storeError(tried, 'unusable', 'the server says in the Bundle that its search failed, can be tried again');
  return bundle;
}

/** The `next` link of a Bundle; null on the last page. */
export function toNext(links: unknown): string | null {
  if (!Array.isArray(links)) return null;
  const next: unknown = links.find((link) => isRecord(link) && link['relation'] === 'next');
  return isRecord(next) && typeof next['url'] === 'string' ? next['url'] : null;
}

/** How many a search has found on all of its pages; undefined when the server does not say. */
export function toTotal(total: unknown): number | undefined {
  return typeof total === 'number' ? total : undefined;
}

/** How many of a page's entries the search has found, and not brought along. */
export function countMatches(bundle: Bundle<FhirResource>): number {
  return (bundle.entry ?? []).filter(({ search }) => search?.mode === undefined || search.mode === 'match').length;
}

/** Tells whether the server says in its `self` link that it used a parameter; true when it does not say what it used. */
export function hasUsed(bundle: Bundle<FhirResource>, parameter: string): boolean {
  const self = Array.isArray(bundle.link) ? bundle.link.find((link) => link.relation === 'self')?.url : undefined;
  return self === undefined || !self.includes('?') || self.includes(`${parameter}=`);
}

function parse(tried: string, body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw storeError(
      tried,
      'unusable',
      'the answer is not JSON or broke off: check baseUrl and what stands in between',
    );
  }
}
