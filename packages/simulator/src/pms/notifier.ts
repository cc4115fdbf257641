import type { Subscription } from 'fhir/r4.js';
import type { Clock } from '@clinicarrivals/core';
import type { ResourceChange, ResourceStore } from './resource-store.ts';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const timeoutMs = 5_000;

type NotificationType = 'handshake' | 'event-notification';

/** Tells subscribers of changed appointments. */
export interface Notifier {
  note(change: ResourceChange): void;
  /** Tells nobody any more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Makes the notifier.
 *
 * A subscription becomes active once its endpoint has taken a first request, else `error`. A plain one gets an empty POST, one to a topic
 * a notification with ids (http://hl7.org/fhir/uv/subscriptions-backport/notifications.html). What an endpoint does not take is lost, as it
 * is at real servers.
 */
export function createNotifier(options: {
  readonly store: ResourceStore;
  readonly clock: Clock;
  readonly baseUrl: () => string;
}): Notifier {
  const { store, clock } = options;
  const counts = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  const supervise = (work: Promise<void>): void => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const post = (subscription: Subscription, type: NotificationType, focus: string | null): Promise<boolean> => {
    const number = counts.get(subscription.id ?? '') ?? 0;
    return deliver(options.baseUrl(), { subscription, type, number, focus });
  };
  const activate = async (subscription: Subscription, id: string): Promise<void> => {
    counts.set(id, counts.get(id) ?? 0);
    const isTaken = await post(subscription, 'handshake', null);
    const current = store.get('Subscription', id)?.resource;
    if (current?.resourceType !== 'Subscription' || isStopped) return;
    store.put({ ...current, status: isTaken ? 'active' : 'error' }, id, 'pms');
  };
  const tell = async (appointmentId: string): Promise<void> => {
    for (const { id, resource } of store.list('Subscription')) {
      if (resource.resourceType !== 'Subscription' || resource.status !== 'active') continue;
      if (resource.end !== undefined && Date.parse(resource.end) <= clock.now()) continue;
      counts.set(id, (counts.get(id) ?? 0) + 1);
      await post(resource, 'event-notification', `Appointment/${appointmentId}`);
    }
  };

  return {
    note: ({ type, id, after }) => {
      if (isStopped) return;
      if (type === 'Appointment') supervise(tell(id));
      if (after?.resourceType === 'Subscription' && after.status === 'requested') supervise(activate(after, id));
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(underWay);
    },
  };
}

/** Posts, and tells whether it was taken. */
async function deliver(baseUrl: string, told: Told): Promise<boolean> {
  const { criteria, channel } = told.subscription;
  const headers = new Headers((channel.header ?? []).map((line) => splitHeader(line)));
  // A plain subscription has a search as its criteria, one to a topic the topic's address.
  const isTopic = URL.canParse(criteria);
  if (isTopic) headers.set('content-type', 'application/fhir+json');
  const body = isTopic ? JSON.stringify(toNotification(baseUrl, told)) : null;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(channel.endpoint ?? '', { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Whoever does not answer was not told: the number of the next event says so.
    return false;
  }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

interface Told {
  readonly subscription: Subscription;
  readonly type: NotificationType;
  readonly number: number;
  readonly focus: string | null;
}

function toNotification(baseUrl: string, { subscription, type, number, focus }: Told): object {
  const event = {
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(number) },
      ...(focus === null ? [] : [{ name: 'focus', valueReference: { reference: `${baseUrl}/${focus}` } }]),
    ],
  };
  const status = {
    resourceType: 'Parameters',
    meta: { profile: [`${backport}/backport-subscription-status-r4`] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${baseUrl}/Subscription/${subscription.id ?? ''}` } },
      { name: 'topic', valueCanonical: subscription.criteria },
      { name: 'status', valueCode: type === 'handshake' ? 'requested' : 'active' },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(number) },
      ...(type === 'event-notification' ? [event] : []),
    ],
  };
  return { resourceType: 'Bundle', type: 'history', entry: [{ resource: status }] };
}
