import { ConfigurationError } from '@clinicarrivals/core';

import { createConnection } from '../connection.ts';
import { type FhirAppointmentStoreOptions, toSettings } from '../options.ts';
import { createEventCount } from './event-count.ts';
import { createNotificationHandler } from './notification-handler.ts';
import { createSubscriptionKeeper } from './subscription-keeper.ts';
import type { SubscriptionKind, SubscriptionWish } from './subscription-resource.ts';

/** What {@link createFhirSubscription} takes. */
export interface FhirSubscriptionOptions {
  /** The server and how to reach it: the options of the `AppointmentStore`. */
  readonly server: FhirAppointmentStoreOptions;
  readonly kind: SubscriptionKind;
  /** The public address at which `handle` is mounted; `https` but for tests. */
  readonly endpoint: string;
  /** What the server proves itself with, as a bearer token: at least 32 characters, for this alone. The server's users may see it. */
  readonly secret: string;
  /** The canonical of the topic of appointments: for `backport`, which needs one. */
  readonly topic?: string;
  /** Which resources to be told of, as a search; `Appointment?` for a `rest-hook`, none for a `backport`, if not given. */
  readonly criteria?: string;
  /**
   * Takes the hint that these appointments are to be read afresh, or, when there is none, that all are to be looked at;
   * `arrivals.noticed` of core fits. The server is answered once this has resolved.
   */
  noticed(hint: { readonly appointmentIds: readonly string[] }): Promise<void>;
  /** For how long a subscription is asked for; it is renewed at half time. 24 hours if not given. */
  readonly validMs?: number;
  /** How often the server is asked whether it still keeps the subscription; 5 minutes if not given. */
  readonly checkMs?: number;
  /** How often the server of a `backport` is to post without news; 300 if not given. */
  readonly heartbeatSeconds?: number;
}

/** How it stands with the subscription. Times are epoch milliseconds. */
export interface FhirSubscriptionState {
  /** `none` before `start` · `requested` until the server says that it is active · `failing` while the server does not keep it. */
  readonly status: 'none' | 'requested' | 'active' | 'failing';
  readonly since: number;
  readonly lastNotificationAt: number | null;
}

/** A subscription at a FHIR server that tells at once what would else be seen with the next poll. */
export interface FhirSubscription {
  /**
   * Sees to it that the server has the subscription, and goes on doing so. Resolves after the first attempt, whatever came of it:
   * without a subscription the polls still find everything, only later.
   */
  start(): Promise<void>;
  /** Lets it be; it ends by itself, or at once with `remove`. Idempotent. */
  stop(options?: { readonly remove?: boolean }): Promise<void>;
  /** Takes what the server posts: mount it at `endpoint` and everything below. Never rejects. */
  handle(request: Request): Promise<Response>;
  state(): FhirSubscriptionState;
}

/**
 * Makes a subscription. Nothing is asked of the server before `start`.
 *
 * Notifications are hints: what they say is read afresh, one that is lost is found by the numbers of those after it, by the heartbeat,
 * or by the next poll, and one that comes twice does no harm.
 *
 * @throws ConfigurationError that names the option
 */
export function createFhirSubscription(options: FhirSubscriptionOptions): FhirSubscription {
  const wish = toWish(options);
  const settings = toSettings(options.server);
  const validMs = atLeast('validMs', options.validMs ?? 24 * 60 * 60_000, 60_000);
  const checkMs = atLeast('checkMs', options.checkMs ?? 5 * 60_000, 100);
  const count = createEventCount();
  const keeper = createSubscriptionKeeper({
    connection: createConnection(settings),
    settings,
    wish,
    validMs,
    checkMs,
    follow: (id) => count.follow(id),
    missedSome: () => options.noticed({ appointmentIds: [] }),
  });
  const handler = createNotificationHandler({
    authorization: wish.authorization,
    count,
    clock: settings.clock,
    logger: settings.logger,
    noticed: (hint) => options.noticed(hint),
    heard: (isOver) => keeper.heard(isOver),
  });
  return {
    start: () => keeper.start(),
    stop: (how) => keeper.stop(how?.remove === true),
    handle: handler,
    state: () => keeper.state(),
  };
}

function toWish(options: FhirSubscriptionOptions): SubscriptionWish {
  const { kind, secret, topic, criteria } = options;
  if (kind !== 'rest-hook' && kind !== 'backport') throw wrong('kind', 'must be rest-hook or backport');
  if (!/^[\x21-\x7e]{32,512}$/.test(secret ?? ''))
    throw wrong('secret', 'must be 32 to 512 characters without spaces, made for this alone');
  if (kind === 'backport' && (topic ?? '') === '')
    throw wrong('topic', 'must be the canonical of a topic that the server has for appointments');
  return {
    kind,
    endpoint: toEndpoint(options.endpoint),
    authorization: `Bearer ${secret}`,
    criteria: kind === 'backport' ? (topic ?? '') : (criteria ?? 'Appointment?'),
    filter: kind === 'backport' ? (criteria ?? null) : null,
    heartbeatSeconds: atLeast('heartbeatSeconds', options.heartbeatSeconds ?? 300, 1),
  };
}

function toEndpoint(endpoint: string): string {
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw wrong('endpoint', 'must be the https address at which the server reaches the handler, without credentials');
  return url.href;
}

function atLeast(field: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw wrong(field, `must be a whole number of ${least} or more`);
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `subscription.${field}`, message });
}
