import type { DeliveryStatus, MessageReceipt } from '@clinicarrivals/core';
import { toVendorCode } from '../http/request-failure.ts';
import { deliveryFailures } from './error-codes.ts';

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

/**
 * Translates the status and error code of a text that we sent, from whichever way they came.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
export function toReceipt(gatewayId: string, vendorStatus: string, errorCode: unknown): MessageReceipt {
  const status = (Object.hasOwn(statuses, vendorStatus) ? statuses[vendorStatus] : undefined) ?? 'accepted';
  const vendorCode = toVendorCode(errorCode);
  if (status !== 'undelivered') return { gatewayId, status, failure: null, vendorCode: null };
  const known = vendorCode === null ? undefined : deliveryFailures[vendorCode];
  const receipt = { gatewayId, status, failure: known?.failure ?? 'permanent', vendorCode };
  return known?.number === undefined ? receipt : { ...receipt, numberFailure: known.number };
}
