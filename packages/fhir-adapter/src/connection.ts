import type { AppointmentStoreError } from '@clinicarrivals/core';
import { Client } from 'fhir-kit-client';
import type { FhirResource } from 'fhir/r4.js';

import { isRecord, storeError, toAnswerError, toTransportError } from './failure.ts';
import type { FhirSettings } from './options.ts';
import { type PageBody, createBodyCollector } from './page-body.ts';

/** A search's answer: unchanged by its ETag, the entries as they were held, or the bytes as they came. */
export type SearchAnswer =
  | { readonly type: 'not-modified' }
  | { readonly type: 'same'; readonly head: Buffer }
  | { readonly type: 'body'; readonly body: Buffer; readonly etag: string | null };

/** A search page to GET. */
export interface PageRequest {
  readonly tried: string;
  readonly url: URL;
  /** The tag and the entries of this page's last reading; null asks without condition and compares with nothing. */
  readonly etag: string | null;
  readonly entries: Buffer | null;
}

/** One resource and the version that an update must name. */
export interface VersionedBody {
  readonly body: unknown;
  readonly version: string | null;
}

/** What came of an update: done, or somebody else was first. */
export type UpdateAnswer = { readonly type: 'updated'; readonly body: unknown } | { readonly type: 'conflict' };

/** The requests that this adapter makes. Each has a time limit, follows no redirect, and throws `AppointmentStoreError`. */
export interface Connection {
  readonly base: URL;
  /** GETs a search page. Throws for an address outside of `base`. */
  search(request: PageRequest): Promise<SearchAnswer>;
  /** POSTs a batch of GETs. */
  batch(request: { readonly tried: string; readonly urls: readonly string[] }): Promise<Buffer>;
  /** GETs one resource; null when the server does not have it or has it no more. */
  read(request: { readonly tried: string; readonly type: string; readonly id: string }): Promise<VersionedBody | null>;
  /** POSTs one resource, which the server gives an id. */
  create(request: { readonly tried: string; readonly resource: FhirResource }): Promise<unknown>;
  /** DELETEs one resource; one that the server does not have is no failure. */
  remove(request: { readonly tried: string; readonly type: string; readonly id: string }): Promise<void>;
  /** PUTs one resource, on condition of its version when there is one. */
  update(request: {
    readonly tried: string;
    readonly resource: FhirResource;
    readonly version: string | null;
  }): Promise<UpdateAnswer>;
}

/** Opens the way to a server: searches and batches by `fetch`, single resources by fhir-kit-client. */
export function createConnection(settings: FhirSettings): Connection {
  const authorization = settings.authorization === null ? {} : { authorization: settings.authorization };
  return { base: settings.base, ...createSearches(settings, authorization), ...createSingles(settings, authorization) };
}

interface WireRequest extends Omit<PageRequest, 'etag'> {
  readonly init: RequestInit;
}

interface WireAnswer {
  readonly status: 200 | 304;
  readonly headers: Headers;
  readonly read: PageBody;
}

type HeaderFields = Readonly<Record<string, string>>;

function createSearches(settings: FhirSettings, authorization: HeaderFields): Pick<Connection, 'search' | 'batch'> {
  const request = async ({ tried, url, entries, init }: WireRequest): Promise<WireAnswer> => {
    if (!isWithin(settings.base, url))
      throw storeError(tried, 'unusable', 'the server points to an address outside of baseUrl, which we do not follow');
    const limit = startLimit(settings.timeoutMs);
    try {
      const response = await settings.fetch(url, { ...init, signal: limit.signal, redirect: 'manual' });
      const { status, headers } = response;
      const read = await readBody(tried, response, {
        maximumBytes: settings.maximumBytes,
        entries: status === 200 ? entries : null,
      });
      if (status === 200 || status === 304) return { status, headers, read };
      throw toAnswerError(tried, { status, headers, body: parseQuietly(read.bytes), now: settings.clock.now() });
    } catch (error) {
      throw toTransportError(tried, error);
    } finally {
      limit.end();
    }
  };
  const accept = { accept: 'application/fhir+json', ...authorization };
  return {
    search: async ({ tried, url, etag, entries }) => {
      const headers = etag === null ? accept : { ...accept, 'if-none-match': etag };
      const answer = await request({ tried, url, entries, init: { headers } });
      if (answer.status === 304) return { type: 'not-modified' };
      const { type, bytes } = answer.read;
      if (type === 'same') return { type, head: bytes };
      return { type, body: bytes, etag: answer.headers.get('etag') };
    },
    batch: async ({ tried, urls }) => {
      const entry = urls.map((url) => ({ request: { method: 'GET', url } }));
      const init = {
        method: 'POST',
        headers: { ...accept, 'content-type': 'application/fhir+json' },
        body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
      };
      const { read } = await request({ tried, url: settings.base, entries: null, init });
      return read.bytes;
    },
  };
}

function createSingles(
  settings: FhirSettings,
  authorization: HeaderFields,
): Pick<Connection, 'read' | 'create' | 'remove' | 'update'> {
  const client = new Client({ baseUrl: settings.base.href, customHeaders: authorization });
  const toError = (tried: string, answer: ClientAnswer | null, error: unknown): AppointmentStoreError =>
    answer === null ? toTransportError(tried, error) : toAnswerError(tried, { ...answer, now: settings.clock.now() });
  return {
    read: async ({ tried, type, id }) => {
      try {
        const path = { resourceType: type, id: encodeURIComponent(id) };
        const body = await client.read({ ...path, options: toLimits(settings) });
        return { body, version: toVersion(body, Client.httpFor(body).response?.headers.get('etag') ?? null) };
      } catch (error) {
        const answer = toClientAnswer(error);
        if (answer?.status === 404 || answer?.status === 410) return null;
        throw toError(tried, answer, error);
      }
    },
    create: async ({ tried, resource }) => {
      const options = { ...toLimits(settings), headers: { Prefer: 'return=representation' } };
      try {
        return await client.create({ resourceType: resource.resourceType, body: toBody(resource), options });
      } catch (error) {
        throw toError(tried, toClientAnswer(error), error);
      }
    },
    remove: async ({ tried, type, id }) => {
      try {
        await client.delete({ resourceType: type, id: encodeURIComponent(id), options: toLimits(settings) });
      } catch (error) {
        const answer = toClientAnswer(error);
        if (answer?.status !== 404 && answer?.status !== 410) throw toError(tried, answer, error);
      }
    },
    update: async ({ tried, resource, version }) => {
      const condition: HeaderFields = version === null ? {} : { 'If-Match': `W/"${version}"` };
      const options = { ...toLimits(settings), headers: { Prefer: 'return=representation', ...condition } };
      const { resourceType, id = '' } = resource;
      const body = toBody(resource);
      try {
        const answer = await client.update({ resourceType, id: encodeURIComponent(id), body, options });
        return { type: 'updated', body: answer };
      } catch (error) {
        const answer = toClientAnswer(error);
        // R4 says 412, HAPI says 409; without a condition 412 means that the server wants one.
        if (answer?.status === 409 || (answer?.status === 412 && version !== null)) return { type: 'conflict' };
        throw toError(tried, answer, error);
      }
    },
  };
}

function toBody(resource: FhirResource): Record<string, unknown> & { resourceType: string } {
  return { ...resource };
}

/** A redirect is answered, not followed, so that neither the credentials nor a patient's record go to another server. */
function toLimits(settings: FhirSettings): { signal: AbortSignal; redirect: 'manual' } {
  return { signal: AbortSignal.timeout(settings.timeoutMs), redirect: 'manual' };
}

/** A time limit that is let go with its request: `AbortSignal.timeout` would stay until its time, with every poll one more. */
function startLimit(timeoutMs: number): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
  return { signal: controller.signal, end: () => clearTimeout(timer) };
}

/** Tells whether an address lies on the server and under the path that the credentials are meant for. */
function isWithin(base: URL, url: URL): boolean {
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return false;
  return url.pathname.startsWith(base.pathname) || `${url.pathname}/` === base.pathname;
}

async function readBody(
  tried: string,
  response: Response,
  { maximumBytes, entries }: { readonly maximumBytes: number; readonly entries: Buffer | null },
): Promise<PageBody> {
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  const collector = createBodyCollector(entries);
  let size = 0;
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    size += read.value.byteLength;
    if (size > maximumBytes) {
      await reader?.cancel();
      throw storeError(tried, 'unusable', `the answer is larger than ${maximumBytes} bytes: set a smaller pageSize`);
    }
    collector.add(read.value);
  }
  return collector.finish();
}

function parseQuietly(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers | null;
  readonly body: unknown;
}

/** Takes the answer out of an error of fhir-kit-client; null when there was none. */
function toClientAnswer(error: unknown): ClientAnswer | null {
  if (!isRecord(error) || !isRecord(error['response']) || typeof error['response']['status'] !== 'number') return null;
  const headers = isRecord(error['config']) ? error['config']['headers'] : null;
  return {
    status: error['response']['status'],
    headers: headers instanceof Headers ? headers : null,
    body: error['response']['data'],
  };
}

/** Takes the version from `meta.versionId`, else from the ETag; null when the server keeps none. */
function toVersion(body: unknown, etag: string | null): string | null {
  const meta = isRecord(body) ? body['meta'] : null;
  if (isRecord(meta) && typeof meta['versionId'] === 'string') return meta['versionId'];
  return /^(?:W\/)?"([^"]+)"$/.exec(etag ?? '')?.[1] ?? null;
}
