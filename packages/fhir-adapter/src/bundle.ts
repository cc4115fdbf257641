import type { Bundle, FhirResource } from 'fhir/r4.js';

import { isFailedOutcome, isRecord, storeError } from './failure.ts';

/** What can be known of a page without parsing its entries. */
export interface PageHead {
  /** Everything from the entries on, as it came: the same bytes mean that nothing in them has changed. */
  readonly entries: Buffer;
  /** The next link of the part before the entries; undefined when that part has no links, so that they come after. */
  readonly next: string | null | undefined;
}

/**
 * Reads the head of a searchset and leaves the entries unparsed. What stands before them (`id`, `meta.lastUpdated`, links
 * with a search id) differs from one search to the next on some servers and says nothing about the appointments, but for
 * the next link: a page that has become full would get one.
 *
 * @returns null when the body has no entries to compare, or its head cannot be read: parse it, it is small or odd
 */
export function toPageHead(body: Buffer): PageHead | null {
  const at = body.indexOf('"entry"');
  if (at === -1) return null;
  try {
    const head: unknown = JSON.parse(`${body.toString('utf8', 0, at).replace(/,\s*$/, '')}}`);
    if (!isRecord(head)) return null;
    return { entries: body.subarray(at), next: 'link' in head ? toNext(head['link']) : undefined };
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
