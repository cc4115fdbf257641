import { GatewayError, isPhoneNumber } from '@clinicarrivals/core';
import type { OutboundMessage, PhoneNumber } from '@clinicarrivals/core';

/** Refuses a text that no gateway would send: `permanent`, before anything has left. */
export function refuseUnsendable(vendor: string, message: OutboundMessage, longestBody = 1600): void {
  if (!isPhoneNumber(message.to)) throw refusal(vendor, 'recipient is no number in E.164 form');
  if (message.body.length === 0) throw refusal(vendor, 'text is empty');
  if (message.body.length > longestBody) throw refusal(vendor, `text has more than ${longestBody} characters`);
}

/**
 * Gives how many whole seconds of a text's validity are left. To be asked just before it leaves.
 *
 * Throws when there are fewer than the shortest validity that the gateway takes: with that one, the text would arrive too late.
 */
export function secondsLeft(vendor: string, message: OutboundMessage, now: number, shortest = 1): number {
  const seconds = Math.floor((message.validUntil - now) / 1000);
  if (seconds < shortest) throw tooLate(vendor, shortest);
  return seconds;
}

/** Makes the error for a text whose validity is over, or nearly. */
export function tooLate(vendor: string, shortest = 1): GatewayError {
  const least = shortest === 1 ? 'a second' : `${shortest} seconds`;
  return refusal(vendor, `too late, less than ${least} of its validity is left`);
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
