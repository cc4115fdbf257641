import { isPhoneNumber } from '@clinicarrivals/core';
import { longestValidityMs } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './refusal.ts';
import type { NewText } from './text-shelf.ts';

/** What new texts are checked against. */
export interface SendingRules {
  readonly exchange: Exchange;
  readonly numbers: readonly string[];
  readonly now: number;
}

/**
 * Reads the form of a new text and checks it as Twilio does.
 *
 * @throws GatewayRefusal with Twilio's code
 */
export function parseNewText(form: URLSearchParams, { exchange, numbers, now }: SendingRules): NewText {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const body = form.get('Body') ?? '';
  refuseIf(to === '', 21604, "A 'To' phone number is required.");
  refuseIf(from === '', 21603, "A 'From' phone number is required.");
  refuseIf(body === '', 21602, 'Message body is required.');
  refuseIf(body.length > 1600, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  refuseIf(
    !numbers.includes(from),
    21606,
    "The 'From' phone number is not a valid, SMS-capable number of this account.",
  );
  refuseIf(!isPhoneNumber(to), 21211, "The 'To' number is not a valid phone number.");
  refuseIf(to === from, 21266, "'To' and 'From' number cannot be the same.");
  refuseIf(exchange.delivery.handset(to) === 'not-mobile', 21614, "The 'To' number is not a valid mobile number.");
  refuseIf(exchange.consent.isOptedOut(from, to), 21610, 'Attempt to send to unsubscribed recipient.');
  return {
    direction: 'outbound-api',
    from,
    to,
    body,
    validUntil: now + parseValidity(form.get('ValidityPeriod')),
    statusCallback: parseCallback(form.get('StatusCallback')),
  };
}

function parseValidity(text: string | null): number {
  if (text === null) return longestValidityMs;
  const seconds = Number(text);
  refuseIf(!Number.isInteger(seconds) || seconds < 1 || seconds > 36_000, 20001, 'ValidityPeriod must be 1 to 36000.');
  return seconds * 1000;
}

function parseCallback(url: string | null): string | null {
  if (url === null || url === '') return null;
  // Host names with an underscore are refused, which catches container names.
  const isValid = URL.canParse(url) && !new URL(url).hostname.includes('_');
  refuseIf(!isValid, 21609, 'The StatusCallback URL is not a valid URL.');
  return url;
}

function refuseIf(isWrong: boolean, code: number, message: string): void {
  if (isWrong) throw new GatewayRefusal(400, code, message);
}
