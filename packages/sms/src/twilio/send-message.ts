import type { AcceptedMessage, OutboundMessage } from '@clinicarrivals/core';
import { chooseNumber, refuseUnsendable, secondsLeft, tooLate } from '../outbound-text.ts';
import { toGatewayId } from './message-list.ts';
import type { TwilioClient, TwilioSettings } from './options.ts';
import { createSenderQueue } from './sender-queue.ts';
import { sealTextId } from '../sealed-id.ts';
import { toGatewayError } from './to-gateway-error.ts';

/** What Twilio takes as ValidityPeriod, in seconds. */
export const longestValidity = 36_000;
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
          : { statusCallback: withTextId(settings.statusCallbackUrl, message.id, settings.authToken) }),
      });
      return { gatewayId: toGatewayId(created), acceptedAt: clock.now() };
    } catch (error) {
      throw toGatewayError('send', error);
    }
  };
}

/**
 * Puts our id of a text, sealed, into the address where Twilio reports what became of it.
 *
 * Without the auth token, which the reader of webhooks needs too, the callback names the text by Twilio's id alone.
 */
export function withTextId(statusCallbackUrl: string, id: string, authToken: string | null): string {
  if (authToken === null) return statusCallbackUrl;
  const url = new URL(statusCallbackUrl);
  url.searchParams.set('mid', sealTextId(id, authToken));
  return url.href;
}
