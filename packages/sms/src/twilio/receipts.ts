import type { DeliveryStatus, MessageReceipt } from '@clinicarrivals/core';
import { deliveryFailures } from './error-codes.ts';
import type { TwilioClient } from './options.ts';
import { toRequestFailure, toVendorCode } from '../http/request-failure.ts';

/** How many requests run side by side: Twilio limits them for the whole account. */
const concurrency = 4;

/** Twilio's statuses of a text that we sent. One that is not listed is on its way: accepted. */
const statuses: Readonly<Record<string, DeliveryStatus>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  partially_delivered: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
};

/** Asks what became of each text, a few at a time. Texts that Twilio does not know are left out. */
export async function fetchReceipts(
  client: TwilioClient,
  gatewayIds: readonly string[],
): Promise<readonly MessageReceipt[]> {
  const receipts: (MessageReceipt | null)[] = gatewayIds.map(() => null);
  const queue = gatewayIds.entries();
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each id is taken once.
    for (const [index, gatewayId] of queue) receipts[index] = await fetchReceipt(client, gatewayId);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, gatewayIds.length) }, work));
  return receipts.filter((receipt) => receipt !== null);
}

async function fetchReceipt(client: TwilioClient, gatewayId: string): Promise<MessageReceipt | null> {
  // Anything else would become part of another path.
  if (!/^[A-Za-z0-9]+$/.test(gatewayId)) return null;
  try {
    const message = await client.messages(gatewayId).fetch();
    return toReceipt(gatewayId, message.status, message.errorCode);
  } catch (error) {
    const failed = toRequestFailure(error);
    // A web page with this status comes from a wrong address, and says nothing about the text.
    if (failed.type === 'refused' && failed.status === 404 && failed.code === '20404') return null;
    throw error;
  }
}

/** Translates status and error code. */
function toReceipt(gatewayId: string, vendorStatus: string, errorCode: unknown): MessageReceipt {
  const status = statuses[vendorStatus] ?? 'accepted';
  const vendorCode = toVendorCode(errorCode);
  if (status !== 'undelivered') return { gatewayId, status, failure: null, vendorCode: null };
  const failure = (vendorCode === null ? undefined : deliveryFailures[vendorCode])?.failure ?? 'permanent';
  return { gatewayId, status, failure, vendorCode };
}
