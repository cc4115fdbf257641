import type { Clock, InboundMessage } from '@clinicarrivals/core';
import type { DeliveredPart } from './delivered.ts';
import { createLongTexts } from './long-texts.ts';

/** How a delivery is to be answered. */
export interface DeliveryAnswer {
  /** True: it is durable, or as safe as it can be. False: the SMSC keeps it and tries again. */
  readonly isTaken: boolean;
  /** Called when the answer has left. */
  readonly onAnswered?: (() => void) | undefined;
}

/** Stores a text; whether it is durable. */
export type Store = (gatewayId: string, delivered: Pick<DeliveredPart, 'from' | 'to' | 'body'>) => Promise<boolean>;

/** Takes delivered texts; parts of a long one are put together. */
export interface InboundTexts {
  take(delivered: DeliveredPart): Promise<DeliveryAnswer>;
  /** Hands on what is in memory alone. */
  settle(): Promise<void>;
}

/** Makes it. `receive` resolves when a text is durable. */
export function createInboundTexts(options: {
  readonly clock: Clock;
  readonly receive: (message: InboundMessage) => Promise<void>;
}): InboundTexts {
  const { clock, receive } = options;
  const unanswered = new Map<string, string>();

  const store: Store = async (gatewayId, { from, to, body }) => {
    try {
      // The SMSC does not say when it got the text, which may have waited there while we were away.
      await receive({ gatewayId, from, to, body, receivedAt: null, carrierKeyword: null });
      return true;
    } catch {
      return false;
    }
  };
  const longTexts = createLongTexts({ clock, store });

  const take = async (delivered: DeliveredPart): Promise<DeliveryAnswer> => {
    if (delivered.part !== null) return longTexts.take(delivered, delivered.part);
    const key = JSON.stringify(delivered);
    // SMPP names no id. What comes again because our answer did not leave is the same text.
    const gatewayId = unanswered.get(key) ?? crypto.randomUUID();
    unanswered.set(key, gatewayId);
    const isTaken = await store(gatewayId, delivered);
    return { isTaken, onAnswered: isTaken ? () => void unanswered.delete(key) : undefined };
  };
  return { take, settle: () => longTexts.settle() };
}
