import { mattersToPerson } from '../conversation/text-guards.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import { applyEvent } from './apply-event.ts';
import { commitUndelivered, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { learnAboutNumber, learnThatNumberWorks } from './threads.ts';

const minute = 60_000;
/** How long it is of interest what became of a text. */
export const receiptMs = 30 * minute;

const rank = { accepted: 0, sent: 1, delivered: 2, undelivered: 2 } as const;

/** Takes one receipt. Receipts may come late or out of order: what is known is never taken back. */
export async function takeReceipt(engine: Engine, record: EffectRecord, receipt: MessageReceipt): Promise<void> {
  const { effect, appointmentId } = record;
  if (effect.type !== 'send-message' || record.delivery === null || rank[receipt.status] <= rank[record.delivery])
    return;
  const isUndelivered = receipt.status === 'undelivered';
  await learn(engine, effect, receipt);
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
async function learn(engine: Engine, { to }: SendMessageEffect, receipt: MessageReceipt): Promise<void> {
  if (receipt.status === 'delivered') return learnThatNumberWorks(engine, to);
  const hasOptedOut = receipt.failure === 'opted-out';
  await learnAboutNumber(engine, to, { hasOptedOut, failure: receipt.numberFailure ?? null });
}

function undeliveredReason(receipt: MessageReceipt): string {
  return receipt.vendorCode === null ? 'not delivered' : `not delivered: ${receipt.vendorCode}`;
}

/** A correction matters when the visit is near; the call-in has its own task in the conversation. */
function needsPerson(engine: Engine, effect: SendMessageEffect): boolean {
  if (effect.urgency === 'call-in' || !mattersToPerson(effect)) return false;
  return effect.startAt === null || effect.startAt - engine.clock.now() <= 24 * 60 * minute;
}
