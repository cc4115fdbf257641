import type { CapabilityStatement } from 'fhir/r4.js';
import { resourceTypes } from './resource-store.ts';
import type { PmsSupport } from './operations.ts';
import { searchParameters } from './search-query.ts';

const dateParameters = new Set(['date', '_lastUpdated']);
const referenceParameters = new Set(['actor', 'patient', 'practitioner', 'location', 'appointment', 'subject']);
const textParameters = new Set(['name', 'family', 'given']);

/** What the simulated PMS says of itself at `/metadata`. */
export function toCapabilityStatement(supports: PmsSupport, at: number): CapabilityStatement {
  const writes = ['create', 'update', 'delete'] as const;
  const interactions = [...(['read', 'search-type'] as const), ...(supports.write ? writes : [])];
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: new Date(at).toISOString(),
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    software: { name: 'ClinicArrivals simulated PMS' },
    implementation: { description: 'A simulated practice management system' },
    rest: [
      {
        mode: 'server',
        interaction: [{ code: 'batch' }, { code: 'transaction' }],
        resource: resourceTypes.map((type) => ({
          type,
          interaction: interactions.map((code) => ({ code })),
          versioning: supports.ifMatch ? ('versioned-update' as const) : ('versioned' as const),
          updateCreate: supports.write,
          conditionalRead: supports.etag ? ('not-match' as const) : ('not-supported' as const),
          searchInclude: searchParameters[type]
            .filter((name) => referenceParameters.has(name))
            .map((name) => `${type}:${name}`),
          ...(type === 'Appointment' && supports.revinclude ? { searchRevInclude: ['Encounter:appointment'] } : {}),
          searchParam: ['_id', ...(supports.lastUpdated ? ['_lastUpdated'] : []), ...searchParameters[type]].map(
            (name) => ({ name, type: toParameterType(name) }),
          ),
        })),
      },
    ],
  };
}

function toParameterType(name: string): 'date' | 'reference' | 'string' | 'token' {
  if (dateParameters.has(name)) return 'date';
  if (referenceParameters.has(name)) return 'reference';
  return textParameters.has(name) ? 'string' : 'token';
}
