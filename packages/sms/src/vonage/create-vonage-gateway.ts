import type { AcceptedMessage, MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import { request } from '../http/request.ts';
import { UnusableAnswerError } from '../http/request-failure.ts';
import { textOf } from '../json-fields.ts';
import { chooseNumber, refuseUnsendable, secondsLeft } from '../outbound-text.ts';
import { receivePushed } from '../pushed-messages.ts';
import { toReference } from '../text-reference.ts';
import { createApplicationToken } from './application-token.ts';
import { toGatewayError, toVonageCode } from './error-codes.ts';
import { checkOptions } from './options.ts';
import type { VonageGatewayOptions, VonageSettings } from './options.ts';

const vendor = 'vonage';
/** The Messages API takes no more in a text. */
const longestBody = 1000;
/** What is longer than this does not fit into `client_ref`. */
const longestReference = 100;
/** What the network takes as `ttl`, in seconds. */
const shortestValidity = 20;
const longestValidity = 604_800;

/**
 * Makes a gateway that sends texts by Vonage's Messages API. Replies and receipts come by webhook alone: `createVonageWebhookReader`.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://developer.vonage.com/en/api/messages
 */
export function createVonageGateway(options: VonageGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  const token = createApplicationToken(settings);
  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    send: (message) => send(message, settings, token),
    receive: receivePushed,
    lookUp: async () => null,
    receipts: async () => [],
  };
}

async function send(
  message: OutboundMessage,
  settings: VonageSettings,
  token: () => Promise<string>,
): Promise<AcceptedMessage> {
  const { clock, messagesUrl, numbers, timeoutMs, fetch } = settings;
  refuseUnsendable(vendor, message, longestBody);
  const from = chooseNumber(vendor, numbers, message.to);
  const authorization = `Bearer ${await token()}`;
  const ttl = Math.min(longestValidity, secondsLeft(vendor, message, clock.now(), shortestValidity));
  try {
    const { json } = await request(
      {
        method: 'POST',
        url: messagesUrl,
        headers: { authorization },
        body: {
          channel: 'sms',
          message_type: 'text',
          // Vonage writes numbers without the plus sign.
          to: message.to.slice(1),
          from: from.slice(1),
          text: message.body,
          ttl,
          client_ref: toReference(message.id, longestReference),
        },
      },
      { timeoutMs, readCode: (answer) => toVonageCode(answer.json), ...(fetch === undefined ? {} : { fetch }) },
    );
    const gatewayId = textOf(json, 'message_uuid');
    if (gatewayId === null) throw new UnusableAnswerError('answer without an id of the text');
    return { gatewayId, acceptedAt: clock.now() };
  } catch (error) {
    throw toGatewayError('send', error);
  }
}
