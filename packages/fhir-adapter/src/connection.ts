import { Client } from 'fhir-kit-client';
import type { FhirResource } from 'fhir/r4.js';

import { isRecord, storeError, toAnswerError, toTransportError } from './failure.ts';
import type { FhirSettings } from './options.ts';

/** A search's answer: the bytes as they came, so that they can be compared before they are parsed. */
export type SearchAnswer =
  { readonly type: 'not-modified' } | { readonly type: 'body'; readonly body: Buffer; readonly etag: string | null };

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
  /** GETs a search page; `etag` is what we hold of it. Throws for an address outside of `base`. */
  search(request: { readonly tried: string; readonly url: URL; readonly etag: string | null }): Promise<SearchAnswer>;
  /** POSTs a batch of GETs. */
  batch(request: { readonly tried: string; readonly urls: readonly string[] }): Promise<Buffer>;
  /** GETs one resource; null when the server does not have it or has it no more. */
  read(request: { readonly tried: string; readonly type: string; readonly id: string }): Promise<VersionedBody | null>;
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
  const client = new Client({ baseUrl: settings.base.href, customHeaders: authorization });
  // A redirect is answered, not followed, so that neither the credentials nor a patient's record go to another server.
  const limits = () => ({ signal: AbortSignal.timeout(settings.timeoutMs), redirect: 'manual' as const });

  const request = async (tried: string, url: URL, init: RequestInit): Promise<{ response: Response; body: Buffer }> => {
    if (!isWithin(settings.base, url))
      throw storeError(tried, 'unusable', 'the server points to an address outside of baseUrl, which we do not follow');
    try {
      const response = await settings.fetch(url, { ...init, ...limits() });
      const body = await readBody(tried, response, settings.maximumBytes);
      if (response.status === 200 || response.status === 304) return { response, body };
      throw toAnswerError(tried, {
        status: response.status,
        headers: response.headers,
        body: parseQuietly(body),
        now: settings.clock.now(),
      });
    } catch (error) {
      throw toTransportError(tried, error);
    }
  };

  return {
    base: settings.base,
    search: async ({ tried, url, etag }) => {
      const condition = etag === null ? {} : { 'if-none-match': etag };
      const { response, body } = await request(tried, url, {
        headers: { accept: 'application/fhir+json', ...authorization, ...condition },
      });
      if (response.status === 304) return { type: 'not-modified' };
      return { type: 'body', body, etag: response.headers.get('etag') };
    },
    batch: async ({ tried, urls }) => {
      const { body } = await request(tried, settings.base, {
        method: 'POST',
        headers: { accept: 'application/fhir+json', 'content-type': 'application/fhir+json', ...authorization },
        body: JSON.stringify({
          resourceType: 'Bundle',
          type: 'batch',
          entry: urls.map((url) => ({ request: { method: 'GET', url } })),
        }),
      });
      return body;
    },
    read: async ({ tried, type, id }) => {
      try {
        const body = await client.read({ resourceType: type, id: encodeURIComponent(id), options: limits() });
        return { body, version: toVersion(body, Client.httpFor(body).response?.headers.get('etag') ?? null) };
      } catch (error) {
        const answer = toClientAnswer(error);
        if (answer === null) throw toTransportError(tried, error);
        if (answer.status === 404 || answer.status === 410) return null;
        throw toAnswerError(tried, { ...answer, now: settings.clock.now() });
      }
    },
    update: async ({ tried, resource, version }) => {
      const condition: Record<string, string> = version === null ? {} : { 'If-Match': `W/"${version}"` };
      const headers = { Prefer: 'return=representation', ...condition };
      try {
        const { resourceType, id = '' } = resource;
        // A FHIR resource is a JSON object with fields, which is all that the client's type asks for.
        const body = { ...resource } as unknown as Record<string, unknown> & { resourceType: string };
        return {
          type: 'updated',
          body: await client.update({
            resourceType,
            id: encodeURIComponent(id),
            body,
            options: { ...limits(), headers },
          }),
        };
      } catch (error) {
        const answer = toClientAnswer(error);
        if (answer === null) throw toTransportError(tried, error);
        // R4 says 412, HAPI says 409; without a condition 412 means that the server wants one.
        if (answer.status === 409 || (answer.status === 412 && version !== null)) return { type: 'conflict' };
        throw toAnswerError(tried, { ...answer, now: settings.clock.now() });
      }
    },
  };
}

/** Tells whether an address lies on the server and under the path that the credentials are meant for. */
export function isWithin(base: URL, url: URL): boolean {
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return false;
  return url.pathname.startsWith(base.pathname) || `${url.pathname}/` === base.pathname;
}

async function readBody(tried: string, response: Response, maximumBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes)
      throw storeError(tried, 'unusable', `the answer is larger than ${maximumBytes} bytes: set a smaller pageSize`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function parseQuietly(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** Takes the answer out of an error of fhir-kit-client; null when there was none. */
function toClientAnswer(error: unknown): { status: number; headers: Headers | null; body: unknown } | null {
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
