import type { InboundMessage, MessageReceipt, WebhookReading } from '@clinicarrivals/core';

/** Makes the reading of a webhook that is believed. */
export function accepted(
  says: { readonly messages?: readonly InboundMessage[]; readonly receipts?: readonly MessageReceipt[] } = {},
): WebhookReading {
  return { type: 'accepted', messages: says.messages ?? [], receipts: says.receipts ?? [] };
}

/** Makes the reading of a webhook that is not believed; the reason names nothing of the request. */
export function refused(why: 'forged' | 'malformed' | 'unsupported', reason: string): WebhookReading {
  return { type: 'refused', why, reason };
}
