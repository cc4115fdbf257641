import type { GatewayFailure, MessageReceipt } from '@clinicarrivals/core';
import type { CodeMeaning } from '../http/gateway-errors.ts';

/**
 * Codes with which Twilio refuses a request. Any other code is judged by its HTTP status.
 *
 * Source: https://www.twilio.com/docs/api/errors
 */
export const refusals: Readonly<Record<string, CodeMeaning<GatewayFailure>>> = {
  20003: { failure: 'configuration', meaning: 'wrong account or token' },
  20005: { failure: 'configuration', meaning: 'account not active' },
  20404: { failure: 'configuration', meaning: 'no such account or resource' },
  20429: { failure: 'retry', meaning: 'too many requests at once' },
  21211: { failure: 'permanent', meaning: 'recipient is no valid number', number: 'unassigned' },
  21212: { failure: 'configuration', meaning: 'sender is no valid number' },
  21408: { failure: 'configuration', meaning: 'country of the recipient not enabled' },
  21602: { failure: 'permanent', meaning: 'text is empty' },
  21606: { failure: 'configuration', meaning: 'sender is not ours or cannot text' },
  21608: { failure: 'configuration', meaning: 'trial account texts verified numbers only' },
  21609: { failure: 'configuration', meaning: 'status callback URL not accepted' },
  21610: { failure: 'opted-out', meaning: 'recipient has opted out' },
  21611: { failure: 'retry', meaning: 'queue of the sender is full' },
  21612: { failure: 'permanent', meaning: 'no route to the recipient' },
  21614: { failure: 'permanent', meaning: 'recipient is no mobile number', number: 'landline' },
  21617: { failure: 'permanent', meaning: 'text too long' },
  21635: { failure: 'permanent', meaning: 'recipient is a landline', number: 'landline' },
  21659: { failure: 'configuration', meaning: 'sender is not a number of this account' },
  21703: { failure: 'configuration', meaning: 'messaging service has no number to send from' },
  21705: { failure: 'configuration', meaning: 'no such messaging service' },
  30001: { failure: 'retry', meaning: 'queue overflow' },
  30002: { failure: 'configuration', meaning: 'account suspended' },
  35111: { failure: 'permanent', meaning: 'its time is too near' },
  35114: { failure: 'permanent', meaning: 'its time is too near or too far' },
};

/** Codes that a text carries which was accepted and then not delivered. Any other code counts as permanent. */
export const deliveryFailures: Readonly<Record<string, CodeMeaning<NonNullable<MessageReceipt['failure']>>>> = {
  21610: { failure: 'opted-out', meaning: 'recipient has opted out' },
  30001: { failure: 'retry', meaning: 'queue overflow' },
  30002: { failure: 'configuration', meaning: 'account suspended' },
  30003: { failure: 'retry', meaning: 'handset switched off or out of coverage', number: 'unreachable' },
  30004: { failure: 'permanent', meaning: 'blocked' },
  30005: { failure: 'permanent', meaning: 'unknown handset', number: 'unassigned' },
  30006: { failure: 'permanent', meaning: 'landline or carrier that cannot be reached', number: 'landline' },
  30007: { failure: 'permanent', meaning: 'filtered by the carrier' },
  30008: { failure: 'retry', meaning: 'unknown reason' },
  30034: { failure: 'configuration', meaning: 'sender not registered with the carriers' },
  63014: { failure: 'opted-out', meaning: 'recipient has blocked us' },
};
