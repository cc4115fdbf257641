import type { Fault, FaultQueue } from '../faults.ts';
import type { Handset } from './delivery.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayFaultKind, ListLag } from './gateway-handler.ts';
import type { TextRecord } from './text-record.ts';
import type { Webhooks } from './webhooks.ts';

/** What patients, carriers and tests do to the gateway. */
export interface GatewayControls {
  /** A text comes in from a telephone, to the clinic's first number unless `to` is given. Gives its sid. */
  inbound(text: { readonly from: string; readonly body: string; readonly to?: string }): string;
  /** Says what stands at a number; a mobile telephone unless set. */
  setHandset(phone: string, handset: Handset): void;
  /** Decides what becomes of one text, at once, whatever stands at its number. */
  setDelivery(sid: string, status: 'delivered' | 'undelivered', errorCode?: number): void;
  /** While held, no text leaves: those that are not delivered within their validity fail. */
  holdDelivery(isHeld: boolean): void;
  /** How long new texts are missing from the list (not from reading one); 0 unless set. */
  setListLag(durationMs: number): void;
  /** The next inbound webhooks come twice. */
  duplicateWebhooks(times: number): void;
  /** True when the number has opted out of the clinic's first number, or of `sender`. */
  isOptedOut(phone: string, sender?: string): boolean;
  /** Every text as it stands now, oldest first. */
  texts(): readonly TextRecord[];
  fail(fault: Fault<GatewayFaultKind>): void;
  clearFaults(): void;
}

interface Controlled {
  readonly exchange: Exchange;
  readonly webhooks: Webhooks;
  readonly faults: FaultQueue<GatewayFaultKind>;
  readonly listLag: ListLag;
  /** Called after what may have made something due. */
  readonly settle: () => void;
  readonly firstNumber: string;
}

/** Makes the controls of a gateway. */
export function createGatewayControls(controlled: Controlled): GatewayControls {
  const { exchange, webhooks, faults, listLag, settle, firstNumber } = controlled;
  return {
    inbound: ({ from, body, to = firstNumber }) => {
      const { sid } = exchange.receive({ from, to, body });
      settle();
      return sid;
    },
    setHandset: (phone, handset) => {
      exchange.delivery.setHandset(phone, handset);
    },
    setDelivery: (sid, status, errorCode) => {
      exchange.decide(sid, { status, errorCode: status === 'delivered' ? null : (errorCode ?? 30003) });
      settle();
    },
    holdDelivery: (isHeld) => {
      exchange.delivery.hold(isHeld);
    },
    setListLag: (durationMs) => {
      listLag.durationMs = durationMs;
    },
    duplicateWebhooks: (times) => {
      webhooks.duplicate(times);
    },
    isOptedOut: (phone, sender = firstNumber) => exchange.consent.isOptedOut(sender, phone),
    texts: () => exchange.list(),
    fail: (fault) => {
      faults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
    },
  };
}
