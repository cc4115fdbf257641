import { createHash } from 'node:crypto';
import { GatewayError, isPhoneNumber } from '@clinicarrivals/core';
import type { AcceptedMessage, OutboundMessage, PhoneNumber } from '@clinicarrivals/core';
import { toGatewayId } from './message-list.ts';
import type { TwilioClient, TwilioSettings } from './options.ts';
import { createSenderQueue } from './sender-queue.ts';
import { toGatewayError } from './to-gateway-error.ts';

/** What Twilio takes as ValidityPeriod, in seconds. */
const longestValidity = 36_000;
const longestBody = 1600;

/** Makes the function that sends one text, in turn with the others of its sender. */
export function createSend(
  settings: TwilioSettings,
  client: () => Promise<TwilioClient>,
): (message: OutboundMessage) => Promise<AcceptedMessage> {
  const { clock, messagingServiceSid, numbers } = settings;
  // Twilio spreads the texts of a messaging service over its numbers.
  const ratePerSecond = settings.ratePerSecond * (messagingServiceSid === null ? 1 : numbers.length);
  const queue = createSenderQueue({ clock, ratePerSecond });

  return async (message) => {
    refuseUnsendable(message);
    const from = chooseNumber(numbers, message.to);
    const turn = queue.enter({
      sender: messagingServiceSid ?? from,
      latestAt: message.validUntil - 1000,
      isUrgent: message.isUrgent ?? false,
    });
    if (turn === null) throw tooLate();
    await turn;
    const sdk = await client();
    // Computed when the text leaves: it may have waited, or the machine may have slept.
    const validityPeriod = Math.min(longestValidity, Math.floor((message.validUntil - clock.now()) / 1000));
    if (validityPeriod < 1) throw tooLate();
    try {
      const created = await sdk.messages.create({
        to: message.to,
        body: message.body,
        validityPeriod,
        ...(messagingServiceSid === null ? { from } : { messagingServiceSid }),
        ...(settings.statusCallbackUrl === null
          ? {}
          : { statusCallback: withMessageId(settings.statusCallbackUrl, message.id) }),
      });
      return { gatewayId: toGatewayId(created), acceptedAt: clock.now() };
    } catch (error) {
      throw toGatewayError('send', error);
    }
  };
}

/** Always the same of our numbers for a recipient, so that a conversation stays in one thread on the telephone. */
function chooseNumber(numbers: readonly PhoneNumber[], to: PhoneNumber): PhoneNumber {
  const chosen = numbers[Number(to.slice(-4)) % numbers.length];
  if (chosen === undefined) throw refusal('we have no number to send from');
  return chosen;
}

/** Our ids may carry the recipient's number, which has no place in an address: the address carries their hash. */
function withMessageId(statusCallbackUrl: string, id: string): string {
  const url = new URL(statusCallbackUrl);
  url.searchParams.set('mid', createHash('sha256').update(id).digest('base64url'));
  return url.href;
}

function refuseUnsendable(message: OutboundMessage): void {
  if (!isPhoneNumber(message.to)) throw refusal('recipient is no number in E.164 form');
  if (message.body.length === 0) throw refusal('text is empty');
  if (message.body.length > longestBody) throw refusal(`text has more than ${longestBody} characters`);
}

function tooLate(): GatewayError {
  return refusal('too late, less than a second of its validity is left');
}

function refusal(reason: string): GatewayError {
  return new GatewayError({ failure: 'permanent', message: `[twilio] send failed: ${reason}, will not be retried` });
}
