import { mattersToPerson } from '../conversation/text-guards.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import { applyEvent } from './apply-event.ts';
import { commitUndelivered, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { learnAboutNumber, learnThatNumberWorks } from './threads.ts';
import { createTurns } from './turns.ts';

const minute = 60_000;
/** How long it is of interest what became of a text. */
export const receiptMs = 30 * minute;

const rank = { accepted: 0, sent: 1, delivered: 2, undelivered: 2 } as const;

/** Takes a receipt about a text that has left. */
export type TakeReceipt = (effectId: string, receipt: MessageReceipt) => Promise<void>;

/**
 * Makes what takes receipts, asked for or told. They may come late, out of order or two at a time: those of one text wait for each other,
 * and what is known is never taken back.
 */
export function createReceiptTaker(engine: Engine): TakeReceipt {
  const inTurn = createTurns();
  return (effectId, receipt) =>
    inTurn(effectId, async () => {
      const record = await engine.store.effect({ id: effectId });
      if (record !== null) await takeReceipt(engine, record, receipt);
    });
}

async function takeReceipt(engine: Engine, record: EffectRecord, receipt: MessageReceipt): Promise<void> {
  const { effect, appointmentId } = record;
  if (effect.type !== 'send-message' || record.delivery === null || rank[receipt.status] <= rank[record.delivery])
    return;
  const isUndelivered = receipt.status === 'undelivered';
  await learn(engine, record, effect, receipt);
  const reason = isUndelivered ? undeliveredReason(receipt) : null;
  const change = { id: record.id, from: 'done', set: { delivery: receipt.status, reason } } as const;
  if (isUndelivered) {
    await commitUndelivered(
      engine,
      record,
      change,
      needsPerson(engine, effect) ? undeliveredTask(engine, record) : null,
    );
  } else if (receipt.status === 'delivered' && effect.urgency === 'call-in' && appointmentId !== null) {
    const event = { type: 'message-delivered', template: effect.template, decidedAt: record.createdAt } as const;
    await applyEvent(engine, { appointmentId, by: 'gateway', event, also: () => ({ effectChanges: [change] }) });
  } else {
    await engine.store.commit({ effectChanges: [change] });
  }
}

/** Learned before the receipt is recorded: after a crash in between it comes, or is asked for, again. */
async function learn(
  engine: Engine,
  record: EffectRecord,
  { to }: SendMessageEffect,
  receipt: MessageReceipt,
): Promise<void> {
  if (receipt.status === 'delivered') return learnThatNumberWorks(engine, to);
  const hasOptedOut = receipt.failure === 'opted-out';
  const textAt = record.claimedAt ?? record.createdAt;
  await learnAboutNumber(engine, to, { hasOptedOut, failure: receipt.numberFailure ?? null, textAt });
}

function undeliveredReason(receipt: MessageReceipt): string {
  return receipt.vendorCode === null ? 'not delivered' : `not delivered: ${receipt.vendorCode}`;
}

/** A correction matters when the visit is near; the call-in has its own task in the conversation. */
function needsPerson(engine: Engine, effect: SendMessageEffect): boolean {
  if (effect.urgency === 'call-in' || !mattersToPerson(effect)) return false;
  return effect.startAt === null || effect.startAt - engine.clock.now() <= 24 * 60 * minute;
}
