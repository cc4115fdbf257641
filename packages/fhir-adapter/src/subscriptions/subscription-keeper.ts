import { ClinicArrivalsError } from '@clinicarrivals/core';
import type { Subscription } from 'fhir/r4.js';

import type { Connection } from '../connection.ts';
import { isRecord, storeError } from '../failure.ts';
import type { FhirSettings } from '../options.ts';
import type { FhirSubscriptionState } from './create-fhir-subscription.ts';
import { isAsWished, isSubscription, toSubscription } from './subscription-resource.ts';
import type { SubscriptionWish } from './subscription-resource.ts';

/** What the keeper works with. */
export interface SubscriptionKeeperParts {
  readonly connection: Connection;
  readonly settings: Pick<FhirSettings, 'base' | 'clock' | 'logger'>;
  readonly wish: SubscriptionWish;
  readonly validMs: number;
  readonly checkMs: number;
  /** Told which subscription is the present one; null for none. */
  follow(subscriptionId: string | null): void;
  /** Told that events may have gone by unseen. */
  missedSome(): Promise<void>;
}

/** Sees to it that a server has a subscription, as it is wished for and not about to end. */
export interface SubscriptionKeeper {
  start(): Promise<void>;
  stop(isRemoved: boolean): Promise<void>;
  /** Told of each genuine notification. */
  heard(isOver: boolean): void;
  state(): FhirSubscriptionState;
}

type Kept = Subscription & { readonly id: string };

/** Makes the keeper. One check runs at a time, and the next is due some time after it. */
export function createSubscriptionKeeper(parts: SubscriptionKeeperParts): SubscriptionKeeper {
  const { settings, checkMs } = parts;
  const { clock, logger } = settings;
  let id: string | null = null;
  let status: FhirSubscriptionState = { status: 'none', since: clock.now(), lastNotificationAt: null };
  let isRunning = false;
  let isSaidToBeOver = false;
  let cancel = (): void => undefined;
  let checking: Promise<void> | null = null;

  const become = (next: FhirSubscriptionState['status']): void => {
    if (next !== status.status) status = { ...status, status: next, since: clock.now() };
  };
  const check = async (): Promise<void> => {
    const before = status.status;
    try {
      const { kept, wasLost } = await ensure(parts, id);
      id = kept.id;
      parts.follow(id);
      become(kept.status === 'active' ? 'active' : 'requested');
      // While it did not stand, nobody was told of anything.
      if (before === 'failing' || wasLost || isSaidToBeOver) await parts.missedSome();
      isSaidToBeOver = false;
    } catch (error) {
      if (before !== 'failing') logger.log('warn', '[fhir] no subscription; the polls go on', toReason(error));
      become('failing');
    }
  };
  const run = async (): Promise<void> => {
    cancel();
    checking ??= check().finally(() => (checking = null));
    await checking;
    cancel();
    if (isRunning) cancel = clock.schedule(checkMs, () => void run());
  };

  return {
    start: async () => {
      isRunning = true;
      await run();
    },
    stop: async (isRemoved) => {
      isRunning = false;
      cancel();
      await checking;
      if (!isRemoved || id === null) return;
      await parts.connection.remove({ tried: 'remove Subscription', type: 'Subscription', id });
      id = null;
      become('none');
    },
    heard: (isOver) => {
      status = { ...status, lastNotificationAt: clock.now() };
      if (!isOver || !isRunning) return;
      isSaidToBeOver = true;
      void run();
    },
    state: () => status,
  };
}

/** Finds, makes, renews or mends the subscription, as it needs. */
async function ensure(
  parts: SubscriptionKeeperParts,
  id: string | null,
): Promise<{ readonly kept: Kept; readonly wasLost: boolean }> {
  const { connection, wish, validMs, settings } = parts;
  const now = settings.clock.now();
  const found = id === null ? await find(parts) : await readOne(connection, id);
  const wished = toSubscription(wish, now + validMs);
  if (found === null) {
    const kept = toKept(await connection.create({ tried: 'create Subscription', resource: wished }));
    return { kept, wasLost: id !== null };
  }
  const endsAt = found.end === undefined ? Infinity : Date.parse(found.end);
  const isAlive = found.status === 'active' || found.status === 'requested';
  // A date that makes no sense is no reason to trust it.
  if (isAlive && endsAt > now + validMs / 2 && isAsWished(found, wish)) return { kept: found, wasLost: false };
  const answer = await connection.update({
    tried: 'renew Subscription',
    resource: { ...wished, id: found.id },
    version: found.meta?.versionId ?? null,
  });
  if (answer.type === 'conflict')
    throw storeError('renew Subscription', 'unavailable', 'somebody else changed it first, can be tried again');
  return { kept: isSubscription(answer.body) ? answer.body : { ...wished, id: found.id }, wasLost: !isAlive };
}

async function readOne(connection: Connection, id: string): Promise<Kept | null> {
  const answer = await connection.read({ tried: 'read Subscription', type: 'Subscription', id });
  return answer === null ? null : toKept(answer.body);
}

/** Finds what an earlier start has left; servers that cannot search for it get a new one, and the old one ends by itself. */
async function find({ connection, settings, wish }: SubscriptionKeeperParts): Promise<Kept | null> {
  const url = new URL('Subscription', settings.base);
  url.searchParams.set('url', wish.endpoint);
  try {
    const answer = await connection.search({ tried: 'search Subscription', url, etag: null, entries: null });
    if (answer.type !== 'body') return null;
    const bundle: unknown = JSON.parse(answer.body.toString('utf8'));
    const entries = isRecord(bundle) && Array.isArray(bundle['entry']) ? bundle['entry'].filter(isRecord) : [];
    const ours = entries.map((entry) => entry['resource']).filter(isSubscription);
    return ours.find(({ channel }) => channel.endpoint === wish.endpoint) ?? null;
  } catch (error) {
    if (ClinicArrivalsError.isInstance(error) && error.isRetryable) throw error;
    return null;
  }
}

function toKept(body: unknown): Kept {
  if (isSubscription(body)) return body;
  throw storeError('create Subscription', 'unusable', 'the answer is no Subscription: check that the server has them');
}

/** For the log: what an error of ours says; of another one its name alone. */
function toReason(error: unknown): { readonly reason: string } {
  if (ClinicArrivalsError.isInstance(error)) return { reason: error.message };
  return { reason: error instanceof Error ? error.name : 'unknown' };
}
