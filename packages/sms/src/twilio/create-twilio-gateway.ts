import type { MessageGateway, SentMessage } from '@clinicarrivals/core';
import type { Operation } from '../http/gateway-errors.ts';
import { createAcceptedTexts } from './accepted-texts.ts';
import { createLazyClient } from './create-client.ts';
import { findListed, toAccepted } from './find-listed.ts';
import { hasLeft, listMessages, toWholeSecond } from './message-list.ts';
import { checkOptions } from './options.ts';
import type { TwilioClient, TwilioGatewayOptions, TwilioSettings } from './options.ts';
import { fetchReceipts } from './receipts.ts';
import { receiveMessages } from './receive-messages.ts';
import { createScheduling } from './scheduling.ts';
import { createSend } from './send-message.ts';
import { toGatewayError } from './to-gateway-error.ts';

/**
 * Makes a gateway that sends and collects texts by Twilio's REST API, without an address that Twilio could reach.
 *
 * Throws ConfigurationError when an option is missing or wrong. The SDK is loaded at the first request.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 * @example
 * const gateway = createTwilioGateway({ accountSid, authToken, from: '+61412345678' });
 */
export function createTwilioGateway(options: TwilioGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  const accepted = createAcceptedTexts();
  const client = createLazyClient(settings.access, () => settings.clock.now());
  const send = createSend(settings, client);

  const request = async <Result>(
    operation: Operation,
    ask: (client: TwilioClient) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await ask(await client());
    } catch (error) {
      throw toGatewayError(operation, error);
    }
  };

  const { messagingServiceSid } = settings;
  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: true, canLookUp: true },
    ...(messagingServiceSid === null
      ? {}
      : { scheduling: createScheduling({ ...settings, messagingServiceSid }, request, accepted) }),
    send: async (message) => {
      const answer = await send(message);
      accepted.add(message.id, answer);
      return answer;
    },
    receive: (query) => request('receive', (sdk) => receiveMessages(sdk, settings.numbers, query)),
    lookUp: async (query) =>
      accepted.find(query.id) ??
      request('look-up', (sdk) =>
        findListed(sdk, query, (message) => hasLeft(message) && !accepted.isAnother(message.gatewayId, query.id)),
      ),
    receipts: ({ gatewayIds }) => request('receipts', (sdk) => fetchReceipts(sdk, gatewayIds)),
    listSent: ({ since }) => request('list', (sdk) => listSent(sdk, settings, since)),
  };
}

/** Lists what left our numbers or our messaging service since a moment, oldest first. */
async function listSent(
  client: TwilioClient,
  settings: TwilioSettings,
  since: number,
): Promise<readonly SentMessage[]> {
  const oldestAt = toWholeSecond(since);
  const senders: readonly string[] = settings.numbers;
  const listed = await listMessages(client, { pageSize: 1000, oldestAt });
  return listed
    .filter(
      (message) =>
        !message.isInbound &&
        hasLeft(message) &&
        message.at !== null &&
        message.at >= oldestAt &&
        (senders.includes(message.from) ||
          (message.messagingServiceSid !== null && message.messagingServiceSid === settings.messagingServiceSid)),
    )
    .map((message) => ({ ...toAccepted(message), to: message.to, body: message.body }))
    .reverse();
}
