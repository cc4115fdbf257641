import type { DeliveryStatus, MessageReceipt } from '@clinicarrivals/core';
import { createGatewayErrors } from '../http/gateway-errors.ts';
import type { HttpAnswer } from '../http/request.ts';
import { textOf } from '../json-fields.ts';

/** Makes a GatewayError of anything that a request to the app or its server threw. */
export const toGatewayError = createGatewayErrors({
  vendor: 'android',
  console: 'the app',
  explain: ({ status, code }) => {
    if (code === 'device') return { failure: 'configuration', meaning: 'no such telephone' };
    // Taken before anything is queued: the telephone has been away for long.
    if (code === 'queue') return { failure: 'retry', meaning: 'queue is full, telephone offline?', isCertain: true };
    // The address is wrong, where a text is posted.
    return status === 405 ? { failure: 'configuration', meaning: 'no server of the app' } : undefined;
  },
});

/**
 * Names a refusal by its words, of which the server has no codes; null when it is another.
 *
 * Source: the messages handler of github.com/android-sms-gateway/server, MessagesRoutes.kt of the app
 */
export function toRefusalCode({ status, json }: HttpAnswer): string | null {
  const words = textOf(json, 'message') ?? '';
  if (status === 503 && words.includes('queue limits exceeded')) return 'queue';
  if (status === 400 && /record not found|more than one record|invalid device id/i.test(words)) return 'device';
  return null;
}

/** Translates a state; one that is not known says that the text was taken. Source: https://docs.sms-gate.app/features/status-tracking/ */
export function toReceipt(gatewayId: string, state: string | null): MessageReceipt {
  const status = statuses[state ?? ''] ?? 'accepted';
  // The app says why in words alone, and most often the telephone had no network.
  const failure = status === 'undelivered' ? 'retry' : null;
  return { gatewayId, status, failure, vendorCode: null };
}

const statuses: Readonly<Record<string, DeliveryStatus>> = {
  Pending: 'accepted',
  Processed: 'accepted',
  Cancelling: 'accepted',
  Sent: 'sent',
  Delivered: 'delivered',
  Failed: 'undelivered',
  Cancelled: 'undelivered',
};
