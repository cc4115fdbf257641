import { PmsRefusal, toOutcomeJson } from './outcome.ts';
import type { Answer } from './outcome.ts';
import type { Operate } from './operations.ts';
import type { ResourceStore } from './resource-store.ts';
import { isObject, parseType } from './validation.ts';

interface BundleEntry {
  readonly fullUrl: string | null;
  readonly method: string;
  readonly url: string;
  readonly resource: unknown;
  readonly ifMatch: string | null;
  readonly ifNoneMatch: string | null;
  readonly ifNoneExist: string | null;
}

export interface BundleOptions {
  readonly store: ResourceStore;
  readonly operate: Operate;
  readonly baseUrl: string;
}

// http://hl7.org/fhir/R4/http.html#trules
const transactionOrder = ['DELETE', 'POST', 'PUT', 'GET'];

/**
 * Carries out a batch, each entry for itself, or a transaction, all or nothing.
 *
 * In a transaction, references to a `urn:uuid:` become references to what its entry created.
 *
 * @throws PmsRefusal when the bundle makes no sense, or with the first failure of a transaction
 */
export function processBundle(options: BundleOptions, bundle: Record<string, unknown>): Answer {
  const type = bundle['type'];
  if (bundle['resourceType'] !== 'Bundle' || (type !== 'batch' && type !== 'transaction')) {
    throw new PmsRefusal(400, 'structure', 'Only a Bundle of type batch or transaction can be posted here');
  }
  const rawEntries = Array.isArray(bundle['entry']) ? (bundle['entry'] as readonly unknown[]) : [];
  const entries = rawEntries.map((raw) => parseEntry(raw));
  const answers = type === 'batch' ? processBatch(options, entries) : processTransaction(options, entries);
  const written = answers.map((answer) => toEntryJson(answer)).join(',');
  const body = `{"resourceType":"Bundle","type":"${type}-response"${written === '' ? '' : `,"entry":[${written}]`}}`;
  return { status: 200, headers: {}, body };
}

function processBatch(options: BundleOptions, entries: readonly BundleEntry[]): Answer[] {
  return entries.map((entry) => {
    try {
      return processEntry(options, entry, entry.resource);
    } catch (error) {
      if (!(error instanceof PmsRefusal)) throw error;
      return { status: error.status, headers: {}, body: toOutcomeJson(error.issue, error.message) };
    }
  });
}

function processTransaction(options: BundleOptions, entries: readonly BundleEntry[]): Answer[] {
  const answers = new Map<BundleEntry, Answer>();
  const created = new Map<string, string>();
  options.store.atomically(() => {
    for (const method of transactionOrder) {
      for (const entry of entries) {
        if (entry.method !== method) continue;
        const answer = processEntry(options, entry, rewriteReferences(entry.resource, created));
        answers.set(entry, answer);
        const location = answer.headers['location'];
        if (entry.fullUrl !== null && location !== undefined) {
          created.set(entry.fullUrl, location.slice(options.baseUrl.length + 1).replace(/\/_history\/.*$/, ''));
        }
      }
    }
  });
  return entries.map((entry) => answers.get(entry) ?? { status: 405, headers: {}, body: null });
}

function processEntry({ operate, baseUrl }: BundleOptions, entry: BundleEntry, resource: unknown): Answer {
  const url = entry.url.startsWith(`${baseUrl}/`) ? entry.url.slice(baseUrl.length + 1) : entry.url.replace(/^\//, '');
  const [path = '', query = ''] = url.split('?');
  const [typeName = '', id] = path.split('/');
  return operate({
    ...entry,
    type: parseType(typeName),
    id: id ?? null,
    parameters: new URLSearchParams(query),
    body: resource,
    isStrict: false,
    baseUrl,
  });
}

function rewriteReferences(resource: unknown, created: ReadonlyMap<string, string>): unknown {
  if (created.size === 0 || resource === undefined) return resource;
  const rewritten: unknown = JSON.parse(JSON.stringify(resource), (key, value: unknown) =>
    key === 'reference' && typeof value === 'string' ? (created.get(value) ?? value) : value,
  );
  return rewritten;
}

function parseEntry(raw: unknown): BundleEntry {
  const entry = isObject(raw) ? raw : {};
  const request = isObject(entry['request']) ? entry['request'] : {};
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string') {
    throw new PmsRefusal(400, 'required', 'Every entry needs request.method and request.url');
  }
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    fullUrl: text(entry['fullUrl']),
    method,
    url,
    resource: entry['resource'],
    ifMatch: text(request['ifMatch']),
    ifNoneMatch: text(request['ifNoneMatch']),
    ifNoneExist: text(request['ifNoneExist']),
  };
}

function toEntryJson({ status, headers, body }: Answer): string {
  const response = {
    status: String(status),
    ...(headers['location'] === undefined ? {} : { location: headers['location'] }),
    ...(headers['etag'] === undefined ? {} : { etag: headers['etag'] }),
    ...(headers['last-modified'] === undefined
      ? {}
      : { lastModified: new Date(headers['last-modified']).toISOString() }),
  };
  const responseJson = JSON.stringify(response);
  if (body === null) return `{"response":${responseJson}}`;
  // An outcome stands inside the response, a resource or a searchset beside it.
  return status >= 400
    ? `{"response":${responseJson.slice(0, -1)},"outcome":${body}}}`
    : `{"resource":${body},"response":${responseJson}}`;
}
