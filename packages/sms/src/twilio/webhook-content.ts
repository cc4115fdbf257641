import type { InboundMessage, MessageReceipt, WebhookReading } from '@clinicarrivals/core';
import { accepted, refused } from '../webhook-readings.ts';
import { openTextId } from '../sealed-id.ts';
import { toReceipt } from './to-receipt.ts';
import { readOne } from './webhook-parameters.ts';
import type { WebhookParameters } from './webhook-parameters.ts';

/** The parameter of a signed request that only asks whether we are here; it is accepted and says nothing. */
export const selfTestParameter = 'ClinicArrivalsSelfTest';

/** Begins each of our reasons for a refusal. */
export const ourMark = '[twilio]';

/** Why a webhook of another account is refused. */
export const otherAccount = 'signed with our token, but for another account; check accountSid';

/** A webhook that is signed. */
export interface SignedWebhook {
  readonly parameters: WebhookParameters;
  readonly url: string;
  /** With one of these our id of the text was sealed into the URL. */
  readonly authTokens: readonly string[];
}

/** What is read. Where one of these stands there twice and says two things, none of them is believed. */
const names = [
  'MessageSid',
  'SmsSid',
  'MessageStatus',
  'SmsStatus',
  'ErrorCode',
  'From',
  'To',
  'Body',
  'OptOutType',
  selfTestParameter,
] as const;

type Read = (name: (typeof names)[number]) => string | null;

/** Reads what a signed webhook says. Parameters that are not known are passed over: Twilio adds some without notice. */
export function toReading(webhook: SignedWebhook): WebhookReading {
  const { parameters } = webhook;
  if (names.some((name) => readOne(parameters, name) === undefined)) {
    return refuse('malformed', 'signed, but a parameter stands there twice and says two things');
  }
  const read: Read = (name) => readOne(parameters, name) ?? null;
  const gatewayId = read('MessageSid') ?? read('SmsSid');
  if (gatewayId === null && read(selfTestParameter) !== null) return accepted();
  if (gatewayId === null || !/^(SM|MM)[0-9a-f]{32}$/i.test(gatewayId)) {
    return refuse('malformed', 'signed, but without the id of a message; this URL is for messaging webhooks only');
  }
  const status = read('MessageStatus') ?? read('SmsStatus') ?? 'received';
  return status === 'received' || status === 'receiving'
    ? readMessage(gatewayId, read)
    : readStatus(webhook, toReceipt(gatewayId, status, read('ErrorCode')));
}

/** Makes a refusal of ours, by which the self-test tells our answers from those of others. */
export function refuse(why: 'forged' | 'malformed' | 'unsupported', reason: string): WebhookReading {
  return refused(why, `${ourMark} ${reason}`);
}

function readMessage(gatewayId: string, read: Read): WebhookReading {
  const [from, to, body] = [read('From'), read('To'), read('Body')];
  // A text may be empty, when a picture came without words.
  if (!from || !to || body === null) return refuse('malformed', 'signed, but From, To or Body is missing');
  // A telephone number begins with a plus sign or a digit, a sender's name has no colon.
  if (/^[a-z_]+:/i.test(from)) {
    return refuse('malformed', 'signed, but of another channel than SMS; take its sender off this URL');
  }
  if (!/^(?:\+\d{1,15}|\d{1,8}|(?!\+?\d+$).{1,11})$/.test(from))
    return refuse('malformed', 'signed, but From is no sender of an SMS');
  const carrierKeyword = toCarrierKeyword(read('OptOutType'));
  return accepted({ messages: [{ gatewayId, from, to, body, receivedAt: null, carrierKeyword }] });
}

function toCarrierKeyword(optOutType: string | null): InboundMessage['carrierKeyword'] {
  switch (optOutType) {
    case 'STOP':
      return 'stop';
    case 'START':
      return 'start';
    case 'HELP':
      return 'help';
    default:
      return null;
  }
}

function readStatus({ url, authTokens }: SignedWebhook, receipt: MessageReceipt): WebhookReading {
  // That it is on its way is known from the answer to our own request.
  if (receipt.status === 'accepted') return accepted();
  const sealedId = new URL(url).searchParams.get('mid');
  const id = sealedId === null ? null : openTextId(sealedId, authTokens);
  return accepted({ receipts: [id === null ? receipt : { ...receipt, id }] });
}
