import type { Clock } from '@clinicarrivals/core';
import type { DeliveredPart } from './delivered.ts';
import type { DeliveryAnswer, Store } from './inbound-texts.ts';

/**
 * How long a part is left unanswered while the others are awaited. An SMSC that sends one at a time goes on after that; until the text is
 * whole its parts are then in memory alone.
 */
const othersMs = 5_000;
/** After that a text is handed on without the parts that did not come. */
const longestMs = 600_000;
/** After that a text is stored again that could not be, and of which the SMSC does not keep all parts any more. */
const retryMs = 10_000;
/** Stands for a part that did not come. */
const gap = '[…]';

type Part = NonNullable<DeliveredPart['part']>;

/** A long text of which not all has come, or which could not be stored yet. */
interface LongText {
  readonly gatewayId: string;
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly bodies: Map<number, string>;
  /** The parts that the SMSC still keeps, and how to answer them. */
  readonly unanswered: Map<number, (answer: DeliveryAnswer) => void>;
  readonly cancels: (() => void)[];
}

/** Takes the parts of long texts. */
export interface LongTexts {
  /** Resolves when the whole text is durable, or nearly so. */
  take(delivered: DeliveredPart, part: Part): Promise<DeliveryAnswer>;
  /** Hands on what the SMSC does not keep any more, with gaps where parts are missing. */
  settle(): Promise<void>;
}

/** Makes it. */
export function createLongTexts({ clock, store }: { readonly clock: Clock; readonly store: Store }): LongTexts {
  const texts = new Map<string, LongText>();

  const handOn = async (key: string, text: LongText): Promise<void> => {
    const body = Array.from({ length: text.total }, (_, index) => text.bodies.get(index + 1) ?? gap).join('');
    const isTaken = await store(text.gatewayId, { from: text.from, to: text.to, body });
    if (!isTaken) for (const number of text.unanswered.keys()) text.bodies.delete(number);
    answerAll(text, isTaken);
    if (!isTaken && text.bodies.size > 0) return;
    for (const cancel of text.cancels) cancel();
    texts.delete(key);
  };

  const begin = (key: string, { from, to }: DeliveredPart, total: number): LongText => {
    const gatewayId = crypto.randomUUID();
    const text: LongText = { gatewayId, from, to, total, bodies: new Map(), unanswered: new Map(), cancels: [] };
    const giveUp = async (): Promise<void> => {
      await handOn(key, text);
      if (texts.get(key) === text) text.cancels.push(clock.schedule(retryMs, () => void giveUp()));
    };
    text.cancels.push(clock.schedule(longestMs, () => void giveUp()));
    texts.set(key, text);
    return text;
  };

  return {
    take: async (delivered, { reference, total, number }) => {
      const { from, to, body } = delivered;
      const key = JSON.stringify([from, to, reference, total]);
      const text = texts.get(key) ?? begin(key, delivered, total);
      text.bodies.set(number, body);
      // The same part again, after its connection broke: the answer before goes nowhere.
      text.unanswered.get(number)?.({ isTaken: false });
      const answered = new Promise<DeliveryAnswer>((resolve) => text.unanswered.set(number, resolve));
      text.cancels.push(clock.schedule(othersMs, () => answerAll(text, true)));
      if (text.bodies.size === total) await handOn(key, text);
      return answered;
    },
    settle: async () => {
      for (const [key, text] of texts) {
        for (const number of text.unanswered.keys()) text.bodies.delete(number);
        answerAll(text, false);
        for (const cancel of text.cancels) cancel();
        if (text.bodies.size > 0) await handOn(key, text);
      }
    },
  };
}

function answerAll(text: LongText, isTaken: boolean): void {
  for (const answer of text.unanswered.values()) answer({ isTaken });
  text.unanswered.clear();
}
