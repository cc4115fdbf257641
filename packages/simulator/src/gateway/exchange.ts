import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from '../due-queue.ts';
import type { Random } from '../random.ts';
import { createConsentBook } from './consent.ts';
import type { ConsentBook, ConsentWord } from './consent.ts';
import type { TextDirection, TextRecord, TextStatus } from './text-record.ts';

/**
 * What stands at a number: a `mobile` gets texts within seconds · a `landline` never (30006) · an `unreachable` one when it
 * comes back within the text's validity, else never (30003) · `unknown` is nobody's (30005) · `not-mobile` is refused by the
 * API at once (21614).
 */
export type Handset = 'mobile' | 'landline' | 'unreachable' | 'unknown' | 'not-mobile';

/** A text to take on. */
export interface NewText {
  readonly direction: TextDirection;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly validUntil: number;
  readonly statusCallback: string | null;
}

export interface ExchangeListener {
  /** A text was accepted or came in. */
  taken(record: TextRecord, word: ConsentWord | null): void;
  /** A text changed its status. */
  changed(record: TextRecord): void;
}

/** The texts of one account and what becomes of them, without HTTP. */
export interface Exchange {
  readonly consent: ConsentBook;
  /** All texts, oldest first. */
  list(): readonly TextRecord[];
  get(sid: string): TextRecord | undefined;
  send(text: NewText): TextRecord;
  /** A text comes in. The carrier hears consent words, and answers them itself. */
  receive(text: { readonly from: string; readonly to: string; readonly body: string }): TextRecord;
  cancel(sid: string): TextRecord | undefined;
  redact(sid: string): TextRecord | undefined;
  handset(phone: string): Handset;
  setHandset(phone: string, handset: Handset): void;
  /** While held, nothing is delivered: a carrier that is down. */
  holdDelivery(isHeld: boolean): void;
  nextAt(): number | null;
  /** Does what is due by now. */
  settle(): void;
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
  const records = new Map<string, TextRecord>();
  const handsets = new Map<string, Handset>();
  const waiting = new Set<string>();
  const expiries = new Map<string, () => void>();
  const queue = createDueQueue();
  const consent = createConsentBook();
  let isHeld = false;

  const isPending = (sid: string): boolean => {
    const status = records.get(sid)?.status;
    return status === 'queued' || status === 'sent';
  };
  const change = (sid: string, edit: Partial<TextRecord>): TextRecord | undefined => {
    const record = records.get(sid);
    if (record === undefined) return undefined;
    const changed = { ...record, ...edit, updatedAt: clock.now() };
    records.set(sid, changed);
    if (!isPending(sid)) {
      expiries.get(sid)?.();
      expiries.delete(sid);
    }
    if (changed.status !== record.status) listener.changed(changed);
    return changed;
  };
  const take = (text: NewText, status: TextStatus, word: ConsentWord | null = null): TextRecord => {
    const now = clock.now();
    const record: TextRecord = {
      ...text,
      sid: `SM${random.hex(32)}`,
      status,
      errorCode: null,
      createdAt: now,
      updatedAt: now,
      sentAt: status === 'received' ? now : null,
    };
    records.set(record.sid, record);
    listener.taken(record, word);
    return record;
  };
  const handsetOf = (phone: string): Handset => handsets.get(phone) ?? 'mobile';

  const expire = (sid: string): void => {
    waiting.delete(sid);
    const record = records.get(sid);
    if (record === undefined || !isPending(sid)) return;
    if (record.status === 'queued') change(sid, { status: 'failed', errorCode: 30036 });
    else change(sid, { status: 'undelivered', errorCode: 30003 });
  };
  const deliver = (sid: string): void => {
    const record = records.get(sid);
    if (record === undefined || !isPending(sid)) return;
    const handset = handsetOf(record.to);
    if (isHeld || handset === 'unreachable') {
      waiting.add(sid);
      return;
    }
    waiting.delete(sid);
    if (record.status === 'queued') change(sid, { status: 'sent', sentAt: clock.now() });
    if (handset === 'landline') change(sid, { status: 'undelivered', errorCode: 30006 });
    else if (handset === 'unknown') change(sid, { status: 'undelivered', errorCode: 30005 });
    else change(sid, { status: 'delivered' });
  };
  const progress = (record: TextRecord): void => {
    const sentIn = random.between(300, 1200);
    const deliveredIn = sentIn + random.between(800, 4000);
    queue.add(record.createdAt + sentIn, () => {
      if (!isHeld && isPending(record.sid)) change(record.sid, { status: 'sent', sentAt: clock.now() });
    });
    queue.add(record.createdAt + deliveredIn, () => {
      deliver(record.sid);
    });
    expiries.set(
      record.sid,
      queue.add(record.validUntil, () => {
        expire(record.sid);
      }),
    );
  };
  const send = (text: NewText): TextRecord => {
    const record = take(text, 'queued');
    progress(record);
    return record;
  };
  const retryWaiting = (): void => {
    for (const sid of [...waiting]) deliver(sid);
  };

  return {
    consent,
    list: () => [...records.values()],
    get: (sid) => records.get(sid),
    send,
    receive: ({ from, to, body }) => {
      const heard = consent.hear(to, from, body);
      const text = { direction: 'inbound', from, to, body, validUntil: clock.now(), statusCallback: null } as const;
      const record = take(text, 'received', heard?.word ?? null);
      if (heard !== null) {
        const validUntil = clock.now() + longestValidityMs;
        send({ direction: 'outbound-reply', from: to, to: from, body: heard.reply, validUntil, statusCallback: null });
      }
      return record;
    },
    cancel: (sid) => (records.get(sid)?.status === 'queued' ? change(sid, { status: 'canceled' }) : undefined),
    redact: (sid) => change(sid, { body: '' }),
    handset: handsetOf,
    setHandset: (phone, handset) => {
      handsets.set(phone, handset);
      retryWaiting();
    },
    holdDelivery: (next) => {
      isHeld = next;
      if (!isHeld) retryWaiting();
    },
    nextAt: () => queue.nextAt(),
    settle: () => {
      for (let callback = queue.takeDue(clock.now()); callback !== null; callback = queue.takeDue(clock.now()))
        callback();
    },
  };
}
