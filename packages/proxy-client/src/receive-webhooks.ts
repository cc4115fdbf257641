import type { Clock, Logger, ReceivedMessages } from '@clinicarrivals/core';
import { failure } from './failure.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import type { Lease, LeasedWebhook } from './lease.ts';
import type { Collect } from './pacing.ts';
import type { Read, ReadWebhook, RefusedBecause } from './read-webhook.ts';

/** How soon it is asked again for a good webhook behind those that are all refused. */
const heldPauseMs = 5_000;
/** For so long refused ones are waited behind without a word, when good ones have come before. */
const heldQuietlyMs = 30_000;
/** After so long what was refused is looked at again: the reader may know better by now. */
const lookAgainMs = 300_000;

/** How many webhooks were dealt with since the start, by what became of them. Refused ones count when they are passed over. */
export type WebhookCounts = Readonly<Record<'accepted' | RefusedBecause, number>>;

/** What collecting from a mailbox needs. */
export interface Mailbox {
  /** Address of the mailbox, without secrets. */
  readonly address: string;
  readonly read: Read;
  readonly clock: Clock;
  readonly logger: Logger;
  lease(
    asked: { readonly after: string | null; readonly from: string | null; readonly limit: number },
    wait: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
  ): Promise<Lease>;
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
  const { address, clock, counts, logger } = mailbox;
  let warnedOf: number | null = null;
  let looked: Looked = { after: null, from: null, at: -Infinity, refused: [] };
  let heldSince: number | null = null;

  return async ({ cursor, since, waitMs, signal }) => {
    const start = parseCursor(cursor, address, since);
    const { after } = start;
    const now = clock.now();
    if (looked.after !== after || Math.abs(now - looked.at) >= lookAgainMs)
      looked = { after, from: null, at: now, refused: [] };
    for (let mayWaitMs = start.since > 0 ? 0 : waitMs; ; mayWaitMs = 0) {
      const { from, refused } = looked;
      const limit = from === null ? 100 : 500;
      const lease = await mailbox.lease({ after, from, limit }, { waitMs: mayWaitMs, signal });
      const { unreadAt } = lease;
      if (unreadAt !== null && unreadAt !== warnedOf)
        logger.log('warn', '[relay] unread texts are soon deleted', { unreadAt });
      warnedOf = unreadAt;
      const { dealt, error } = await readInTurn(mailbox.read, lease.webhooks);
      const readings = dealt.map(({ reading }) => reading);
      const lastGood = readings.findLastIndex(({ type, why }) => type === 'accepted' || why === 'malformed');
      const isWhole = lastGood === lease.webhooks.length - 1;
      if (lastGood >= 0 || (isWhole && refused.length === 0)) {
        heldSince = null;
        note(mailbox, [...refused, ...readings.slice(0, lastGood + 1)]);
        return {
          ...gather(logger, dealt.slice(0, lastGood + 1), start.since),
          // What comes in from now on is given whatever its time: the relay's clock may be wrong, or was ours.
          cursor: formatCursor(address, {
            after: isWhole ? lease.cursor : (dealt[lastGood]?.id ?? lease.cursor),
            since: isWhole && !lease.hasMore ? 0 : start.since,
          }),
        };
      }
      if (error) throw error;
      looked = { ...looked, from: dealt.at(-1)?.id ?? from, refused: [...refused, ...readings] };
      if (dealt.length === 0 || !lease.hasMore) break;
    }
    heldSince ??= now;
    // Where key and secret have fitted it is known that the refused ones are somebody else's, for a while.
    if (counts.accepted + counts.malformed === 0 || now - heldSince >= heldQuietlyMs) throw held(looked.refused);
    return { messages: [], cursor };
  };
}

/** What lies behind a cursor and was refused all: how far it was looked through is known here alone, and nothing of it is acknowledged. */
interface Looked {
  readonly after: string | null;
  /** The last id; null before the first. */
  readonly from: string | null;
  /** When it was begun with, epoch milliseconds. */
  readonly at: number;
  readonly refused: readonly ReadWebhook[];
}

/** Reads up to the first webhook at which the reader throws: those before it do not suffer. */
async function readInTurn(
  read: Read,
  webhooks: readonly LeasedWebhook[],
): Promise<{ readonly dealt: readonly Dealt[]; readonly error?: Error }> {
  const dealt: Dealt[] = [];
  for (const webhook of webhooks) {
    const reading = await read(webhook);
    if (reading instanceof Error) return { dealt, error: reading };
    dealt.push({ ...webhook, reading });
  }
  return { dealt };
}

function held(dealt: readonly ReadWebhook[]): Error {
  const why = [...countRefused(dealt).keys()].join(' / ');
  const reason = `all ${dealt.length} waiting webhooks are refused and kept (${why}); check privateKey and reader`;
  return failure('configuration', reason, heldPauseMs);
}

/** How many were refused, by why. */
function countRefused(readings: readonly ReadWebhook[]): ReadonlyMap<string, number> {
  const refused = new Map<string, number>();
  for (const { why, reason } of readings) {
    if (why === undefined) continue;
    const both = `${why}: ${reason}`;
    refused.set(both, (refused.get(both) ?? 0) + 1);
  }
  return refused;
}

/** Counts, and says in the log what is not acted on: once for each reason. */
function note({ counts, logger }: Mailbox, done: readonly ReadWebhook[]): void {
  for (const { why } of done) counts[why ?? 'accepted'] += 1;
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
