import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import type { RelayAccount } from './account.ts';
import { indexAccounts } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { createCounts } from './counts.ts';
import { createFailures, notNow } from './failures.ts';
import { handleRequest } from './handle-request.ts';
import { createLinks } from './links/create-links.ts';
import type { Running } from './links/create-links.ts';
import type { LinkDesk } from './links/link-desk.ts';
import { checkLimits } from './limits.ts';
import type { RelayLimits } from './limits.ts';
import type { RelayStore } from './relay-store.ts';
import { createReplays } from './replays.ts';
import { createRetention } from './retention.ts';
import { createPublicAddress } from './route.ts';
import { loadSeal } from './sealing.ts';
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
  /** What the join page asks, for all clinics that push their links. */
  readonly video: LinkDesk;
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
  let running: Running | null = null;
  const counts = createCounts();
  const waits = createWaits(clock);
  const tokens = createTokenBook(store);
  const requests = createRequestCount();
  const retention = createRetention({ store, clock, logger, counts, unreadDays: limits.unreadDays });
  const failures = createFailures({ store, clock, logger, counts });
  const links = createLinks({ store, clock, waits, counts, failures, running: () => running });
  const parts = {
    ...{ store, clock, waits, counts, limits, tokens, failures, ...links },
    address: createPublicAddress(publicUrl),
    replays: createReplays(),
  };
  const useAccounts = async (next: Accounts, since: number): Promise<void> => {
    running = { accounts: next, seal: await loadSeal(next.all), since };
    accounts = next;
    links.links.keepOnly(next.all.map(({ mailbox }) => mailbox));
    warnOfOpen(next, logger);
  };

  return {
    fetch: async (request, known) => {
      const leave = requests.enter();
      try {
        if (running === null) throw notNow('Not running.');
        return await handleRequest({ ...parts, ...running }, request, known?.target);
      } catch (error) {
        return failures.toResponse(error);
      } finally {
        leave();
      }
    },
    video: links.desk,
    start: async () => {
      await store.open();
      await tokens.load();
      waits.open();
      await useAccounts(accounts, clock.now());
      await retention.start();
    },
    stop: async () => {
      running = null;
      waits.endAll();
      links.questions.endAll();
      await retention.stop();
      await requests.idle();
      await store.close();
    },
    setAccounts: async (next) => {
      const indexed = indexAccounts(next, limits, accounts);
      if (running === null) accounts = indexed;
      else await useAccounts(indexed, running.since);
    },
  };
}

function warnOfOpen({ all }: Accounts, logger: Logger | null): void {
  for (const { id } of all.filter(({ legacy }) => legacy?.isOpen === true)) {
    logger?.log('warn', '[relay] whoever knows the AccountSid of this account is given its texts', { account: id });
  }
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
