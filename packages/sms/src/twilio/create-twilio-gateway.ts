import type { AcceptedMessage, MessageGateway, MessageLookUp, SentMessage } from '@clinicarrivals/core';
import type { Operation } from '../http/gateway-errors.ts';
import { createAcceptedTexts } from './accepted-texts.ts';
import { createLazyClient } from './create-client.ts';
import { listMessages, toWholeSecond } from './message-list.ts';
import type { ListedMessage } from './message-list.ts';
import { checkOptions } from './options.ts';
import type { TwilioClient, TwilioGatewayOptions, TwilioSettings } from './options.ts';
import { fetchReceipts } from './receipts.ts';
import { receiveMessages } from './receive-messages.ts';
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

  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: true, canLookUp: true },
    send: async (message) => {
      const answer = await send(message);
      accepted.add(message.id, answer);
      return answer;
    },
    receive: (query) => request('receive', (sdk) => receiveMessages(sdk, settings.numbers, query)),
    lookUp: async (query) =>
      accepted.find(query.id) ??
      request('look-up', (sdk) => lookUp(sdk, query, (message) => accepted.isAnother(message.gatewayId, query.id))),
    receipts: ({ gatewayIds }) => request('receipts', (sdk) => fetchReceipts(sdk, gatewayIds)),
    listSent: ({ since }) => request('list', (sdk) => listSent(sdk, settings, since)),
  };
}

/**
 * Finds the oldest text to this recipient that reads the same. Not filtered by date at Twilio, whose filter leaves out
 * what is queued and has no date of sending yet.
 */
async function lookUp(
  client: TwilioClient,
  query: MessageLookUp,
  isAnother: (message: ListedMessage) => boolean,
): Promise<AcceptedMessage | null> {
  const oldestAt = toWholeSecond(query.since);
  const listed = await listMessages(client, { to: query.to, pageSize: 200, oldestAt });
  const matches = listed.filter(
    (message) =>
      !message.isInbound &&
      message.to === query.to &&
      message.body === query.body &&
      message.at !== null &&
      message.at >= oldestAt &&
      !isAnother(message),
  );
  const found = matches.at(-1);
  return found === undefined ? null : toAccepted(found);
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
        message.at !== null &&
        message.at >= oldestAt &&
        (senders.includes(message.from) ||
          (message.messagingServiceSid !== null && message.messagingServiceSid === settings.messagingServiceSid)),
    )
    .map((message) => ({ ...toAccepted(message), to: message.to, body: message.body }))
    .reverse();
}

function toAccepted({ gatewayId, at }: ListedMessage): AcceptedMessage {
  return { gatewayId, acceptedAt: at ?? 0 };
}
