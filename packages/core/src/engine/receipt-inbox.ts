import type { DocumentRecord, EffectRecord, JsonValue } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import type { Engine } from './engine.ts';
import { recordAccepted } from './hand-text.ts';
import { receiptMs, takeReceipt } from './take-receipt.ts';

/** More texts than a clinic sends in the time for which receipts are of interest. */
const maximumTexts = 2_000;

/** Takes the receipts that come by themselves. */
export interface ReceiptInbox {
  /**
   * Takes a receipt; it is durable when this resolves. It may be early (the webhook is faster than the answer to our own request), doubled, or
   * out of order: what is known is never taken back.
   */
  take(receipt: MessageReceipt, options: { readonly isHandledAtOnce: boolean }): Promise<void>;
  /** Deals with the receipts that wait for their texts; one whose text does not turn up in half an hour is forgotten. */
  settle(): Promise<void>;
}

/** Makes it. */
export function createReceiptInbox(engine: Engine): ReceiptInbox {
  return {
    take: async (receipt, { isHandledAtOnce }) => {
      if (isHandledAtOnce && (await apply(engine, receipt))) return;
      await engine.store.commit({ documents: [toDocument(receipt, engine.clock.now())] });
    },
    settle: async () => {
      for (const document of await engine.store.documents({ kind: 'receipt' })) {
        const waiting = fromDocument(document.value);
        const isOver = waiting === null || Math.abs(engine.clock.now() - waiting.at) > receiptMs;
        if (isOver || (await apply(engine, waiting.receipt)))
          await engine.store.commit({ documents: [{ ...document, value: null }] });
      }
    },
  };
}

/** The document under which a receipt waits until it can be dealt with. */
export function toDocument(receipt: MessageReceipt, at: number): DocumentRecord {
  const { gatewayId, id, status, failure, vendorCode, numberFailure } = receipt;
  const optional = { ...(id === undefined ? {} : { id }), ...(numberFailure === undefined ? {} : { numberFailure }) };
  const value = { at, receipt: { gatewayId, status, failure, vendorCode, ...optional } };
  return { kind: 'receipt', id: `${gatewayId} ${status}`, value };
}

function fromDocument(value: JsonValue): { readonly at: number; readonly receipt: MessageReceipt } | null {
  if (typeof value !== 'object' || value === null || !('receipt' in value)) return null;
  // Written by `toDocument` and by nothing else.
  return value as unknown as { readonly at: number; readonly receipt: MessageReceipt };
}

/** Returns whether the receipt needs no further attention. */
async function apply(engine: Engine, receipt: MessageReceipt): Promise<boolean> {
  const record = await find(engine, receipt);
  if (record === null) return false;
  const { effect, status, gatewayId } = record;
  if (effect.type !== 'send-message' || status === 'failed' || status === 'dropped') return true;
  if (status === 'in-doubt') {
    // Nobody else can know this id: the gateway has the text.
    await recordAccepted(
      engine,
      { record, effect },
      { gatewayId: receipt.gatewayId, acceptedAt: engine.clock.now() },
      'in-doubt',
    );
    return apply(engine, receipt);
  }
  if (status !== 'done') return false;
  if (gatewayId === receipt.gatewayId) await takeReceipt(engine, record, receipt);
  return true;
}

async function find(engine: Engine, receipt: MessageReceipt): Promise<EffectRecord | null> {
  const named = receipt.id === undefined ? null : await engine.store.effect({ id: receipt.id });
  if (named !== null) return named;
  const since = engine.clock.now() - receiptMs;
  const open = await engine.store.undeliveredEffects({ since, limit: maximumTexts });
  return open.find(({ gatewayId }) => gatewayId === receipt.gatewayId) ?? null;
}
