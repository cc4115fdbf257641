import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Appointment, BundleEntry, Encounter, FhirResource } from 'fhir/r4.js';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query under the base. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer that a test gives in place of the server's own. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the server can do; everything unless a test takes it away. */
export interface ServerTraits {
  etag: boolean;
  revinclude: boolean;
  include: boolean;
  batch: boolean;
  lastUpdated: boolean;
  selfLink: boolean;
  /** The status for an If-Match that does not match: 412 by R4, 409 by HAPI. */
  conflict: 409 | 412;
  pageSize: number;
  /** `minimal` answers an update without a body. */
  returns: 'representation' | 'minimal';
  /** Gives the resources no version and no time of change. */
  versions: boolean;
}

/** A small FHIR R4 server on 127.0.0.1 for tests at the wire. */
export interface TestServer {
  readonly baseUrl: string;
  readonly requests: SeenRequest[];
  readonly traits: ServerTraits;
  readonly resources: Map<string, FhirResource>;
  /** Creates or replaces, as the PMS's own staff would. */
  put(resource: FhirResource): void;
  remove(key: string): void;
  /** Asked before every request; null lets the server answer. */
  intercept: (request: SeenRequest) => Answer | null | 'hang' | 'break-off';
  close(): Promise<void>;
}

const includes: Readonly<Record<string, string>> = {
  'Appointment:patient': 'Patient',
  'Appointment:practitioner': 'Practitioner',
  'Appointment:location': 'Location',
};

/** Starts a server on a free port. */
export async function startServer(): Promise<TestServer> {
  const resources = new Map<string, FhirResource>();
  const traits: ServerTraits = {
    etag: true,
    revinclude: true,
    include: true,
    batch: true,
    lastUpdated: true,
    selfLink: true,
    conflict: 412,
    pageSize: 1_000,
    returns: 'representation',
    versions: true,
  };
  const requests: SeenRequest[] = [];
  let version = 0;
  let time = Date.parse('2026-04-01T12:00:00Z');

  const http = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this kind.
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const baseUrl = `${origin}/fhir/R4`;

  const server: TestServer = {
    baseUrl,
    requests,
    traits,
    resources,
    put: (resource) => {
      version += 1;
      time += 1_000;
      const meta = { versionId: `v${version}`, lastUpdated: new Date(time).toISOString() };
      const { meta: _, ...bare } = resource;
      // The same resource with other metadata.
      const stored = (traits.versions ? { ...bare, meta } : bare) as FhirResource;
      resources.set(`${resource.resourceType}/${resource.id}`, stored);
    },
    remove: (key) => void resources.delete(key),
    intercept: () => null,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    // Without an encoding set, the chunks of a request are buffers.
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    const url = new URL(incoming.url ?? '', origin);
    const request: SeenRequest = {
      method: incoming.method ?? '',
      url: `${url.pathname}${url.search}`.replace('/fhir/R4', ''),
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    requests.push(request);
    const intercepted = server.intercept(request);
    if (intercepted === 'hang') return;
    if (intercepted === 'break-off') {
      outgoing.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '5000' });
      outgoing.write('{"resourceType":"Bundle","entry":[');
      setTimeout(() => outgoing.destroy(), 5);
      return;
    }
    const answer = intercepted ?? answerTo(request);
    outgoing.writeHead(answer.status, { 'content-type': 'application/fhir+json', ...answer.headers });
    outgoing.end(answer.body ?? '');
  }

  function answerTo(request: SeenRequest): Answer {
    const [path = ''] = request.url.split('?');
    const [, type = '', id] = path.split('/');
    if (request.method === 'POST' && type === '')
      return traits.batch ? batch(request.body) : outcome(405, 'not-supported');
    if (request.method === 'PUT') return update(request, `${type}/${id}`);
    if (id !== undefined) return read(`${type}/${id}`);
    return search(type, request);
  }

  function read(key: string): Answer {
    const resource = resources.get(key);
    return resource === undefined ? outcome(404, 'not-found') : { status: 200, body: JSON.stringify(resource) };
  }

  function update(request: SeenRequest, key: string): Answer {
    const present = resources.get(key);
    const wanted = request.headers['if-match'];
    if (wanted !== undefined && wanted !== `W/"${present?.meta?.versionId}"`)
      return outcome(traits.conflict, 'conflict');
    // Our own adapter sent it; the tests look at what it is.
    server.put(JSON.parse(request.body) as FhirResource);
    return traits.returns === 'minimal' ? { status: 200 } : read(key);
  }

  function batch(body: string): Answer {
    // Our own adapter sent it.
    const { entry } = JSON.parse(body) as { entry: { request: { url: string } }[] };
    const answers = entry.map(({ request }) => {
      const url = new URL(request.url, `${baseUrl}/`);
      const answer = answerTo({
        method: 'GET',
        url: url.href.slice(baseUrl.length),
        query: url.searchParams,
        headers: {},
        body: '',
      });
      return {
        response: { status: String(answer.status) },
        ...(answer.status === 200 ? { resource: JSON.parse(answer.body ?? '') } : {}),
      };
    });
    return { status: 200, body: JSON.stringify({ resourceType: 'Bundle', type: 'batch-response', entry: answers }) };
  }

  function search(type: string, { query, headers }: SeenRequest): Answer {
    if (query.has('_revinclude') && !traits.revinclude && !traits.selfLink) return outcome(400, 'invalid');
    const matches = [...resources.values()].filter(
      (resource) => resource.resourceType === type && isMatch(resource, query),
    );
    const pageSize = Math.min(traits.pageSize, Number(query.get('_count') ?? 1_000));
    const offset = Number(query.get('_offset') ?? 0);
    const page = matches.slice(offset, offset + pageSize);
    const entry: BundleEntry[] = [
      ...page.map((resource) => ({
        fullUrl: `${baseUrl}/${type}/${resource.id}`,
        resource,
        search: { mode: 'match' as const },
      })),
      ...toIncluded(page, query).map((resource) => ({ resource, search: { mode: 'include' as const } })),
    ];
    const next = new URL(`${baseUrl}/${type}?${query.toString()}`);
    next.searchParams.set('_offset', String(offset + pageSize));
    const used = new URLSearchParams(query);
    if (!traits.revinclude) used.delete('_revinclude');
    if (!traits.lastUpdated) used.delete('_lastUpdated');
    const link = [
      ...(traits.selfLink ? [{ relation: 'self', url: `${baseUrl}/${type}?${used.toString()}` }] : []),
      ...(offset + pageSize < matches.length ? [{ relation: 'next', url: next.href }] : []),
    ];
    const etag = `W/"${createHash('sha1')
      .update(JSON.stringify([entry, link.length]))
      .digest('hex')}"`;
    if (traits.etag && headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    // As HAPI does: the head of the Bundle differs every time.
    const head = { resourceType: 'Bundle', id: `search-${requests.length}`, type: 'searchset', link };
    return { status: 200, headers: traits.etag ? { etag } : {}, body: JSON.stringify({ ...head, entry }) };
  }

  function isMatch(resource: FhirResource, query: URLSearchParams): boolean {
    if (
      query.has('_id') &&
      !query
        .get('_id')
        ?.split(',')
        .includes(resource.id ?? '')
    )
      return false;
    const since = query.get('_lastUpdated');
    const changed = Date.parse(resource.meta?.lastUpdated ?? '');
    if (since !== null && traits.lastUpdated && !(changed >= Date.parse(since.slice(2)))) return false;
    if (resource.resourceType === 'Encounter' && query.has('appointment'))
      return isOf(resource, query.get('appointment')?.split(',') ?? []);
    const start = resource.resourceType === 'Appointment' ? Date.parse(resource.start ?? '') : Number.NaN;
    return query.getAll('date').every((bound) => {
      const at = Date.parse(bound.slice(2));
      // What has no start is given in any case, as careless servers do.
      return Number.isNaN(start) || (bound.startsWith('ge') ? start >= at : start < at);
    });
  }

  function isOf(encounter: Encounter, references: readonly string[]): boolean {
    return encounter.appointment?.some(({ reference }) => references.includes(reference ?? '')) === true;
  }

  function toIncluded(page: readonly FhirResource[], query: URLSearchParams): FhirResource[] {
    const types = traits.include ? query.getAll('_include').map((include) => includes[include]) : [];
    const appointments = page.filter((resource): resource is Appointment => resource.resourceType === 'Appointment');
    const keys = new Set(
      appointments.flatMap(({ participant }) =>
        (Array.isArray(participant) ? participant : []).flatMap(({ actor }) => actor?.reference ?? []),
      ),
    );
    const actors = [...keys].flatMap((key) =>
      types.includes(key.split('/')[0] ?? '') ? (resources.get(key) ?? []) : [],
    );
    if (!query.has('_revinclude') || !traits.revinclude) return actors;
    const references = appointments.map(({ id }) => `Appointment/${id}`);
    const encounters = [...resources.values()].filter(
      (resource) => resource.resourceType === 'Encounter' && isOf(resource, references),
    );
    return [...actors, ...encounters];
  }

  function outcome(status: number, code: string): Answer {
    const issue = { severity: 'error', code, diagnostics: 'Amelia Wong 0491 570 156 is not to be quoted' };
    return { status, body: JSON.stringify({ resourceType: 'OperationOutcome', issue: [issue] }) };
  }

  return server;
}
