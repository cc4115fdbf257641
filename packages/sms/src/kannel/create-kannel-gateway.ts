import type { AcceptedMessage, MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import { isGsmText } from '../gsm-alphabet.ts';
import { request } from '../http/request.ts';
import { UnusableAnswerError } from '../http/request-failure.ts';
import { toOpaqueId } from '../opaque-id.ts';
import { chooseNumber, refuseUnsendable, secondsLeft, tooLate } from '../outbound-text.ts';
import { receivePushed } from '../pushed-messages.ts';
import { toGatewayError, toRefusalCode } from './answers.ts';
import { checkOptions } from './options.ts';
import type { KannelGatewayOptions, KannelSettings } from './options.ts';
import { toReportUrl } from './report-url.ts';

const vendor = 'kannel';
/** Delivered, not delivered, taken by the SMSC, refused by the SMSC; not: queued there. */
const reportMask = 1 + 2 + 8 + 16;

/**
 * Makes a gateway that sends texts through the smsbox of a Kannel. Replies and receipts come by HTTP requests of Kannel alone:
 * `createKannelWebhookReader`.
 *
 * Throws ConfigurationError when an option is missing or wrong.
 *
 * @see https://www.kannel.org/download/1.4.5/userguide-1.4.5/userguide.html chapter 6 and chapter 12
 */
export function createKannelGateway(options: KannelGatewayOptions): MessageGateway {
  const settings = checkOptions(options);
  return {
    numbers: settings.numbers,
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    send: (message) => send(message, settings),
    receive: receivePushed,
    lookUp: async () => null,
    receipts: async () => [],
  };
}

async function send(message: OutboundMessage, settings: KannelSettings): Promise<AcceptedMessage> {
  const { clock, fetch, numbers, sendUrl, timeoutMs } = settings;
  refuseUnsendable(vendor, message);
  const from = chooseNumber(vendor, numbers, message.to);
  // Kannel counts whole minutes, rounded down lest the text is delivered after its time.
  const validity = Math.floor(secondsLeft(vendor, message, clock.now()) / 60);
  if (validity < 1) throw tooLate(vendor);
  try {
    const { text } = await request(
      {
        method: 'POST',
        url: sendUrl,
        headers: toHeaders({ message, from, validity }, settings),
        body: message.body,
      },
      { timeoutMs, readCode: (answer) => toRefusalCode(answer.text), ...(fetch === undefined ? {} : { fetch }) },
    );
    // Accepted, queued, or taken by a smsbox that does not wait for the bearerbox.
    if (!/^(0: Accepted|3: Queued|Sent\.)/.test(text)) throw new UnusableAnswerError('answer that is not of Kannel');
    return { gatewayId: toOpaqueId(message.id), acceptedAt: clock.now() };
  } catch (error) {
    throw toGatewayError('send', error);
  }
}

/** All but the words goes into headers: addresses end up in logs. */
function toHeaders(
  text: { readonly message: OutboundMessage; readonly from: string; readonly validity: number },
  { username, password, reports }: KannelSettings,
): Readonly<Record<string, string>> {
  const { message, from, validity } = text;
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'x-kannel-username': username,
    'x-kannel-password': password,
    'x-kannel-from': from,
    'x-kannel-to': message.to,
    // 0 is the GSM alphabet, 2 is UCS-2. Kannel would write what the GSM alphabet lacks as question marks.
    'x-kannel-coding': isGsmText(message.body) ? '0' : '2',
    'x-kannel-validity': String(validity),
    ...(message.isUrgent === true ? { 'x-kannel-priority': '3' } : {}),
    ...(reports === null
      ? {}
      : { 'x-kannel-dlr-mask': String(reportMask), 'x-kannel-dlr-url': toReportUrl(reports, message.id) }),
  };
}
