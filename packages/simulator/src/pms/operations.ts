import type { ResourceStore, ResourceType, StoredVersion } from './resource-store.ts';
import { PmsRefusal } from './outcome.ts';
import type { Answer } from './outcome.ts';
import type { Searches } from './search.ts';
import { parseResource } from './validation.ts';

/** What the simulated server can do; real ones differ, and an adapter has to live with each. */
export interface PmsSupport {
  /** Answers carry ETag, and If-None-Match is honoured, also by searches. */
  readonly etag: boolean;
  /** `_lastUpdated` is a search parameter; otherwise it is left out like any unknown one. */
  readonly lastUpdated: boolean;
  /** `_revinclude` works; otherwise it is left out. */
  readonly revinclude: boolean;
  /** If-Match is honoured; otherwise the last write wins. */
  readonly ifMatch: boolean;
  /** Creating, updating and deleting work; otherwise they are refused with 405. */
  readonly write: boolean;
}

/** What one interaction needs, whether it came alone or in a bundle. */
export interface Interaction {
  readonly method: string;
  readonly type: ResourceType;
  readonly id: string | null;
  readonly parameters: URLSearchParams;
  readonly body: unknown;
  readonly ifMatch: string | null;
  readonly ifNoneMatch: string | null;
  readonly ifNoneExist: string | null;
  readonly isStrict: boolean;
  readonly baseUrl: string;
}

export interface OperationsOptions {
  readonly store: ResourceStore;
  readonly searches: Searches;
  readonly supports: PmsSupport;
  /** What a lost version race is answered with: R4 says 412, some servers say 409. */
  readonly conflictStatus: 409 | 412;
}

/** Carries out one interaction; refuses by throwing {@link PmsRefusal}. */
export type Operate = (interaction: Interaction) => Answer;

/** Makes the interactions of the simulated PMS. */
export function createOperations(options: OperationsOptions): Operate {
  const { store, supports } = options;
  return (interaction) => {
    switch (interaction.method) {
      case 'GET':
        return interaction.id === null ? search(options, interaction) : read(options, interaction);
      case 'POST':
        if (interaction.id !== null) break;
        checkWritable(supports);
        return create(options, interaction);
      case 'PUT':
        if (interaction.id === null) break;
        checkWritable(supports);
        return update(options, interaction, interaction.id);
      case 'DELETE':
        if (interaction.id === null) break;
        checkWritable(supports);
        checkVersion(options, interaction, store.get(interaction.type, interaction.id));
        store.remove(interaction.type, interaction.id, 'engine');
        return { status: 204, headers: {}, body: null };
      default:
        break;
    }
    throw new PmsRefusal(405, 'not-supported', `${interaction.method} is not possible here`);
  };
}

function search({ searches, supports }: OperationsOptions, interaction: Interaction): Answer {
  const parameters = new URLSearchParams(interaction.parameters);
  if (!supports.lastUpdated) parameters.delete('_lastUpdated');
  if (!supports.revinclude) parameters.delete('_revinclude');
  const page = searches.first({ ...interaction, parameters });
  return toConditional(supports, interaction.ifNoneMatch, page.etag, page.body);
}

/** Answers 304 when the client already has what the tag names. */
export function toConditional(
  supports: PmsSupport,
  ifNoneMatch: string | null,
  etag: string,
  body: () => string,
): Answer {
  if (!supports.etag) return { status: 200, headers: {}, body: body() };
  const isKnown = ifNoneMatch?.split(',').some((tag) => weak(tag.trim()) === weak(etag)) === true;
  return isKnown ? { status: 304, headers: { etag }, body: null } : { status: 200, headers: { etag }, body: body() };
}

// If-None-Match compares weakly (RFC 9110, 8.8.3.2); gateways in between make strong tags weak and back.
function weak(tag: string): string {
  return tag.replace(/^W\//, '');
}

function read({ store, supports }: OperationsOptions, interaction: Interaction): Answer {
  const { type, id } = interaction;
  const version = store.get(type, id ?? '');
  if (version === undefined) {
    throw store.isDeleted(type, id ?? '')
      ? new PmsRefusal(410, 'deleted', `This ${type} was deleted`)
      : new PmsRefusal(404, 'not-found', `There is no such ${type}`);
  }
  const answer = toConditional(supports, interaction.ifNoneMatch, toEtag(version), () => version.json);
  return { ...answer, headers: { ...answer.headers, 'last-modified': new Date(version.lastUpdated).toUTCString() } };
}

function create({ store, searches, supports }: OperationsOptions, interaction: Interaction): Answer {
  const { type, baseUrl } = interaction;
  const resource = parseResource(type, interaction.body);
  if (interaction.ifNoneExist !== null) {
    const parameters = new URLSearchParams(interaction.ifNoneExist);
    const found: unknown = JSON.parse(searches.first({ type, parameters, isStrict: true, baseUrl }).body());
    const existing = toMatches(found).map((id) => store.get(type, id));
    if (existing.length > 1) throw new PmsRefusal(412, 'multiple-matches', `If-None-Exist fits more than one ${type}`);
    const [only] = existing;
    if (only !== undefined) return toWritten(supports, only, 200, baseUrl);
  }
  return toWritten(supports, store.put(resource, store.nextId(type), 'engine'), 201, baseUrl);
}

function toMatches(bundle: unknown): string[] {
  // Made by our own search a line before: a searchset whose entries are resources with ids.
  const { entry } = bundle as { readonly entry?: readonly { readonly resource: { readonly id: string } }[] };
  return (entry ?? []).map(({ resource }) => resource.id);
}

function update(options: OperationsOptions, interaction: Interaction, id: string): Answer {
  const { store, supports } = options;
  const resource = parseResource(interaction.type, interaction.body);
  if (resource.id !== id) throw new PmsRefusal(400, 'value', 'The id of the body is not the id of the address');
  const current = store.get(interaction.type, id);
  checkVersion(options, interaction, current);
  const stored = store.put(resource, id, 'engine');
  return toWritten(supports, stored, current === undefined ? 201 : 200, interaction.baseUrl);
}

function checkVersion(options: OperationsOptions, { ifMatch, type }: Interaction, current?: StoredVersion): void {
  if (ifMatch === null || !options.supports.ifMatch) return;
  if (current !== undefined && weak(ifMatch) === weak(toEtag(current))) return;
  throw new PmsRefusal(options.conflictStatus, 'conflict', `This ${type} has changed since it was read; read it again`);
}

function checkWritable(supports: PmsSupport): void {
  if (!supports.write) throw new PmsRefusal(405, 'not-supported', 'This server is read-only');
}

function toWritten(supports: PmsSupport, version: StoredVersion, status: 200 | 201, baseUrl: string): Answer {
  const path = `${version.type}/${version.id}`;
  return {
    status,
    headers: {
      ...(supports.etag ? { etag: toEtag(version) } : {}),
      ...(status === 201 ? { location: `${baseUrl}/${path}/_history/${version.versionId}` } : {}),
      'last-modified': new Date(version.lastUpdated).toUTCString(),
    },
    body: version.json,
  };
}

function toEtag(version: StoredVersion): string {
  return `W/"${version.versionId}"`;
}
