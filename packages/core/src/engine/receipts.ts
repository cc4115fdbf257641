import { mattersToPerson } from '../conversation/text-guards.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import { applyEvent } from './apply-event.ts';
import { commitUndelivered, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';

const minute = 60_000;
/** How long receipts are asked for. */
const receiptMs = 30 * minute;
/** More texts than a clinic sends in that time. */
const maximumTexts = 2_000;
/** The age at which a text is asked about first; then each time that its age has doubled. */
const firstAskMs = 10_000;
/** How long a call-in is asked about at every opportunity: somebody waits for it, or must be fetched. */
const urgentMs = 5 * minute;

/** Finds out at the gateway what became of the texts of the last while. */
export interface Receipts {
  /**
   * Asks about the texts that it is time to ask about.
   *
   * A gateway may take a request for each text, and most receipts come within seconds: the older a text, the more rarely it is asked about.
   */
  collect(): Promise<void>;
}

/** Makes it. What it remembers is only to save requests: after a restart every text of the last while is asked about. */
export function createReceipts(engine: Engine): Receipts {
  let collectedAt = -Infinity;
  return {
    collect: async () => {
      if (!engine.messages.abilities.hasReceipts) return;
      const now = engine.clock.now();
      const records = await engine.store.undeliveredEffects({ since: now - receiptMs, limit: maximumTexts });
      const open = new Map<string, EffectRecord>();
      for (const record of records)
        if (record.gatewayId !== null && isTimeToAsk(record, collectedAt, now)) open.set(record.gatewayId, record);
      if (open.size > 0) {
        const receipts = await engine.messages.receipts({ gatewayIds: [...open.keys()] });
        for (const receipt of receipts) {
          const record = open.get(receipt.gatewayId);
          if (record !== undefined) await takeReceipt(engine, record, receipt);
        }
      }
      collectedAt = now;
    },
  };
}

/** Tells whether a text has come to an age since the last time at which it is asked about. */
function isTimeToAsk({ effect, finishedAt }: EffectRecord, collectedAt: number, now: number): boolean {
  const sentAt = finishedAt ?? now;
  const isCallIn = effect.type === 'send-message' && effect.urgency === 'call-in';
  if (isCallIn && now - sentAt < urgentMs) return true;
  // A clock that was put back has asked about nothing yet.
  return collectedAt > now || timesDoubled(now - sentAt) > timesDoubled(collectedAt - sentAt);
}

/** How often the age at which a text is asked about first has been reached: 0 before, 1 from then, 2 from its double. */
function timesDoubled(ageMs: number): number {
  return ageMs < firstAskMs ? 0 : Math.floor(Math.log2(ageMs / firstAskMs)) + 1;
}

const rank = { accepted: 0, sent: 1, delivered: 2, undelivered: 2 } as const;

/** Takes one receipt. Receipts may come late or out of order: what is known is never taken back. */
async function takeReceipt(engine: Engine, record: EffectRecord, receipt: MessageReceipt): Promise<void> {
  const { effect, appointmentId } = record;
  if (effect.type !== 'send-message' || record.delivery === null || rank[receipt.status] <= rank[record.delivery])
    return;
  const isUndelivered = receipt.status === 'undelivered';
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

function undeliveredReason(receipt: MessageReceipt): string {
  return receipt.vendorCode === null ? 'not delivered' : `not delivered: ${receipt.vendorCode}`;
}

/** A correction matters when the visit is near; the call-in has its own task in the conversation. */
function needsPerson(engine: Engine, effect: SendMessageEffect): boolean {
  if (effect.urgency === 'call-in' || !mattersToPerson(effect)) return false;
  return effect.startAt === null || effect.startAt - engine.clock.now() <= 24 * 60 * minute;
}
