import { mattersToPerson } from '../conversation/text-guards.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import { applyEvent } from './apply-event.ts';
import { commitAndTell } from './commit.ts';
import { commitUndelivered, taskForEffect, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { recordAccepted } from './hand-text.ts';

const minute = 60_000;
/** Lists at the gateways lag; after this, what was not found is taken as not to be found out. */
const lookUpMs = 10 * minute;
/** How long receipts are asked for. */
const receiptMs = 30 * minute;

/**
 * Finds out about texts whose fate is unknown: claimed before a crash, or cut off while they were handed over.
 *
 * What is found at the gateway is done. What is not found within ten minutes is never sent again: it becomes a task, for a call-in
 * at once.
 *
 * @param isUnderWay tells of the effects that this process is carrying out now; a claim of its own that it is not carrying out was
 * left behind when the outcome could not be stored
 */
export async function resolveDoubts(engine: Engine, isUnderWay: (effectId: string) => boolean): Promise<void> {
  const [claimed, inDoubt] = await Promise.all([
    engine.store.effectsOfStatus({ status: 'claimed', limit: 200 }),
    engine.store.effectsOfStatus({ status: 'in-doubt', limit: 200 }),
  ]);
  for (const record of claimed) {
    if (!isUnderWay(record.id)) await doubt(engine, record);
  }
  for (const record of inDoubt) await lookUp(engine, record);
}

/** A claim of a process that is gone. */
async function doubt(engine: Engine, record: EffectRecord): Promise<void> {
  const set = { status: 'in-doubt', reason: 'the process stopped while it was handed over' } as const;
  const result = await commitUndelivered(engine, record, { id: record.id, from: 'claimed', set }, null);
  if (result === 'committed') await lookUp(engine, { ...record, status: 'in-doubt' });
}

async function lookUp(engine: Engine, record: EffectRecord): Promise<void> {
  const { effect, claimedAt, body } = record;
  if (effect.type !== 'send-message' || claimedAt === null || body === null) return;
  try {
    const found = await engine.messages.lookUp({ id: record.id, to: effect.to, body, since: claimedAt });
    if (found !== null) return await recordAccepted(engine, { record, effect }, found, 'in-doubt');
  } catch (error) {
    engine.health.down('gateway', error);
  }
  const now = engine.clock.now();
  if (now - claimedAt < lookUpMs) return;
  const set = { status: 'failed', finishedAt: now, reason: 'it cannot be found out whether it left' } as const;
  const task = taskForEffect(engine, record, 'text-in-doubt');
  await commitUndelivered(engine, record, { id: record.id, from: 'in-doubt', set }, task);
}

/** Asks the gateway what became of the texts of the last while. */
export async function collectReceipts(engine: Engine): Promise<void> {
  if (!engine.messages.abilities.hasReceipts) return;
  const records = await engine.store.undeliveredEffects({ since: engine.clock.now() - receiptMs, limit: 100 });
  const open = new Map(
    records.flatMap((record) => (record.gatewayId === null ? [] : [[record.gatewayId, record] as const])),
  );
  if (open.size === 0) return;
  const receipts = await engine.messages.receipts({ gatewayIds: [...open.keys()] });
  for (const receipt of receipts) {
    const record = open.get(receipt.gatewayId);
    if (record !== undefined) await takeReceipt(engine, record, receipt);
  }
}

const rank = { accepted: 0, sent: 1, delivered: 2, undelivered: 2 } as const;

/** Takes one receipt. Receipts may come late or out of order: what is known is never taken back. */
async function takeReceipt(engine: Engine, record: EffectRecord, receipt: MessageReceipt): Promise<void> {
  const { effect } = record;
  if (effect.type !== 'send-message' || record.delivery === null || rank[receipt.status] <= rank[record.delivery])
    return;
  const isUndelivered = receipt.status === 'undelivered';
  const result = await commitAndTell(engine, {
    effectChanges: [
      {
        id: record.id,
        from: 'done',
        set: { delivery: receipt.status, reason: isUndelivered ? undeliveredReason(receipt) : null },
      },
    ],
    tasks: isUndelivered && needsPerson(engine, effect) ? [undeliveredTask(engine, record)] : [],
  });
  if (
    result === 'conflict' ||
    record.appointmentId === null ||
    receipt.status === 'sent' ||
    receipt.status === 'accepted'
  )
    return;
  const type = isUndelivered ? 'message-undelivered' : 'message-delivered';
  if (effect.urgency === 'call-in')
    await applyEvent(engine, {
      appointmentId: record.appointmentId,
      by: 'gateway',
      event: { type, template: effect.template },
    });
}

function undeliveredReason(receipt: MessageReceipt): string {
  return receipt.vendorCode === null ? 'not delivered' : `not delivered: ${receipt.vendorCode}`;
}

/** A correction matters when the visit is near; the call-in has its own task in the conversation. */
function needsPerson(engine: Engine, effect: SendMessageEffect): boolean {
  if (effect.urgency === 'call-in' || !mattersToPerson(effect)) return false;
  return effect.startAt === null || effect.startAt - engine.clock.now() <= 24 * 60 * minute;
}
