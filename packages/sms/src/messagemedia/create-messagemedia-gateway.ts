import type { AcceptedMessage, MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import type { Operation } from '../http/gateway-errors.ts';
import { UnusableAnswerError } from '../http/request-failure.ts';
import { listOf, textOf } from '../json-fields.ts';
import { chooseNumber, refuseUnsendable, secondsLeft } from '../outbound-text.ts';
import { createAsk, toGatewayError, toMetadata } from './api.ts';
import type { Ask } from './api.ts';
import { checkOptions } from './options.ts';
import type { MessageMediaGatewayOptions, MessageMediaSettings } from './options.ts';
import { fetchReceipts } from './receipts.ts';
import { receiveMessages } from './receive-messages.ts';
import { listSent, lookUp } from './sent-messages.ts';

const vendor = 'messagemedia';

/**
 * Makes a gateway that sends and collects texts by the Messages API of MessageMedia (Sinch Engage), without an address that it could reach.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://messagemedia.github.io/documentation/
 */
export function createMessageMediaGateway(options: MessageMediaGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  const { clock, numbers } = settings;
  const ask = createAsk(settings);
  const guard = async <Result>(operation: Operation, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw toGatewayError(operation, error);
    }
  };
  return {
    numbers,
    abilities: { isIdempotent: false, hasReceipts: true, canLookUp: true },
    send: (message) => guard('send', () => send(ask, message, settings)),
    receive: (query) => guard('receive', () => receiveMessages(ask, numbers, query)),
    lookUp: (query) => guard('look-up', () => lookUp(ask, query, clock.now())),
    receipts: ({ gatewayIds }) => guard('receipts', () => fetchReceipts(ask, gatewayIds)),
    listSent: ({ since }) => guard('list', () => listSent(ask, numbers, { since, now: clock.now() })),
  };
}

async function send(ask: Ask, message: OutboundMessage, settings: MessageMediaSettings): Promise<AcceptedMessage> {
  refuseUnsendable(vendor, message);
  const from = chooseNumber(vendor, settings.numbers, message.to);
  secondsLeft(vendor, message, settings.clock.now());
  const answer = await ask({
    path: '/v1/messages',
    body: {
      messages: [
        {
          content: message.body,
          destination_number: message.to,
          source_number: from,
          source_number_type: 'INTERNATIONAL',
          format: 'SMS',
          delivery_report: true,
          message_expiry_timestamp: new Date(message.validUntil).toISOString(),
          metadata: toMetadata(message.id),
        },
      ],
    },
  });
  const gatewayId = textOf(listOf(answer, 'messages')[0], 'message_id');
  if (gatewayId === null) throw new UnusableAnswerError('answer without an id of the text');
  return { gatewayId, acceptedAt: settings.clock.now() };
}
