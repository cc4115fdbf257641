import type { Logger, ReceivedMessages } from '@clinicarrivals/core';
import { failure } from './failure.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import type { Lease, LeasedWebhook } from './lease.ts';
import type { Collect } from './pacing.ts';
import type { Read, ReadWebhook, RefusedBecause } from './read-webhook.ts';

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
  readonly read: Read;
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

type Dealt = LeasedWebhook & { readonly reading: ReadWebhook };

/**
 * Makes what collects from a mailbox.
 *
 * A refused webhook is passed over only when one that is certainly the gateway's comes after it: accepted, or signed and of no use. Until then the
 * cursor stays before it: a key or a token that does not fit refuses everything, and must not acknowledge what nobody has read.
 */
export function createCollect(mailbox: Mailbox): Collect {
  const { address, read, skipsRefused, logger } = mailbox;
  let warnedOf: number | null = null;

  return async ({ cursor, since, waitMs, signal }) => {
    const from = parseCursor(cursor, address, since);
    const ask = async (limit: number, mayWaitMs: number): Promise<Page> => {
      const lease = await mailbox.lease({ after: from.after, limit, waitMs: mayWaitMs, signal });
      const dealt: Dealt[] = [];
      for (const webhook of lease.webhooks) dealt.push({ ...webhook, reading: await read(webhook) });
      const passed = skipsRefused
        ? dealt.length
        : dealt.findLastIndex(({ reading }) => reading.type === 'accepted' || reading.why === 'malformed') + 1;
      return { lease, dealt, passed };
    };
    let page = await ask(usualLimit, from.since > 0 ? 0 : waitMs);
    // The first good one may lie further on. What is too much to look through at once is held as it is.
    if (isHeld(page) && page.lease.hasMore) page = await ask(widestLimit, 0).catch(() => page);
    const { lease, dealt, passed } = page;
    const { unreadAt } = lease;
    if (unreadAt !== null && unreadAt !== warnedOf)
      logger.log('warn', '[relay] unread texts are soon deleted', { unreadAt });
    warnedOf = unreadAt;
    if (isHeld(page)) throw held(dealt);
    const done = dealt.slice(0, passed);
    note(mailbox, done);
    const isWhole = passed === dealt.length;
    const after = isWhole ? lease.cursor : (done.at(-1)?.id ?? null);
    return {
      ...gather(logger, done, from.since),
      // What comes in from now on is given whatever its time: the relay's clock may be wrong, or was ours.
      cursor: formatCursor(address, { after, since: isWhole && !lease.hasMore ? 0 : from.since }),
    };
  };
}

interface Page {
  readonly lease: Lease;
  readonly dealt: readonly Dealt[];
  /** How many from the front are done with. */
  readonly passed: number;
}

function isHeld({ dealt, passed }: Page): boolean {
  return passed === 0 && dealt.length > 0;
}

function held(dealt: readonly Dealt[]): Error {
  const why = [...countRefused(dealt).keys()].join(' / ');
  const reason = `all ${dealt.length} waiting webhooks are refused and kept (${why}); check privateKey and reader, or set skipRefused`;
  return failure('configuration', reason, heldPauseMs);
}

/** How many were refused, by why. */
function countRefused(dealt: readonly Dealt[]): ReadonlyMap<string, number> {
  const refused = new Map<string, number>();
  for (const { reading } of dealt) {
    if (reading.type === 'accepted') continue;
    const why = `${reading.why}: ${reading.reason}`;
    refused.set(why, (refused.get(why) ?? 0) + 1);
  }
  return refused;
}

/** Counts, and says in the log what is not acted on: once for each reason. */
function note({ counts, logger }: Mailbox, done: readonly Dealt[]): void {
  for (const { reading } of done) counts[reading.type === 'accepted' ? 'accepted' : reading.why] += 1;
  for (const [why, count] of countRefused(done)) logger.log('warn', '[relay] webhooks refused', { why, count });
}

/** The messages and receipts of what came since, each once: gateways post again what they are not sure of. */
function gather(logger: Logger, done: readonly Dealt[], since: number): Omit<ReceivedMessages, 'cursor'> {
  const recent = done.filter(({ receivedAt }) => receivedAt >= since);
  if (recent.length < done.length)
    logger.log('info', '[relay] older webhooks left out', { count: done.length - recent.length });
  const accepted = recent.flatMap(({ reading }) => (reading.type === 'accepted' ? [reading] : []));
  return {
    messages: eachOnce(accepted.flatMap(({ messages }) => messages)),
    receipts: eachOnce(accepted.flatMap(({ receipts }) => receipts)),
  };
}

/** The first of each id, and of each status. */
function eachOnce<Item extends { readonly gatewayId: string; readonly status?: string }>(
  items: readonly Item[],
): readonly Item[] {
  return items.filter(
    (item, index) =>
      items.findIndex((other) => other.gatewayId === item.gatewayId && other.status === item.status) === index,
  );
}
