import type { Clock } from '@clinicarrivals/core';
import type { Random } from '../random.ts';
import { createConsentBook } from './consent.ts';
import type { ConsentBook, ConsentWord } from './consent.ts';
import { createDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import type { TextRecord } from './text-record.ts';
import { createTextShelf, isPending } from './text-shelf.ts';
import type { NewText, TextShelf } from './text-shelf.ts';

export interface ExchangeListener {
  /** A text was accepted or came in. */
  taken(record: TextRecord, word: ConsentWord | null): void;
  /** A text changed its status. */
  changed(record: TextRecord): void;
}

/** The texts of one account and what becomes of them, without HTTP. */
export interface Exchange extends Pick<TextShelf, 'list' | 'get'> {
  readonly consent: ConsentBook;
  readonly delivery: Delivery;
  /** Takes a text on: it leaves at once, or at its time. */
  send(text: NewText): TextRecord;
  /** A text comes in. The carrier hears consent words, and answers them itself. */
  receive(text: { readonly from: string; readonly to: string; readonly body: string }): TextRecord;
  /** Takes back a text that waits for its time or is still queued; undefined when it is too late. */
  cancel(sid: string): TextRecord | undefined;
  redact(sid: string): TextRecord | undefined;
  /** Sets what became of a text. */
  decide(sid: string, outcome: Pick<TextRecord, 'status' | 'errorCode'>): void;
}

/** How long Twilio tries at most, and unless it is told otherwise. */
export const longestValidityMs = 36_000_000;

/** Makes an exchange without texts. */
export function createExchange(options: {
  readonly clock: Clock;
  readonly random: Random;
  readonly listener: ExchangeListener;
}): Exchange {
  const { clock, random, listener } = options;
  const consent = createConsentBook();
  const shelf = createTextShelf({
    clock,
    random,
    onStatus: (record) => {
      const { sid } = record;
      if (!isPending(record)) delivery.drop(sid);
      listener.changed(record);
    },
  });
  const delivery = createDelivery({ clock, random, shelf });
  const send = createSend({ consent, shelf, delivery, listener });

  return {
    consent,
    delivery,
    list: () => shelf.list(),
    get: (sid) => shelf.get(sid),
    send,
    receive: ({ from, to, body }) => {
      const heard = consent.hear(to, from, body);
      const now = clock.now();
      const text = { from, to, body, validUntil: now, statusCallback: null };
      const record = shelf.add({ ...text, direction: 'inbound' }, 'received');
      listener.taken(record, heard?.word ?? null);
      if (heard !== null) {
        const reply = {
          from: to,
          to: from,
          body: heard.reply,
          validUntil: now + longestValidityMs,
          statusCallback: null,
        };
        send({ ...reply, direction: 'outbound-reply' });
      }
      return record;
    },
    cancel: (sid) => {
      const status = shelf.get(sid)?.status;
      return status === 'queued' || status === 'scheduled' ? shelf.change(sid, { status: 'canceled' }) : undefined;
    },
    redact: (sid) => shelf.change(sid, { body: '' }),
    decide: (sid, outcome) => {
      shelf.change(sid, { ...outcome, sentAt: shelf.get(sid)?.sentAt ?? clock.now() });
    },
  };
}

/** Makes what takes texts on: they set out at once, or at their time. */
function createSend({
  consent,
  shelf,
  delivery,
  listener,
}: Pick<Exchange, 'consent' | 'delivery'> & {
  readonly shelf: TextShelf;
  readonly listener: ExchangeListener;
}): Exchange['send'] {
  const setOut = (record: TextRecord): void => {
    listener.taken(record, null);
    delivery.start(record);
  };
  /** Who opted out since a text was handed over is tried, and refused then: STOP takes nothing back. */
  const leave = (sid: string): void => {
    const record = shelf.get(sid);
    if (record?.status !== 'scheduled') return;
    if (consent.isOptedOut(record.from, record.to)) shelf.change(sid, { status: 'failed', errorCode: 21610 });
    else setOut(shelf.change(sid, { status: 'queued' }) ?? record);
  };
  return (text) => {
    const { sendAt = null } = text;
    const record = shelf.add(text, sendAt === null ? 'queued' : 'scheduled');
    if (sendAt === null) setOut(record);
    else delivery.later(sendAt, () => leave(record.sid));
    return record;
  };
}
