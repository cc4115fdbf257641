export { createFhirAppointmentStore } from './fhir-appointment-store.ts';
export type { FhirAppointmentStoreOptions, FhirAuth, IncrementalReading } from './options.ts';
export type { TelehealthCoding } from './mapping/telehealth.ts';
