import type { ResourceType, StoredVersion } from './resource-store.ts';
import { parseDateTest } from './date-search.ts';
import { PmsRefusal } from './outcome.ts';
import { referencesOf } from './references.ts';

type Test = (version: StoredVersion) => boolean;

/** A search, read and checked. */
export interface SearchQuery {
  readonly type: ResourceType;
  readonly tests: readonly Test[];
  readonly count: number | null;
  readonly compare: (a: StoredVersion, b: StoredVersion) => number;
  /** The reference parameters whose targets come along, such as `patient`; `*` for all. */
  readonly includes: ReadonlySet<string>;
  readonly hasEncounters: boolean;
  readonly isCountOnly: boolean;
}

const commonParameters = new Set([
  '_count',
  '_sort',
  '_include',
  '_revinclude',
  '_total',
  '_format',
  '_summary',
  '_elements',
  '_pretty',
]);

/** The parameters of each type besides `_id` and `_lastUpdated`, as the capability statement tells them. */
export const searchParameters: Readonly<Record<ResourceType, readonly string[]>> = {
  Patient: ['name', 'family', 'given', 'phone', 'identifier', 'active'],
  Practitioner: ['name', 'family', 'given', 'identifier', 'active'],
  Location: ['name', 'status'],
  Appointment: ['date', 'status', 'actor', 'patient', 'practitioner', 'location', 'identifier', 'appointment-type'],
  Encounter: ['date', 'status', 'appointment', 'patient', 'subject'],
  Subscription: ['url', 'status'],
};

/**
 * Reads the parameters of a search.
 *
 * Repeated parameters all have to fit, values with commas are alternatives. Unknown parameters are left out, or refused
 * when the client prefers strict handling (http://hl7.org/fhir/R4/search.html#errors).
 *
 * @throws PmsRefusal 400 for a value that makes no sense
 */
export function parseSearchQuery(type: ResourceType, parameters: URLSearchParams, isStrict: boolean): SearchQuery {
  const tests: Test[] = [];
  for (const [name, value] of parameters) {
    if (commonParameters.has(name) || value === '') continue;
    const test = toTest(type, name, value);
    if (test !== null) tests.push(test);
    else if (isStrict) throw new PmsRefusal(400, 'not-supported', `${type} has no search parameter ${name}`);
  }
  return {
    type,
    tests,
    count: parseCount(parameters.get('_count')),
    compare: parseSort(parameters.get('_sort')),
    includes: new Set(parameters.getAll('_include').map((value) => parseInclude(value))),
    hasEncounters: parameters.getAll('_revinclude').some((value) => value.startsWith('Encounter:appointment')),
    isCountOnly: parameters.get('_summary') === 'count' || parameters.get('_count') === '0',
  };
}

function toTest(type: ResourceType, name: string, value: string): Test | null {
  const [base = name, modifier] = name.split(':');
  if (base === '_id') return anyOf(value, (id) => (version) => version.id === id);
  if (base === '_lastUpdated') {
    const fits = parseDateTest(name, value);
    return (version) => fits(version.lastUpdated);
  }
  if (!searchParameters[type].includes(base)) return null;
  switch (base) {
    case 'date': {
      const fits = parseDateTest(name, value);
      return (version) => version.date !== null && fits(version.date);
    }
    case 'actor':
    case 'patient':
    case 'practitioner':
    case 'location':
    case 'appointment':
    case 'subject':
      return anyOf(value, (wanted) => toReferenceTest(base, modifier, wanted));
    case 'status':
      return modifier === 'not' ? not(anyOf(value, toStatusTest)) : anyOf(value, toStatusTest);
    case 'active':
      return (version) => String(!('active' in version.resource) || version.resource.active !== false) === value;
    default:
      return anyOf(value, (wanted) => toTextTest(base, wanted));
  }
}

function anyOf(value: string, toTest: (alternative: string) => Test): Test {
  const tests = value.split(',').map((alternative) => toTest(alternative.trim()));
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : (version) => tests.some((test) => test(version));
}

function not(test: Test): Test {
  return (version) => !test(version);
}

function toStatusTest(wanted: string): Test {
  const code = wanted.slice(wanted.lastIndexOf('|') + 1);
  return ({ resource }) => 'status' in resource && resource.status === code;
}

function toReferenceTest(name: string, modifier: string | undefined, wanted: string): Test {
  const target = wanted.includes('/') ? wanted.split('/').slice(-2).join('/') : null;
  const typed = target ?? (modifier === undefined ? null : `${modifier}/${wanted}`);
  return (version) =>
    referencesOf(version.resource, name).some((reference) =>
      typed === null ? reference.endsWith(`/${wanted}`) : reference === typed,
    );
}

function toTextTest(name: string, wanted: string): Test {
  const needle = wanted.toLowerCase();
  return ({ resource }) => {
    switch (name) {
      case 'identifier':
      case 'appointment-type':
        return toTokens(resource, name).some(
          (token) => token === wanted || (!wanted.includes('|') && token.endsWith(`|${wanted}`)),
        );
      case 'url':
        return resource.resourceType === 'Subscription' && resource.channel.endpoint === wanted;
      case 'phone':
        return 'telecom' in resource && resource.telecom?.some(({ value }) => value === wanted) === true;
      default:
        return toNames(resource, name).some((text) => text.toLowerCase().startsWith(needle));
    }
  };
}

function toTokens(resource: StoredVersion['resource'], name: string): string[] {
  if (name === 'identifier') {
    return ('identifier' in resource ? (resource.identifier ?? []) : []).map(
      ({ system, value }) => `${system ?? ''}|${value ?? ''}`,
    );
  }
  if (resource.resourceType !== 'Appointment') return [];
  return (resource.appointmentType?.coding ?? []).map(({ system, code }) => `${system ?? ''}|${code ?? ''}`);
}

function toNames(resource: StoredVersion['resource'], name: string): string[] {
  if (resource.resourceType === 'Location') return resource.name === undefined ? [] : [resource.name];
  if (resource.resourceType !== 'Patient' && resource.resourceType !== 'Practitioner') return [];
  return (resource.name ?? []).flatMap(({ family, given, text }) => {
    const families = family === undefined ? [] : [family];
    if (name === 'family') return families;
    return name === 'given' ? (given ?? []) : [...families, ...(given ?? []), ...(text === undefined ? [] : [text])];
  });
}

function parseCount(value: string | null): number | null {
  if (value === null) return null;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 0) return count;
  throw new PmsRefusal(400, 'value', '_count must be a whole number of 0 or more');
}

function parseInclude(value: string): string {
  if (value === '*') return '*';
  const [, parameter] = value.split(':');
  if (parameter === undefined) {
    throw new PmsRefusal(400, 'value', '_include must name the type and the parameter, such as Appointment:actor');
  }
  return parameter;
}

function parseSort(value: string | null): SearchQuery['compare'] {
  const keys = (value ?? 'date').split(',').map((key) => ({
    name: key.replace(/^-/, ''),
    sign: key.startsWith('-') ? -1 : 1,
  }));
  const toKey = (version: StoredVersion, name: string): number =>
    name === '_lastUpdated' ? version.lastUpdated : (version.date ?? 0);
  return (a, b) => {
    for (const { name, sign } of keys) {
      const difference = name === '_id' ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : toKey(a, name) - toKey(b, name);
      if (difference !== 0) return sign * difference;
    }
    // A total order, so that pages never overlap.
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}
