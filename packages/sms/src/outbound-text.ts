import { GatewayError, isPhoneNumber } from '@clinicarrivals/core';
import type { OutboundMessage, PhoneNumber } from '@clinicarrivals/core';

/** Refuses a text that no gateway would send: `permanent`, before anything has left. */
export function refuseUnsendable(vendor: string, message: OutboundMessage, longestBody = 1600): void {
  if (!isPhoneNumber(message.to)) throw refusal(vendor, 'recipient is no number in E.164 form');
  if (message.body.length === 0) throw refusal(vendor, 'text is empty');
  if (message.body.length > longestBody) throw refusal(vendor, `text has more than ${longestBody} characters`);
}

/** Gives how many whole seconds of a text's validity are left; throws when there is none. To be asked just before it leaves. */
export function secondsLeft(vendor: string, message: OutboundMessage, now: number): number {
  const seconds = Math.floor((message.validUntil - now) / 1000);
  if (seconds < 1) throw tooLate(vendor);
  return seconds;
}

/** Makes the error for a text whose validity is over. */
export function tooLate(vendor: string): GatewayError {
  return refusal(vendor, 'too late, less than a second of its validity is left');
}

/** Chooses always the same of our numbers for a recipient, so that a conversation stays in one thread on the telephone. */
export function chooseNumber(vendor: string, numbers: readonly PhoneNumber[], to: PhoneNumber): PhoneNumber {
  const chosen = numbers[Number(to.slice(-4)) % numbers.length];
  if (chosen === undefined) throw refusal(vendor, 'we have no number to send from');
  return chosen;
}

function refusal(vendor: string, reason: string): GatewayError {
  return new GatewayError({ failure: 'permanent', message: `[${vendor}] send failed: ${reason}, will not be retried` });
}
