import { isPhoneNumber } from '@clinicarrivals/core';
import { longestValidityMs } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { GatewayRefusal } from './refusal.ts';
import type { NewText } from './text-shelf.ts';

/** What new texts are checked against. */
export interface SendingRules {
  readonly exchange: Exchange;
  readonly numbers: readonly string[];
  /** Null for an account without one. */
  readonly messagingServiceSid: string | null;
  readonly now: number;
}

/**
 * Reads the form of a new text and checks it as Twilio does.
 *
 * @throws GatewayRefusal with Twilio's code
 */
export function parseNewText(form: URLSearchParams, rules: SendingRules): NewText {
  const { exchange, numbers, now } = rules;
  const to = form.get('To') ?? '';
  const service = parseService(form.get('MessagingServiceSid'), rules);
  const from = form.get('From') ?? (service === null ? '' : (numbers[0] ?? ''));
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
  // Without a messaging service the time is ignored, and the text leaves at once.
  const sendAt = service === null || form.get('ScheduleType') !== 'fixed' ? null : parseSendAt(form, now);
  const isRefused = sendAt === null && exchange.consent.isOptedOut(from, to);
  refuseIf(isRefused, 21610, 'Attempt to send to unsubscribed recipient.');
  return {
    direction: 'outbound-api',
    from,
    to,
    body,
    validUntil: (sendAt ?? now) + parseValidity(form.get('ValidityPeriod')),
    statusCallback: parseCallback(form.get('StatusCallback')),
    messagingServiceSid: service,
    sendAt,
  };
}

function parseService(sid: string | null, { messagingServiceSid }: SendingRules): string | null {
  refuseIf(sid !== null && sid !== messagingServiceSid, 21705, 'The Messaging Service Sid is not a valid one.');
  return sid;
}

/** More than 300 seconds and at most 35 days ahead. */
function parseSendAt(form: URLSearchParams, now: number): number {
  const sendAt = Date.parse(form.get('SendAt') ?? '');
  const aheadMs = sendAt - now;
  refuseIf(!(aheadMs > 300_000 && aheadMs <= 35 * 86_400_000), 35114, 'SendAt must be 300 seconds to 35 days ahead.');
  return sendAt;
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
