import { isRecord } from '../failure.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a server says when it posts. */
export interface Notification {
  /** The ids of the appointments that have changed; null when something has, and it is not said what. Empty when nothing has. */
  readonly appointmentIds: readonly string[] | null;
  /**
   * Where the server counts its events: the id of the subscription, and the first and the last number that this is about. What is about
   * no event says how many there were: `first` is the number of the next one.
   */
  readonly counted: { readonly subscriptionId: string; readonly first: number; readonly last: number } | null;
  /** True when the server says that it will not post any more. */
  readonly isOver: boolean;
}

const somethingChanged: Notification = { appointmentIds: null, counted: null, isOver: false };

/**
 * Reads a notification; null when it makes no sense.
 *
 * A `rest-hook` posts nothing, or the resource that has changed, or puts it to the address of the resource. A topic's notification is
 * a Bundle that begins with a `Parameters` (R4) or a `SubscriptionStatus` (R4B).
 *
 * @param path the path of the request, which may end with that of a resource
 */
export function readNotification(path: string, body: Uint8Array): Notification | null {
  const fromPath = toAppointmentId(path);
  if (body.byteLength === 0) return fromPath === null ? somethingChanged : ofAppointments([fromPath]);
  const resource = parse(body);
  if (resource === null) return null;
  switch (resource['resourceType']) {
    case 'Bundle':
      return readBundle(resource);
    case 'Appointment':
      return isId(resource['id']) ? ofAppointments([resource['id']]) : somethingChanged;
    default:
      // A Patient, an Encounter: what it means for appointments, a look at them tells.
      return typeof resource['resourceType'] === 'string' ? somethingChanged : null;
  }
}

function ofAppointments(ids: readonly string[]): Notification {
  return { ...somethingChanged, appointmentIds: [...new Set(ids)] };
}

function readBundle(bundle: Fields): Notification | null {
  const [first] = toRecords(bundle['entry']);
  const status = first === undefined ? null : first['resource'];
  if (!isRecord(status)) return null;
  if (status['resourceType'] === 'Parameters') return readStatus(fromParameters(status));
  return status['resourceType'] === 'SubscriptionStatus' ? readStatus(fromStatus(status)) : null;
}

/** The status of a subscription, whichever resource it came as. */
interface SubscriptionStatus {
  readonly type: unknown;
  readonly status: unknown;
  readonly subscription: unknown;
  /** How many events there have been: the number of the last one. */
  readonly events: unknown;
  readonly notifications: readonly { readonly number: unknown; readonly focus: unknown }[];
}

function fromParameters(resource: Fields): SubscriptionStatus {
  const parameters = toRecords(resource['parameter']);
  const named = (name: string): Fields | undefined => parameters.find((parameter) => parameter['name'] === name);
  return {
    type: valueOf(named('type')),
    status: valueOf(named('status')),
    subscription: referenceOf(valueOf(named('subscription'))),
    events: valueOf(named('events-since-subscription-start')),
    notifications: parameters
      .filter((parameter) => parameter['name'] === 'notification-event')
      .map((event) => {
        const parts = toRecords(event['part']);
        const part = (name: string): unknown => valueOf(parts.find((each) => each['name'] === name));
        return { number: part('event-number'), focus: referenceOf(part('focus')) };
      }),
  };
}

function fromStatus(resource: Fields): SubscriptionStatus {
  return {
    type: resource['type'],
    status: resource['status'],
    subscription: referenceOf(resource['subscription']),
    events: resource['eventsSinceSubscriptionStart'],
    notifications: toRecords(resource['notificationEvent']).map((event) => ({
      number: event['eventNumber'],
      focus: referenceOf(event['focus']),
    })),
  };
}

function readStatus(status: SubscriptionStatus): Notification | null {
  const subscriptionId = typeof status.subscription === 'string' ? status.subscription.split('/').at(-1) : undefined;
  const isOver = status.status === 'off' || status.status === 'error';
  const isEvent = status.type === 'event-notification';
  if (!isEvent && status.type !== 'handshake' && status.type !== 'heartbeat' && status.type !== 'query-status')
    return null;
  const numbers = status.notifications.map(({ number }) => toCount(number)).filter((number) => number !== null);
  const total = toCount(status.events);
  const range =
    isEvent && numbers.length > 0 ? rangeOf(numbers) : total === null ? null : { first: total + 1, last: total };
  const counted = subscriptionId === undefined || range === null ? null : { subscriptionId, ...range };
  const ids = status.notifications.map(({ focus }) => (typeof focus === 'string' ? toAppointmentId(focus) : null));
  const isToldWhat = ids.length > 0 && ids.every((id) => id !== null);
  const appointmentIds = isToldWhat ? [...new Set(ids)] : isEvent ? null : [];
  return { appointmentIds, counted, isOver };
}

function rangeOf(numbers: readonly number[]): { readonly first: number; readonly last: number } {
  return { first: Math.min(...numbers), last: Math.max(...numbers) };
}

/** The id at the end of `…/Appointment/123`, with or without its version; null for another type. */
function toAppointmentId(reference: string): string | null {
  const id = /(?:^|\/)Appointment\/([^/?#]+)(?:\/_history\/[^/]+)?$/.exec(reference)?.[1];
  return isId(id) ? id : null;
}

/** Source: http://hl7.org/fhir/R4/datatypes.html#id */
function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(id);
}

/** A number of events, which is a string where it may be larger than 32 bits. */
function toCount(value: unknown): number | null {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function valueOf(parameter: Fields | undefined): unknown {
  const key = Object.keys(parameter ?? {}).find((name) => name.startsWith('value'));
  return key === undefined ? undefined : parameter?.[key];
}

function referenceOf(value: unknown): unknown {
  return isRecord(value) ? value['reference'] : undefined;
}

function toRecords(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function parse(body: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
