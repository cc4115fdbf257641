import type { Clock } from '@clinicarrivals/core';
import type { Counts } from './counts.ts';
import type { LeaseRequest } from './lease-request.ts';
import type { RelayLimits } from './limits.ts';
import type { Lease, RelayStore, StoredWebhook } from './relay-store.ts';
import type { Replays } from './replays.ts';
import type { Wait, Waits } from './waits.ts';

const dayMs = 86_400_000;

/** What giving out webhooks stands on. */
export interface LeaseParts {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly waits: Waits;
  readonly replays: Replays;
  readonly counts: Counts;
  readonly limits: RelayLimits;
}

/** Answers a lease of a mailbox, at once or when something has arrived: the JSON of docs/relay-protocol.md, "To the clinic". */
export async function leaseWebhooks(
  parts: LeaseParts,
  mailbox: string,
  asked: LeaseRequest & { readonly signal: AbortSignal | null },
): Promise<string> {
  const { clock, waits, replays, counts, limits } = parts;
  // Who has no cursor is given nothing that was acknowledged, wherever it looks from.
  const isReplay = asked.after !== null && replays.isReplay(mailbox, asked.consumer, asked.from ?? asked.after);
  const waitMs = asked.waitSeconds * 1_000;
  const wait = waitMs > 0 && asked.limit > 0 ? waits.begin(mailbox, asked.consumer, waitMs) : null;
  const end = (): void => wait?.end();
  asked.signal?.addEventListener('abort', end);
  if (asked.signal?.aborted === true) end();
  try {
    const lease = await leaseOrWait(parts, mailbox, { ...asked, isReplay }, wait);
    const { cursor } = lease;
    replays.answered(mailbox, asked.consumer, {
      cursor: lease.webhooks.at(-1)?.id ?? asked.from ?? cursor,
      isReplay: isReplay && (lease.hasMore || asked.limit === 0),
    });
    counts.leased += lease.webhooks.length;
    const since = lease.oldestUnreadAt;
    const isExpiring = since !== null && since + (limits.unreadDays - 1) * dayMs <= clock.now();
    const rest = JSON.stringify({
      cursor: String(cursor),
      waiting: lease.waiting,
      unreadSince: isExpiring ? toTimestamp(since) : null,
      now: toTimestamp(clock.now()),
    });
    // What is kept readable is JSON already and is not parsed again.
    return `{"webhooks":[${lease.webhooks.map(toJson).join(',')}],${rest.slice(1)}`;
  } finally {
    asked.signal?.removeEventListener('abort', end);
    wait?.leave();
  }
}

async function leaseOrWait(
  { store, clock, counts }: LeaseParts,
  mailbox: string,
  asked: LeaseRequest & { readonly isReplay: boolean },
  wait: Wait | null,
): Promise<Lease> {
  const { consumer, after, from, limit } = asked;
  const holdMs = asked.leaseSeconds * 1_000;
  // What another consumer acknowledges during the wait is nothing to be given again.
  for (let { isReplay } = asked; ; isReplay = false) {
    const now = clock.now();
    const lease = await store.lease({ account: mailbox, consumer, after, from, isReplay, limit, holdMs, now });
    counts.acknowledged += lease.acknowledged;
    if (wait === null || lease.webhooks.length > 0 || wait.isEnded()) return lease;
    await wait.untilNews(lease.nextFreeAt === null ? null : lease.nextFreeAt - clock.now());
    if (wait.isEnded()) return lease;
  }
}

function toJson({ id, receivedAt, isSealed, content }: StoredWebhook): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const rest = isSealed ? `"sealed":"${bytes.toString('base64')}"` : `"webhook":${bytes.toString('utf8')}`;
  return `{"id":"${id}","receivedAt":"${toTimestamp(receivedAt)}",${rest}}`;
}

function toTimestamp(at: number): string {
  return new Date(at).toISOString();
}
