import type { MessageReceipt } from '@clinicarrivals/core';
import { toRequestFailure } from '../http/request-failure.ts';
import { someAtATime } from '../some-at-a-time.ts';
import type { TwilioClient } from './options.ts';
import { toReceipt } from './to-receipt.ts';

/** How many requests run side by side: Twilio limits them for the whole account. */
const concurrency = 4;

/** Asks what became of each text, a few at a time. Texts that Twilio does not know are left out. */
export async function fetchReceipts(
  client: TwilioClient,
  gatewayIds: readonly string[],
): Promise<readonly MessageReceipt[]> {
  const receipts = await someAtATime(gatewayIds, concurrency, (gatewayId) => fetchReceipt(client, gatewayId));
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
