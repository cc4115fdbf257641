import type { Subscription, SubscriptionChannel } from 'fhir/r4.js';

import { isRecord } from '../failure.ts';

/**
 * How a server tells of changes: `rest-hook`, by R4's own search criteria, or `backport`, by an R5 topic in R4.
 *
 * Sources: http://hl7.org/fhir/R4/subscription.html, http://hl7.org/fhir/uv/subscriptions-backport/
 */
export type SubscriptionKind = 'rest-hook' | 'backport';

/** What a subscription is to say. */
export interface SubscriptionWish {
  readonly kind: SubscriptionKind;
  /** Where the server is to post. */
  readonly endpoint: string;
  /** The value of the `Authorization` header that the server is to send. */
  readonly authorization: string;
  /** The search of a `rest-hook`; the canonical of the topic of a `backport`. */
  readonly criteria: string;
  /** The search by which a `backport` is narrowed down; null for none. */
  readonly filter: string | null;
  readonly heartbeatSeconds: number;
}

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/** Writes the Subscription that ends at `end`, epoch milliseconds. Only ids are asked for: what has changed is read afresh. */
export function toSubscription(wish: SubscriptionWish, end: number): Subscription {
  const { endpoint, authorization, criteria } = wish;
  const common = {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'ClinicArrivals looks at changed appointments at once',
    end: new Date(end).toISOString(),
    criteria,
  } as const;
  const channel: SubscriptionChannel = { type: 'rest-hook', endpoint, header: [`Authorization: ${authorization}`] };
  if (wish.kind === 'rest-hook') return { ...common, channel };
  return {
    ...common,
    meta: { profile: [`${backport}/backport-subscription`] },
    ...(wish.filter === null
      ? {}
      : { _criteria: { extension: [{ url: `${backport}/backport-filter-criteria`, valueString: wish.filter }] } }),
    channel: {
      ...channel,
      extension: [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: wish.heartbeatSeconds }],
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] },
    },
  };
}

/** Tells whether a body is a Subscription with an id. */
export function isSubscription(body: unknown): body is Subscription & { readonly id: string } {
  return (
    isRecord(body) &&
    body['resourceType'] === 'Subscription' &&
    typeof body['id'] === 'string' &&
    isRecord(body['channel'])
  );
}

/** Tells whether a subscription of the server is the one that is wished for, apart from its status and its end. */
export function isAsWished({ criteria, channel }: Subscription, wish: SubscriptionWish): boolean {
  return (
    criteria === wish.criteria &&
    channel.endpoint === wish.endpoint &&
    // A server may keep headers to itself.
    (channel.header === undefined || channel.header.includes(`Authorization: ${wish.authorization}`))
  );
}
