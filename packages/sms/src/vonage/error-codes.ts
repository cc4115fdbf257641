import type { MessageReceipt } from '@clinicarrivals/core';
import { createGatewayErrors } from '../http/gateway-errors.ts';
import type { CodeMeaning } from '../http/gateway-errors.ts';
import { toVendorCode } from '../http/request-failure.ts';
import { fieldOf, textOf } from '../json-fields.ts';

/**
 * Codes of the Messages API, with which it refuses a text or reports that one was not delivered. Any other code of a refusal is judged by its
 * HTTP status; of a report it counts as permanent.
 *
 * Source: https://developer.vonage.com/en/api-errors/messages
 */
const codes: Readonly<Record<string, CodeMeaning<NonNullable<MessageReceipt['failure']>>>> = {
  1000: { failure: 'retry', meaning: 'too many texts at once' },
  1040: { failure: 'permanent', meaning: 'unknown prefix of the recipient' },
  1050: { failure: 'permanent', meaning: 'recipient is barred' },
  1060: { failure: 'configuration', meaning: 'account is barred' },
  1070: { failure: 'configuration', meaning: 'account has no credit left' },
  1080: { failure: 'configuration', meaning: 'account not enabled for this API' },
  1100: { failure: 'retry', meaning: 'not submitted, communication failed' },
  1120: { failure: 'configuration', meaning: 'sender not accepted in this country' },
  1130: { failure: 'permanent', meaning: 'validity not accepted' },
  1140: { failure: 'configuration', meaning: 'not enabled on this account' },
  1160: { failure: 'configuration', meaning: 'recipient is not on the list of a trial account' },
  1170: { failure: 'permanent', meaning: 'recipient is no valid number', number: 'unassigned' },
  1180: { failure: 'retry', meaning: 'handset switched off or out of coverage', number: 'unreachable' },
  1190: { failure: 'permanent', meaning: 'number no longer active', number: 'unassigned' },
  1200: { failure: 'permanent', meaning: 'number is moving between carriers' },
  1210: { failure: 'permanent', meaning: 'filtered by the carrier' },
  1220: { failure: 'retry', meaning: 'handset busy' },
  1230: { failure: 'retry', meaning: 'network failed' },
  1240: { failure: 'opted-out', meaning: 'recipient has opted out' },
  1241: { failure: 'retry', meaning: 'too many texts to this number' },
  1250: { failure: 'permanent', meaning: 'no route to the recipient' },
  1260: { failure: 'permanent', meaning: 'recipient not reachable' },
  1280: { failure: 'permanent', meaning: 'blocked by the carrier' },
  1331: { failure: 'retry', meaning: 'provider not responding' },
  1360: { failure: 'retry', meaning: 'not delivered within its validity' },
  1420: { failure: 'configuration', meaning: 'sender is not ours or cannot text' },
  1430: { failure: 'permanent', meaning: 'recipient is no valid number', number: 'unassigned' },
};

/** Makes a GatewayError of anything that a request to Vonage threw. */
export const toGatewayError = createGatewayErrors({
  vendor: 'vonage',
  console: 'the Vonage dashboard',
  explain: ({ status, code }) => {
    if (status === 402) return { failure: 'configuration', meaning: 'account has no credit left' };
    return code === null ? undefined : codes[code];
  },
});

/** Gives why a text was not delivered, and what that says about the number. */
export function deliveryFailure(code: string | null): Pick<MessageReceipt, 'failure' | 'numberFailure'> {
  const known = code === null ? undefined : codes[code];
  return {
    failure: known?.failure ?? 'permanent',
    ...(known?.number === undefined ? {} : { numberFailure: known.number }),
  };
}

/** Reads Vonage's code from a problem (RFC 7807): the end of its type's address, `…/api-errors/messages#1420`, or its title. */
export function toVonageCode(problem: unknown): string | null {
  const type = textOf(problem, 'type');
  return toVendorCode(type?.split('#').at(1)) ?? toVendorCode(fieldOf(problem, 'title'));
}
