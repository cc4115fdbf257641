import { createHash } from 'node:crypto';
import type { AcceptedMessage, OutboundMessage } from '@clinicarrivals/core';
import { chooseNumber, refuseUnsendable, secondsLeft, tooLate } from '../outbound-text.ts';
import { toGatewayId } from './message-list.ts';
import type { TwilioClient, TwilioSettings } from './options.ts';
import { createSenderQueue } from './sender-queue.ts';
import { toGatewayError } from './to-gateway-error.ts';

/** What Twilio takes as ValidityPeriod, in seconds. */
const longestValidity = 36_000;
const vendor = 'twilio';

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
    refuseUnsendable(vendor, message);
    const from = chooseNumber(vendor, numbers, message.to);
    const turn = queue.enter({
      sender: messagingServiceSid ?? from,
      latestAt: message.validUntil - 1000,
      isUrgent: message.isUrgent ?? false,
    });
    if (turn === null) throw tooLate(vendor);
    await turn;
    const sdk = await client();
    // Computed when the text leaves: it may have waited, or the machine may have slept.
    const validityPeriod = Math.min(longestValidity, secondsLeft(vendor, message, clock.now()));
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

/** Our ids may carry the recipient's number, which has no place in an address: the address carries their hash. */
function withMessageId(statusCallbackUrl: string, id: string): string {
  const url = new URL(statusCallbackUrl);
  url.searchParams.set('mid', createHash('sha256').update(id).digest('base64url'));
  return url.href;
}
