import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from '../due-queue.ts';
import type { Random } from '../random.ts';
import type { TextRecord } from './text-record.ts';
import { isPending } from './text-shelf.ts';
import type { TextShelf } from './text-shelf.ts';

/**
 * What stands at a number: a `mobile` gets texts within seconds · a `landline` never (30006) · an `unreachable` one when it
 * comes back within the text's validity, else never (30003) · `unknown` is nobody's (30005) · `not-mobile` is refused by the
 * API at once (21614).
 */
export type Handset = 'mobile' | 'landline' | 'unreachable' | 'unknown' | 'not-mobile';

/** Brings texts to handsets. */
export interface Delivery {
  /** Sets a text on its way. */
  start(record: TextRecord): void;
  /** Does something at its moment, among all else that is due. */
  later(at: number, action: () => void): void;
  handset(phone: string): Handset;
  setHandset(phone: string, handset: Handset): void;
  /** While held, nothing is delivered: a carrier that is down. */
  hold(isHeld: boolean): void;
  nextAt(): number | null;
  /** Does what is due by now. */
  settle(): void;
  /** Forgets what was to become of a text. */
  drop(sid: string): void;
}

interface Carrier {
  readonly shelf: TextShelf;
  readonly clock: Clock;
  readonly handsets: Map<string, Handset>;
  /** Texts that wait for their handset or for the carrier. */
  readonly waiting: Set<string>;
  isHeld: boolean;
}

/** Makes a carrier with mobile telephones at all numbers. */
export function createDelivery(options: {
  readonly clock: Clock;
  readonly random: Random;
  readonly shelf: TextShelf;
}): Delivery {
  const { clock, random, shelf } = options;
  const carrier: Carrier = { shelf, clock, handsets: new Map(), waiting: new Set(), isHeld: false };
  const expiries = new Map<string, () => void>();
  const queue = createDueQueue();
  const retryWaiting = (): void => {
    for (const sid of [...carrier.waiting]) deliver(carrier, sid);
  };

  return {
    later: (at, action) => {
      queue.add(at, action);
    },
    start: ({ sid, createdAt, sendAt, validUntil }) => {
      const sentAt = (sendAt ?? createdAt) + random.between(300, 1200);
      const deliveredAt = sentAt + random.between(800, 4000);
      queue.add(sentAt, () => {
        if (!carrier.isHeld && isPending(shelf.get(sid))) shelf.change(sid, { status: 'sent', sentAt: clock.now() });
      });
      queue.add(deliveredAt, () => {
        deliver(carrier, sid);
      });
      const cancelExpiry = queue.add(validUntil, () => {
        expire(carrier, sid);
      });
      expiries.set(sid, cancelExpiry);
    },
    handset: (phone) => carrier.handsets.get(phone) ?? 'mobile',
    setHandset: (phone, handset) => {
      carrier.handsets.set(phone, handset);
      retryWaiting();
    },
    hold: (isHeld) => {
      carrier.isHeld = isHeld;
      if (!isHeld) retryWaiting();
    },
    nextAt: () => queue.nextAt(),
    settle: () => {
      for (let action = queue.takeDue(clock.now()); action !== null; action = queue.takeDue(clock.now())) action();
    },
    drop: (sid) => {
      expiries.get(sid)?.();
      expiries.delete(sid);
    },
  };
}

function deliver({ shelf, clock, handsets, waiting, isHeld }: Carrier, sid: string): void {
  const record = shelf.get(sid);
  if (!isPending(record)) return;
  const handset = handsets.get(record.to);
  if (isHeld || handset === 'unreachable') {
    waiting.add(sid);
    return;
  }
  waiting.delete(sid);
  if (record.status === 'queued') shelf.change(sid, { status: 'sent', sentAt: clock.now() });
  if (handset === 'landline') shelf.change(sid, { status: 'undelivered', errorCode: 30006 });
  else if (handset === 'unknown') shelf.change(sid, { status: 'undelivered', errorCode: 30005 });
  else shelf.change(sid, { status: 'delivered' });
}

function expire({ shelf, waiting }: Carrier, sid: string): void {
  waiting.delete(sid);
  const record = shelf.get(sid);
  if (!isPending(record)) return;
  if (record.status === 'queued') shelf.change(sid, { status: 'failed', errorCode: 30036 });
  else shelf.change(sid, { status: 'undelivered', errorCode: 30003 });
}
