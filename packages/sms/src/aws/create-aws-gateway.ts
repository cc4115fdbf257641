import type { AcceptedMessage, MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import { UnusableAnswerError } from '../http/request-failure.ts';
import { chooseNumber, refuseUnsendable, secondsLeft } from '../outbound-text.ts';
import { receivePushed } from '../pushed-messages.ts';
import { toReference } from '../text-reference.ts';
import { createLazyClient } from './create-client.ts';
import type { LoadedAws } from './create-client.ts';
import { contextKey, longestContext } from './delivery-events.ts';
import { toGatewayError } from './error-codes.ts';
import { checkOptions } from './options.ts';
import type { AwsGatewayOptions, AwsSettings } from './options.ts';

const vendor = 'aws';
/** What AWS takes as TimeToLive, in seconds. */
const shortestValidity = 5;
const longestValidity = 259_200;

/**
 * Makes a gateway that sends texts by AWS End User Messaging. Replies and receipts come by SNS alone: `createAwsWebhookReader`.
 *
 * Throws ConfigurationError when an option is missing or wrong. The SDK, an optional peer, is loaded at the first text.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function createAwsGateway(options: AwsGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  const load = createLazyClient(settings);
  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    send: (message) => send(message, settings, load),
    receive: receivePushed,
    lookUp: async () => null,
    receipts: async () => [],
  };
}

async function send(
  message: OutboundMessage,
  settings: AwsSettings,
  load: () => Promise<LoadedAws>,
): Promise<AcceptedMessage> {
  const { clock, configurationSetName, maxPrice, numbers, timeoutMs } = settings;
  refuseUnsendable(vendor, message);
  const from = chooseNumber(vendor, numbers, message.to);
  const { client, sdk } = await load().catch((error: unknown) => {
    throw toGatewayError(error, clock.now());
  });
  const timeToLive = Math.min(longestValidity, secondsLeft(vendor, message, clock.now(), shortestValidity));
  const command = new sdk.SendTextMessageCommand({
    DestinationPhoneNumber: message.to,
    OriginationIdentity: settings.originationIdentity ?? from,
    MessageBody: message.body,
    MessageType: 'TRANSACTIONAL',
    TimeToLive: timeToLive,
    Context: { [contextKey]: toReference(message.id, longestContext) },
    ...(configurationSetName === null ? {} : { ConfigurationSetName: configurationSetName }),
    ...(maxPrice === null ? {} : { MaxPrice: maxPrice }),
  });
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const { MessageId: gatewayId } = await client.send(command, { abortSignal: timeout });
    if (gatewayId === undefined || gatewayId === '') throw new UnusableAnswerError('answer without an id of the text');
    return { gatewayId, acceptedAt: clock.now() };
  } catch (error) {
    throw toGatewayError(timeout.aborted ? timeout.reason : error, clock.now());
  }
}
