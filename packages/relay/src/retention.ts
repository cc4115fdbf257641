import type { Clock, Logger } from '@clinicarrivals/core';
import { ownerOf } from './account.ts';
import type { Counts } from './counts.ts';
import type { RelayStore } from './relay-store.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const betweenSweepsMs = 10 * minuteMs;
/** What was acknowledged is gone a day later, also when a sweep comes late. */
const acknowledgedForMs = dayMs - 2 * betweenSweepsMs;
/** A longer time without a sweep means that the relay stood still, or that the clock was set ahead. */
const longestGapMs = 60 * minuteMs;

/** Deletes what is no longer kept, every ten minutes. */
export interface Retention {
  /** Sweeps now and from then on. Never rejects: a failure is logged, and the next sweep tries again. */
  start(): Promise<void>;
  /** Waits for a sweep that is under way. */
  stop(): Promise<void>;
}

/** What {@link createRetention} stands on. */
export interface RetentionParts {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly logger: Logger | null;
  readonly counts: Counts;
  readonly unreadDays: number;
}

/**
 * Makes the retention of a relay.
 *
 * A relay that stood still for a week, or whose clock jumped ahead, would delete at its first sweep what clinics had no chance to
 * fetch. After such a gap everything unread is kept for another day.
 */
export function createRetention(parts: RetentionParts): Retention {
  const { store, clock, logger, counts, unreadDays } = parts;
  let cancel: (() => void) | null = null;
  let isRunning = false;
  let underWay: Promise<void> = Promise.resolve();
  const warn = createWarning({ store, logger, unreadDays });

  const sweep = async (): Promise<void> => {
    const now = clock.now();
    const last = await store.lastSweep();
    const hasGap = last.sweptAt !== null && now - last.sweptAt > longestGapMs;
    // Counted from now: what was written before the clock was set back may lie far ahead.
    const keepUntil = hasGap ? now + dayMs : Math.min(last.keepUnreadUntil ?? 0, now + dayMs);
    const swept = await store.sweep({
      acknowledgedBefore: now - acknowledgedForMs,
      unreadBefore: now - unreadDays * dayMs,
      keepUnreadUntil: keepUntil > now ? keepUntil : null,
      now,
    });
    for (const { account, count } of swept.unread) {
      counts.expired += count;
      logger?.log('warn', '[relay] deleted what nobody had fetched; see that the clinic is connected', {
        account: ownerOf(account),
        count,
      });
    }
    await warn(now);
  };

  const run = async (): Promise<void> => {
    try {
      await sweep();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      logger?.log('error', '[relay] nothing could be deleted; tried again in ten minutes', { reason });
    }
    if (isRunning) cancel = clock.schedule(betweenSweepsMs, begin);
  };

  const begin = (): void => {
    underWay = run();
  };

  return {
    start: async () => {
      isRunning = true;
      begin();
      await underWay;
    },
    stop: async () => {
      isRunning = false;
      cancel?.();
      await underWay;
    },
  };
}

/** Tells once a day of each account whose oldest webhook will be deleted within a day. */
function createWarning(parts: Pick<RetentionParts, 'store' | 'logger' | 'unreadDays'>): (now: number) => Promise<void> {
  let warned = new Map<string, number>();
  return async (now) => {
    const expiresFrom = now - (parts.unreadDays - 1) * dayMs;
    const next = new Map<string, number>();
    for (const { account, unread, oldestUnreadAt } of await parts.store.mailboxes()) {
      if (oldestUnreadAt === null || oldestUnreadAt >= expiresFrom) continue;
      const warnedAt = warned.get(account);
      const isDue = warnedAt === undefined || Math.abs(now - warnedAt) >= dayMs;
      next.set(account, isDue ? now : warnedAt);
      if (!isDue) continue;
      parts.logger?.log('warn', '[relay] nobody fetches what waits; within a day it is deleted', {
        account: ownerOf(account),
        unread,
      });
    }
    warned = next;
  };
}
