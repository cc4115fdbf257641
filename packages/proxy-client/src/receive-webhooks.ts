import type { Logger, ReceivedMessages, WebhookReader } from '@clinicarrivals/core';
import { formatCursor, parseCursor } from './cursor.ts';
import type { Lease, LeasedWebhook } from './lease.ts';
import { PacedError } from './pacing.ts';
import type { Collect } from './pacing.ts';
import { readWebhook } from './read-webhook.ts';
import type { Open, ReadWebhook, RefusedBecause } from './read-webhook.ts';

const usualLimit = 100;
/** The most that the protocol hands out at a time. */
const widestLimit = 500;
/** How soon webhooks that are all refused are looked at again: a good one may have come behind them. */
const heldPauseMs = 5_000;

/** How many webhooks were dealt with since the start, by what became of them. Refused ones count when they are passed over. */
export type WebhookCounts = Readonly<Record<'accepted' | RefusedBecause, number>>;

/** What collecting from a mailbox needs. */
export interface Mailbox {
  /** Address of the mailbox, without secrets. */
  readonly address: string;
  readonly open: Open | null;
  readonly reader: WebhookReader;
  readonly skipsRefused: boolean;
  readonly logger: Logger;
  lease(asked: {
    readonly after: string | null;
    readonly limit: number;
    readonly waitMs: number;
    readonly signal: AbortSignal | undefined;
  }): Promise<Lease>;
  /** Counted up as webhooks are dealt with. */
  readonly counts: Record<keyof WebhookCounts, number>;
}

type Dealt = LeasedWebhook & { readonly read: ReadWebhook };

/**
 * Makes what collects from a mailbox.
 *
 * A refused webhook is passed over only when one that is accepted comes after it. Until then the cursor stays before it: a key or a
 * token that does not fit refuses everything, and must not acknowledge what nobody has read.
 */
export function createCollect(mailbox: Mailbox): Collect {
  let warnedOf: number | null = null;

  const warnOfUnread = ({ unreadSince }: Lease): void => {
    if (unreadSince !== null && unreadSince !== warnedOf)
      mailbox.logger.log('warn', '[relay] texts that were never read will be deleted within a day', {
        oldest: new Date(unreadSince).toISOString(),
      });
    warnedOf = unreadSince;
  };

  return async ({ cursor, since, waitMs, signal }) => {
    const from = parseCursor(cursor, mailbox.address, since);
    const ask = async (limit: number): Promise<{ readonly lease: Lease; readonly dealt: readonly Dealt[] }> => {
      const lease = await mailbox.lease({
        after: from.after,
        limit,
        waitMs: limit === usualLimit ? waitMs : 0,
        signal,
      });
      return { lease, dealt: await readAll(mailbox, lease.webhooks) };
    };
    let { lease, dealt } = await ask(usualLimit);
    warnOfUnread(lease);
    let passed = countPassed(mailbox, dealt);
    if (passed === 0 && dealt.length > 0 && lease.waiting > 0) {
      // The first good one may lie further on. What is too much to look through at once is held as it is.
      ({ lease, dealt } = await ask(widestLimit).catch(() => ({ lease, dealt })));
      passed = countPassed(mailbox, dealt);
    }
    if (passed === 0 && dealt.length > 0) throw held(dealt);
    const after = passed === dealt.length ? lease.cursor : (dealt[passed - 1]?.id ?? from.after);
    note(mailbox, dealt.slice(0, passed));
    return {
      ...gather(mailbox, dealt.slice(0, passed), from.since),
      cursor: formatCursor(mailbox.address, { after, since: from.since }),
    };
  };
}

/** One after the other, in the order in which they came. */
async function readAll(mailbox: Mailbox, webhooks: readonly LeasedWebhook[]): Promise<readonly Dealt[]> {
  const dealt: Dealt[] = [];
  for (const webhook of webhooks) dealt.push({ ...webhook, read: await readWebhook(webhook, mailbox) });
  return dealt;
}

/** How many from the front are done with: up to the last one that is accepted. */
function countPassed({ skipsRefused }: Mailbox, dealt: readonly Dealt[]): number {
  return skipsRefused ? dealt.length : dealt.findLastIndex(({ read }) => read.type === 'accepted') + 1;
}

function held(dealt: readonly Dealt[]): PacedError {
  const reasons = new Map<string, string>();
  for (const { read } of dealt) if (read.type === 'refused') reasons.set(read.why, read.reason);
  const why = [...reasons].map(([name, reason]) => `${name}: ${reason}`).join(' / ');
  return new PacedError({
    pauseMs: heldPauseMs,
    message:
      `[relay] receive held: every webhook that waits is refused (${dealt.length}; ${why}). None is acknowledged, and they are tried again. ` +
      "Check privateKey, the gateway's secret in the reader, and the relay's public address; skipRefused passes over them",
  });
}

/** Counts, and says in the log what is not acted on: once for each reason, by the relay's ids. */
function note({ counts, logger }: Mailbox, dealt: readonly Dealt[]): void {
  const refused = new Map<RefusedBecause, { readonly first: string; readonly reason: string; count: number }>();
  for (const { id, read } of dealt) {
    const kind = read.type === 'accepted' ? 'accepted' : read.why;
    counts[kind] += 1;
    if (read.type === 'accepted') continue;
    const known = refused.get(read.why) ?? { first: id, reason: read.reason, count: 0 };
    known.count += 1;
    refused.set(read.why, known);
  }
  for (const [why, { first, reason, count }] of refused)
    logger.log('warn', '[relay] refused webhooks are passed over and not acted on', { why, count, first, reason });
}

/** The messages and receipts of what came since, each once: gateways post again what they are not sure of. */
function gather(
  { logger }: Mailbox,
  dealt: readonly Dealt[],
  since: number,
): Required<Pick<ReceivedMessages, 'messages' | 'receipts'>> {
  const recent = dealt.filter(({ receivedAt }) => receivedAt >= since);
  if (recent.length < dealt.length)
    logger.log('info', '[relay] webhooks from before the start are left out', { count: dealt.length - recent.length });
  const accepted = recent.flatMap(({ read }) => (read.type === 'accepted' ? [read] : []));
  return {
    messages: eachOnce(
      accepted.flatMap(({ messages }) => messages),
      ({ gatewayId }) => gatewayId,
    ),
    receipts: eachOnce(
      accepted.flatMap(({ receipts }) => receipts),
      ({ gatewayId, status }) => `${gatewayId} ${status}`,
    ),
  };
}

/** The first of each key stands. */
function eachOnce<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  return [...byKey.values()];
}
