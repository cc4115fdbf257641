import type { Appointment, AppointmentParticipant, Subscription } from 'fhir/r4.js';
import { resourceTypes } from './resource-store.ts';
import type { PmsResource, ResourceType } from './resource-store.ts';
import { PmsRefusal } from './outcome.ts';

const appointmentStatuses = new Set<unknown>([
  'proposed',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'cancelled',
  'noshow',
  'entered-in-error',
  'checked-in',
  'waitlist',
]);
const participantStatuses = new Set<unknown>(['accepted', 'declined', 'tentative', 'needs-action']);

/** Finds the type that a path or a body names; refuses with 404 what the simulated PMS does not keep. */
export function parseType(name: string): ResourceType {
  const type = resourceTypes.find((known) => known === name);
  if (type === undefined) throw new PmsRefusal(404, 'not-supported', 'This server does not keep that type of resource');
  return type;
}

/** Reads a JSON object; refuses with 400 what is none. */
export function parseJsonObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, without the client's text.
  }
  throw new PmsRefusal(400, 'structure', 'The body is no JSON object');
}

/** Tells whether a parsed JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks a resource that came over the wire, as far as this server relies on it.
 *
 * An Appointment is held to its invariants app-1 to app-4 (http://hl7.org/fhir/R4/appointment.html#invs).
 *
 * @throws PmsRefusal 400 for another type, 422 for a broken rule
 */
export function parseResource(type: ResourceType, body: unknown): PmsResource {
  if (!isObject(body) || body['resourceType'] !== type) {
    throw new PmsRefusal(400, 'structure', `The body is no ${type}`);
  }
  // The type is checked above; what else this server reads of a resource is optional in FHIR or checked below.
  const resource = body as unknown as PmsResource;
  if (resource.resourceType === 'Appointment') checkAppointment(resource);
  if (resource.resourceType === 'Subscription') checkSubscription(resource);
  return resource;
}

function checkAppointment(appointment: Appointment): void {
  const { status, start, end, participant } = appointment;
  check(appointmentStatuses.has(status), 'Appointment.status is missing or no code of the value set');
  check(Array.isArray(participant) && participant.length > 0, 'Appointment.participant is missing');
  check(participant.every(isParticipant), 'app-1: a participant needs a status, and a type or an actor');
  check((start === undefined) === (end === undefined), 'app-2: start and end stand together or not at all');
  check(
    start !== undefined || ['proposed', 'cancelled', 'waitlist'].includes(status),
    'app-3: this status needs start and end',
  );
  check(
    [start, end].every((instant) => instant === undefined || isInstant(instant)),
    'start and end are instants with a zone',
  );
  check(
    appointment.cancelationReason === undefined || status === 'cancelled' || status === 'noshow',
    'app-4: cancelationReason stands only with cancelled or noshow',
  );
}

function checkSubscription({ criteria, channel }: Subscription): void {
  check(typeof criteria === 'string' && criteria !== '', 'Subscription.criteria is missing');
  check(isObject(channel) && channel.type === 'rest-hook', 'Subscription.channel.type must be rest-hook');
  check(URL.canParse(channel.endpoint ?? ''), 'Subscription.channel.endpoint must be an address');
}

function isParticipant(participant: AppointmentParticipant): boolean {
  return (
    participantStatuses.has(participant.status) && (participant.actor !== undefined || participant.type !== undefined)
  );
}

function isInstant(text: string): boolean {
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) && Number.isFinite(Date.parse(text));
}

function check(isRight: boolean, rule: string): void {
  if (!isRight) throw new PmsRefusal(422, 'invariant', rule);
}
