import { ClinicArrivalsError, ConfigurationError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import type { RelayAccount } from './account.ts';
import { indexAccounts } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { createCounts } from './counts.ts';
import type { Counts } from './counts.ts';
import { handleRequest } from './handle-request.ts';
import { checkLimits } from './limits.ts';
import type { RelayLimits } from './limits.ts';
import { createQuietLog } from './quiet-log.ts';
import type { QuietLog } from './quiet-log.ts';
import type { RelayStore } from './relay-store.ts';
import { createReplays } from './replays.ts';
import { Refusal, retryAfter, toErrorResponse } from './responses.ts';
import { createRetention } from './retention.ts';
import { createPublicAddress } from './route.ts';
import { loadSeal } from './sealing.ts';
import type { Seal } from './sealing.ts';
import { createSystemClock } from './system-clock.ts';
import { createTokenBook } from './token-book.ts';
import { createWaits } from './waits.ts';

/** Options of {@link createRelay}. */
export interface RelayOptions {
  /** Such as `createSqliteRelayStore` of `@clinicarrivals/relay/sqlite`. The relay opens and closes it. */
  readonly store: RelayStore;
  /** The clinics; {@link createRelayAccount} makes one. */
  readonly accounts: readonly RelayAccount[];
  /** Where gateways and clinics reach the relay, letter by letter as it is given to them, such as `https://relay.example`. */
  readonly publicUrl: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly limits?: Partial<RelayLimits>;
}

/** A relay. */
export interface Relay {
  /**
   * Answers a request; never rejects. Give the request target as the server has read it (`incoming.url` of Node) where it is known:
   * `Request.url` is normalised, and gateways sign what they have sent.
   */
  fetch(request: Request, known?: { readonly target?: string }): Promise<Response>;
  /** Opens the store and begins to delete what is no longer kept. Until then requests are answered with 503. */
  start(): Promise<void>;
  /** Takes no new request, ends the waits, finishes what is under way and closes the store. */
  stop(): Promise<void>;
  /**
   * Replaces all accounts, without a gap for those that stay.
   *
   * @throws ConfigurationError naming the field; everything stays as it was then
   */
  setAccounts(accounts: readonly RelayAccount[]): Promise<void>;
}

const retryMs = 5_000;

/**
 * Makes a relay: it takes webhooks at a public address and keeps them for clinics that have none. See docs/relay-protocol.md.
 *
 * @throws ConfigurationError naming the field, when an option is missing or wrong
 */
export function createRelay(options: RelayOptions): Relay {
  const { store, publicUrl, clock = createSystemClock(), logger = null } = options;
  const limits = checkLimits(options.limits);
  checkPublicUrl(publicUrl);
  let accounts = indexAccounts(options.accounts, limits, null);
  /** Null while the relay is not running. */
  let seal: Seal | null = null;
  const counts = createCounts();
  const waits = createWaits(clock);
  const tokens = createTokenBook(store);
  const requests = createRequestCount();
  const health = createHealth(store);
  const retention = createRetention({ store, clock, logger, counts, unreadDays: limits.unreadDays });
  const parts = {
    ...{ store, clock, waits, counts, limits, tokens, unreadDays: limits.unreadDays },
    address: createPublicAddress(publicUrl),
    replays: createReplays(),
    checkHealth: health.check,
  };

  const refuse = createRefusing(counts, createQuietLog(logger, clock), health.failed);
  const useAccounts = async (next: Accounts): Promise<void> => {
    seal = await loadSeal(next.all);
    accounts = next;
    warnOfOpen(next, logger);
  };

  return {
    fetch: async (request, known) => {
      const leave = requests.enter();
      try {
        if (seal === null) throw new Refusal('unavailable', 'Not running.', { headers: retryAfter(retryMs) });
        return await handleRequest({ ...parts, accounts, seal }, request, known?.target);
      } catch (error) {
        return refuse(error);
      } finally {
        leave();
      }
    },
    start: async () => {
      await store.open();
      await tokens.load();
      waits.open();
      await useAccounts(accounts);
      await retention.start();
    },
    stop: async () => {
      seal = null;
      waits.endAll();
      await retention.stop();
      await requests.idle();
      await store.close();
    },
    setAccounts: async (next) => {
      const indexed = indexAccounts(next, limits, accounts);
      if (seal === null) accounts = indexed;
      else await useAccounts(indexed);
    },
  };
}

/** Makes what turns an error into an answer, counts it and logs it. */
function createRefusing(counts: Counts, quiet: QuietLog, onFailure: () => void): (error: unknown) => Response {
  return (error) => {
    const isRefusal = error instanceof Refusal;
    const refusal = isRefusal
      ? error
      : new Refusal('unavailable', 'Try again later.', { headers: retryAfter(retryMs) });
    counts.refused.set(refusal.code, (counts.refused.get(refusal.code) ?? 0) + 1);
    const account = refusal.account === null ? {} : { account: refusal.account };
    if (isRefusal) quiet.log('warn', '[relay] refused a request', { reason: refusal.code, ...account });
    else {
      onFailure();
      quiet.log('error', '[relay] a request failed and was answered with 503', { reason: describe(error) });
    }
    return toErrorResponse(refusal);
  };
}

function warnOfOpen({ all }: Accounts, logger: Logger | null): void {
  for (const { id } of all.filter(({ legacy }) => legacy?.isOpen === true)) {
    logger?.log('warn', '[relay] whoever knows the AccountSid of this account is given its texts', { account: id });
  }
}

/** Tries the store only after something went wrong, so that asking after health costs nothing and a disk with room again is noticed. */
function createHealth(store: RelayStore): { readonly failed: () => void; readonly check: () => Promise<void> } {
  let isFailing = false;
  return {
    failed: () => (isFailing = true),
    check: async () => {
      if (isFailing) await store.probe();
      isFailing = false;
    },
  };
}

/** Counts the requests that are under way. */
function createRequestCount(): { enter(): () => void; idle(): Promise<void> } {
  let count = 0;
  let onIdle: (() => void) | null = null;
  return {
    enter: () => {
      count += 1;
      return () => {
        count -= 1;
        if (count === 0) onIdle?.();
      };
    },
    idle: async () => {
      if (count > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    },
  };
}

/** Says what failed in words that hold nothing of a request. */
function describe(error: unknown): string {
  if (ClinicArrivalsError.isInstance(error)) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}

function checkPublicUrl(publicUrl: unknown): void {
  if (typeof publicUrl === 'string' && URL.canParse(publicUrl)) {
    const { protocol, username, search, hash } = new URL(publicUrl);
    if (/^https?:$/.test(protocol) && username === '' && search === '' && hash === '') return;
  }
  throw new ConfigurationError({
    field: 'publicUrl',
    message: 'must be the URL under which gateways reach the relay, without ? and #, such as https://relay.example',
  });
}
