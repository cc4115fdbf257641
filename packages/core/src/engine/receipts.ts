import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { receiptMs } from './take-receipt.ts';
import type { TakeReceipt } from './take-receipt.ts';

const minute = 60_000;
/** More texts than a clinic sends in that time. */
const maximumTexts = 2_000;
/** The age at which a text is asked about first; then each time that its age has doubled. */
const firstAskMs = 10_000;
/** How long a call-in is asked about at every opportunity: somebody waits for it, or must be fetched. */
const urgentMs = 5 * minute;

/** Finds out at the gateway what became of the texts of the last while. */
export interface Receipts {
  /**
   * Asks about the texts that it is time to ask about. Returns whether there were any.
   *
   * A gateway may take a request for each text, and most receipts come within seconds: the older a text, the more rarely it is asked about.
   */
  collect(): Promise<boolean>;
}

/** Makes it. What it remembers is only to save requests: after a restart every text of the last while is asked about. */
export function createReceipts(engine: Engine, takeReceipt: TakeReceipt): Receipts {
  let collectedAt = -Infinity;
  return {
    collect: async () => {
      if (!engine.messages.abilities.hasReceipts) return false;
      const now = engine.clock.now();
      const records = await engine.store.undeliveredEffects({ since: now - receiptMs, limit: maximumTexts });
      const open = new Map<string, EffectRecord>();
      for (const record of records)
        if (record.gatewayId !== null && isTimeToAsk(record, collectedAt, now)) open.set(record.gatewayId, record);
      if (open.size > 0) {
        const receipts = await engine.messages.receipts({ gatewayIds: [...open.keys()] });
        for (const receipt of receipts) {
          const record = open.get(receipt.gatewayId);
          if (record !== undefined) await takeReceipt(record.id, receipt);
        }
      }
      collectedAt = now;
      return open.size > 0;
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
