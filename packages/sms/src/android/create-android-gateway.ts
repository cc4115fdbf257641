import type { AcceptedMessage, MessageGateway, MessageReceipt, OutboundMessage } from '@clinicarrivals/core';
import { RefusedRequestError, UnusableAnswerError } from '../http/request-failure.ts';
import { request } from '../http/request.ts';
import type { HttpRequest } from '../http/request.ts';
import { fieldOf, parseTime, textOf } from '../json-fields.ts';
import { toOpaqueId } from '../opaque-id.ts';
import { refuseUnsendable, secondsLeft, tooLate } from '../outbound-text.ts';
import { receivePushed } from '../pushed-messages.ts';
import { toGatewayError, toReceipt, toRefusalCode } from './answers.ts';
import { checkOptions } from './options.ts';
import type { AndroidGatewayOptions, AndroidSettings } from './options.ts';

const vendor = 'android';
/** The server takes no shorter `ttl`, in seconds. */
const shortestValidity = 5;
/** From this priority on a text passes those that wait. */
const urgentPriority = 100;

/**
 * Makes a gateway that texts by an Android telephone with the app SMS Gateway, through the app's local server, the public server or
 * one's own. Replies come by webhook alone: `createAndroidWebhookReader`. Receipts are asked for, and come by webhook too.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://docs.sms-gate.app/integration/api/
 */
export function createAndroidGateway(options: AndroidGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: settings.deviceId !== null, hasReceipts: true, canLookUp: true },
    send: async (message) => {
      try {
        return await send(message, settings);
      } catch (error) {
        throw toGatewayError('send', error);
      }
    },
    receive: receivePushed,
    lookUp: async ({ id, since }) => {
      try {
        const known = await find(toOpaqueId(id), settings);
        return known === null ? null : toAccepted(toOpaqueId(id), known, since);
      } catch (error) {
        throw toGatewayError('look-up', error);
      }
    },
    receipts: async ({ gatewayIds }) => {
      try {
        return await fetchReceipts(gatewayIds, settings);
      } catch (error) {
        throw toGatewayError('receipts', error);
      }
    },
  };
}

async function send(message: OutboundMessage, settings: AndroidSettings): Promise<AcceptedMessage> {
  const { clock, deviceId, simNumber } = settings;
  refuseUnsendable(vendor, message);
  const id = toOpaqueId(message.id);
  // Told as a duration: the clock of a telephone may be wrong.
  const ttl = secondsLeft(vendor, message, clock.now());
  if (ttl < shortestValidity) throw tooLate(vendor);
  const body = {
    id,
    textMessage: { text: message.body },
    phoneNumbers: [message.to],
    ttl,
    withDeliveryReport: true,
    priority: message.isUrgent === true ? urgentPriority : 0,
    ...(deviceId === null ? {} : { deviceId }),
    ...(simNumber === null ? {} : { simNumber }),
  };
  try {
    const { json } = await ask({ method: 'POST', path: '/messages', body }, settings);
    if (textOf(json, 'id') !== id) throw new UnusableAnswerError('answer without our id of the text');
  } catch (error) {
    // It has this id already: an attempt before was taken, and its answer lost.
    if (!(error instanceof RefusedRequestError && error.status === 409)) throw error;
  }
  return { gatewayId: id, acceptedAt: clock.now() };
}

/** One after the other: a telephone answers for itself. */
async function fetchReceipts(
  gatewayIds: readonly string[],
  settings: AndroidSettings,
): Promise<readonly MessageReceipt[]> {
  const receipts: MessageReceipt[] = [];
  for (const gatewayId of gatewayIds) {
    const known = await find(gatewayId, settings);
    if (known !== null) receipts.push(toReceipt(gatewayId, textOf(known, 'state')));
  }
  return receipts;
}

/** Gives what is known of a text; null when there is none of this id. */
async function find(id: string, settings: AndroidSettings): Promise<unknown> {
  // Anything else would become part of another path.
  if (!/^[\da-f]{32}$/.test(id)) return null;
  try {
    const { json } = await ask({ method: 'GET', path: `/messages/${id}` }, settings);
    if (textOf(json, 'id') !== id) throw new UnusableAnswerError('answer about no text or another one');
    return json;
  } catch (error) {
    if (error instanceof RefusedRequestError && error.status === 404) return null;
    throw error;
  }
}

async function ask(
  asked: Pick<HttpRequest, 'method' | 'body'> & { readonly path: string },
  { baseUrl, authorise, timeoutMs, fetch }: AndroidSettings,
): ReturnType<typeof request> {
  const { path, ...rest } = asked;
  const headers = { authorization: await authorise() };
  return request(
    { ...rest, url: `${baseUrl}${path}`, headers },
    { timeoutMs, readCode: toRefusalCode, ...(fetch === undefined ? {} : { fetch }) },
  );
}

function toAccepted(gatewayId: string, known: unknown, since: number): AcceptedMessage {
  return { gatewayId, acceptedAt: parseTime(textOf(fieldOf(known, 'states'), 'Pending')) ?? since };
}
