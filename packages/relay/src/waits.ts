import type { Clock } from '@clinicarrivals/core';
import { Refusal, retryAfter } from './responses.ts';

/** So many consumers of one mailbox may wait at a time. */
const mostOfMailbox = 16;

/** The clients that wait for something to arrive. */
export interface Waits {
  /** Begins a wait of so long; ends the one that this consumer had before. Throws a Refusal when too many of the mailbox wait. */
  begin(mailbox: string, consumer: string, waitMs: number): Wait;
  /** Something has arrived in the mailbox: its waits look again. */
  arrived(mailbox: string): void;
  /** Ends all waits, and each that begins later at once, until `open`. */
  endAll(): void;
  /** Lets waits begin again. */
  open(): void;
  /** How many clients wait. */
  count(): number;
}

/** One client that waits. */
export interface Wait {
  /** True when it is to be answered now, with nothing. */
  isEnded(): boolean;
  /** Resolves when something has arrived since the last call, when the wait is ended, or after a time, if one is given. */
  untilNews(delayMs: number | null): Promise<void>;
  /** Ends the wait; `leave` is still to be called. */
  end(): void;
  leave(): void;
}

/** Makes the waits of a relay. */
export function createWaits(clock: Clock): Waits {
  const byMailbox = new Map<string, Map<string, Waiter>>();
  let areAllEnded = false;
  let count = 0;

  return {
    begin: (mailbox, consumer, waitMs) => {
      const waiters = byMailbox.get(mailbox) ?? new Map<string, Waiter>();
      const former = waiters.get(consumer);
      if (former === undefined && waiters.size >= mostOfMailbox) {
        throw new Refusal('too-many', `More than ${mostOfMailbox} consumers wait.`, { headers: retryAfter(1_000) });
      }
      former?.end();
      const waiter = createWaiter(clock);
      if (areAllEnded) waiter.end();
      byMailbox.set(mailbox, waiters.set(consumer, waiter));
      count += 1;
      // Not by comparing times: a clock that is set back would make the wait longer.
      const cancelEnd = clock.schedule(waitMs, waiter.end);
      return {
        ...waiter,
        leave: () => {
          cancelEnd();
          count -= 1;
          // A wait that came after this one has its place already.
          if (waiters.get(consumer) === waiter) waiters.delete(consumer);
          if (waiters.size === 0 && byMailbox.get(mailbox) === waiters) byMailbox.delete(mailbox);
        },
      };
    },
    arrived: (mailbox) => {
      for (const waiter of byMailbox.get(mailbox)?.values() ?? []) waiter.tell();
    },
    endAll: () => {
      areAllEnded = true;
      for (const waiters of byMailbox.values()) for (const waiter of waiters.values()) waiter.end();
    },
    open: () => {
      areAllEnded = false;
    },
    count: () => count,
  };
}

interface Waiter extends Omit<Wait, 'leave'> {
  readonly end: () => void;
  tell(): void;
}

function createWaiter(clock: Clock): Waiter {
  let isEnded = false;
  let hasNews = false;
  let wake: (() => void) | null = null;
  const tell = (): void => {
    hasNews = true;
    wake?.();
  };
  return {
    isEnded: () => isEnded,
    tell,
    end: () => {
      isEnded = true;
      tell();
    },
    untilNews: async (delayMs) => {
      if (!hasNews) {
        await new Promise<void>((resolve) => {
          const cancel = delayMs === null ? null : clock.schedule(delayMs, resolve);
          wake = () => {
            cancel?.();
            resolve();
          };
        });
        wake = null;
      }
      hasNews = false;
    },
  };
}
