import type { DocumentRecord, EffectRecord, JsonValue } from '../ports/conversation-store/records.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import type { Engine } from './engine.ts';
import { oneAfterAnother } from './guarded.ts';
import { recordAccepted } from './hand-text.ts';
import { receiptMs } from './take-receipt.ts';
import type { TakeReceipt } from './take-receipt.ts';

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
export function createReceiptInbox(engine: Engine, takeReceipt: TakeReceipt): ReceiptInbox {
  const deal = (receipt: MessageReceipt, find: Find): Promise<boolean> => apply({ engine, takeReceipt, find }, receipt);
  const store = async (receipt: MessageReceipt): Promise<void> => {
    await engine.store.commit({ documents: [toDocument(receipt, engine.clock.now())] });
  };
  return {
    take: async (receipt, { isHandledAtOnce }) => {
      if (!isHandledAtOnce) return store(receipt);
      let isDealtWith = false;
      try {
        isDealtWith = await deal(receipt, createFind(engine));
      } catch (error) {
        const cause = error instanceof Error ? error.name : 'unknown';
        engine.logger.log('warn', '[engine] a receipt could not be dealt with at once, it is stored first', { cause });
      }
      if (!isDealtWith) await store(receipt);
    },
    settle: async () => {
      const find = createFind(engine);
      const documents = await engine.store.documents({ kind: 'receipt' });
      await oneAfterAnother(
        documents.map((document) => async () => {
          const waiting = fromDocument(document.value);
          const isOver = waiting === null || Math.abs(engine.clock.now() - waiting.at) > receiptMs;
          if (isOver || (await deal(waiting.receipt, find)))
            await engine.store.commit({ documents: [{ ...document, value: null }] });
        }),
      );
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

interface ApplyParts {
  readonly engine: Engine;
  readonly takeReceipt: TakeReceipt;
  readonly find: Find;
}

/** Returns whether the receipt needs no further attention. */
async function apply(parts: ApplyParts, receipt: MessageReceipt): Promise<boolean> {
  const { engine, takeReceipt, find } = parts;
  const record = await find(receipt);
  if (record === null) return false;
  const { effect, status, gatewayId } = record;
  if (effect.type !== 'send-message' || status === 'failed' || status === 'dropped') return true;
  if (status === 'in-doubt' || (status === 'waiting' && record.attempts > 0)) {
    // Nobody else can know its id: the gateway has the text, whatever it answered when it was handed over.
    const accepted = { gatewayId: receipt.gatewayId, acceptedAt: engine.clock.now() };
    await recordAccepted(engine, { record, effect }, accepted, status);
    return apply(parts, receipt);
  }
  if (status !== 'done') return false;
  if (gatewayId === receipt.gatewayId) await takeReceipt(record.id, receipt);
  return true;
}

/** Finds the text of a receipt: by our id where it is told, else by the gateway's among the texts that are open. */
type Find = (receipt: MessageReceipt) => Promise<EffectRecord | null>;

/** Makes a search that reads the open texts once, and only if it has to. */
function createFind(engine: Engine): Find {
  let open: Promise<ReadonlyMap<string | null, EffectRecord>> | null = null;
  const readOpen = async (): Promise<ReadonlyMap<string | null, EffectRecord>> => {
    const since = engine.clock.now() - receiptMs;
    const records = await engine.store.undeliveredEffects({ since, limit: maximumTexts });
    return new Map(records.map((record) => [record.gatewayId, record]));
  };
  return async (receipt) => {
    const named = receipt.id === undefined ? null : await engine.store.effect({ id: receipt.id });
    if (named !== null) return named;
    open ??= readOpen();
    return (await open).get(receipt.gatewayId) ?? null;
  };
}
