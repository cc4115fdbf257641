import { GatewayError } from '../../errors.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import type { MessageScheduling } from '../../ports/message-scheduling.ts';
import type { Engine } from '../engine.ts';
import { copyIdOf, lookUpMs, readCopy, toCopyDocument, withoutCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import type { PlannedText } from './plan-ahead.ts';

const minute = 60_000;
/** Nearer than this our own text is on its way before the copy stands. */
const nearestMs = minute;
/** A process that was held up longer than this may not be the leader any more. */
const longestPauseMs = 15_000;

/**
 * Hands one text to the gateway ahead: durably claimed first, never twice. Gives the conversation as it is stored then.
 *
 * The claim is a commit of the conversation, as every decision is: of two processes one claims, and no claim is made beside our own text. Who
 * sends that reads the claim afterwards.
 */
export function handAhead(
  engine: Engine,
  scheduling: MessageScheduling,
  record: ConversationRecord,
  planned: PlannedText,
): Promise<ConversationRecord> {
  return engine.ahead.inTurn(planned.effect.id, async () => {
    const { store, clock, ahead } = engine;
    const claimedAt = clock.now();
    if (!isWithin(scheduling, planned, claimedAt) || isRefused(engine, planned, claimedAt)) return record;
    if ((await readCopy(engine, planned.effect.id)) !== null) return record;
    const { appointmentId, patientId } = record;
    const copy: AheadCopy = { appointmentId, patientId, ...planned, claimedAt, gatewayId: null };
    ahead.leavesAt = Math.min(ahead.leavesAt, copy.sendAt);
    const claimed = await store.commit({ conversations: [record], documents: [toCopyDocument(copy)] });
    // It has changed meanwhile, and is looked at again.
    if (claimed === 'conflict') return record;
    await handClaimed(engine, scheduling, copy);
    return { ...record, version: record.version + 1 };
  });
}

async function handClaimed(engine: Engine, scheduling: MessageScheduling, copy: AheadCopy): Promise<void> {
  const isTooLate = engine.clock.now() - copy.claimedAt > longestPauseMs;
  const gatewayId = isTooLate ? null : await schedule(engine, scheduling, copy);
  const stored = await readCopy(engine, copy.effect.id);
  if (gatewayId === 'in-doubt') return;
  if (stored?.claimedAt !== copy.claimedAt) {
    // Whoever has taken over meanwhile has dealt with the claim, and knows nothing of what stands now.
    if (gatewayId !== null)
      await scheduling.withdraw({ gatewayId }).catch((error: unknown) => engine.health.down('gateway', error));
    return;
  }
  await engine.store.commit({
    documents: [gatewayId === null ? withoutCopy(copy) : toCopyDocument({ ...copy, gatewayId })],
  });
}

function isWithin({ leastMs, mostMs }: MessageScheduling, { effect, sendAt }: PlannedText, now: number): boolean {
  const aheadMs = sendAt - now;
  return effect.dueAt - now >= nearestMs && aheadMs >= leastMs + nearestMs && aheadMs <= mostMs;
}

/** Gives the gateway's id; null when it was refused; `in-doubt` when the copy has to be looked up. */
async function schedule(engine: Engine, scheduling: MessageScheduling, copy: AheadCopy): Promise<string | null> {
  const { effect, body, sendAt } = copy;
  const message = { id: copyIdOf(copy), to: effect.to, body, validUntil: effect.latestAt, sendAt };
  try {
    const { gatewayId } = await scheduling.schedule(message);
    engine.health.up('gateway');
    return gatewayId;
  } catch (error) {
    const failure = error instanceof GatewayError ? error.failure : 'in-doubt';
    if (failure === 'permanent' || failure === 'opted-out') {
      // What comes of the text itself is learned when it is its time.
      engine.ahead.refusedUntil.set(keyOf(copy), sendAt);
      return null;
    }
    engine.health.down('gateway', error);
    // A text whose copy is in doubt does not leave: where one is, the others are kept from it.
    const restMs = failure === 'in-doubt' ? lookUpMs : minute;
    engine.ahead.restsUntil = engine.clock.now() + restMs;
    return failure === 'in-doubt' ? failure : null;
  }
}

function isRefused({ ahead }: Engine, planned: PlannedText, now: number): boolean {
  for (const [key, until] of ahead.refusedUntil) if (until <= now) ahead.refusedUntil.delete(key);
  return ahead.refusedUntil.has(keyOf(planned));
}

function keyOf({ effect, body }: Pick<PlannedText, 'effect' | 'body'>): string {
  return `${effect.id} ${body}`;
}
