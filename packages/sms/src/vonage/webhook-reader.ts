import type { Clock, DeliveryStatus, WebhookReader, WebhookReading } from '@clinicarrivals/core';
import { createWrongOption } from '../gateway-options.ts';
import { fieldOf, parseJson, parseTime, textOf, withPlus } from '../json-fields.ts';
import { createSystemClock } from '../system-clock.ts';
import { fromReference } from '../text-reference.ts';
import { accepted, refused } from '../webhook-readings.ts';
import { deliveryFailure, toVonageCode } from './error-codes.ts';
import { checkApplicationId, checkSignatureSecrets } from './options.ts';
import { findForgery } from './webhook-signature.ts';

/** A relay keeps webhooks for a week, and Vonage tries for a day; what comes twice is known by its id. */
const defaultMaxAgeMs = 8 * 24 * 60 * 60_000;

/** Whose webhooks are believed. */
export interface VonageWebhookReaderOptions {
  /** The signature secret of the account, or two while one is replaced by another. */
  readonly signatureSecret: string | readonly string[];
  /** Refuses webhooks of another account. */
  readonly apiKey?: string;
  /** Refuses webhooks of another application. */
  readonly applicationId?: string;
  /** How old a signature may be: 8 days by default, since a webhook may wait in a relay. */
  readonly maxAgeMs?: number;
  readonly clock?: Clock;
}

/**
 * Makes the reader of Vonage's inbound and status webhooks, which may come to the same address. Signed webhooks must be switched on.
 *
 * @see https://developer.vonage.com/en/api/messages#webhooks
 */
export function createVonageWebhookReader(options: VonageWebhookReaderOptions): WebhookReader {
  const { apiKey, applicationId, maxAgeMs = defaultMaxAgeMs, clock = createSystemClock() } = options;
  const secrets = checkSignatureSecrets(options.signatureSecret);
  if (applicationId !== undefined) checkApplicationId(applicationId);
  if (!(maxAgeMs >= 1000)) throw createWrongOption('vonage')('maxAgeMs', 'must be at least 1000 milliseconds');
  return {
    acknowledgement: { status: 200, contentType: null, body: '' },
    read: async ({ method, headers, body }) => {
      if (method !== 'POST') return refused('unsupported', 'only POST is read: set the method of the webhook to POST');
      const expected = { secrets, apiKey, applicationId, maxAgeMs, now: clock.now() };
      const forgery = await findForgery(headers['authorization'], body, expected);
      if (forgery !== null) return refused('forged', forgery);
      const says = parseJson(new TextDecoder().decode(body));
      return textOf(says, 'status') === null ? readMessage(says) : readStatus(says);
    },
  };
}

function readMessage(says: unknown): WebhookReading {
  const channel = textOf(says, 'channel');
  // Vonage would try for a day to hand over what we do not take.
  if (channel !== null && channel !== 'sms') return accepted();
  const [gatewayId, from, to] = [textOf(says, 'message_uuid'), textOf(says, 'from'), textOf(says, 'to')];
  const body = fieldOf(says, 'text');
  if (channel === null || gatewayId === null || from === null || to === null || typeof body !== 'string') {
    return refused('malformed', 'neither a text nor a status of one');
  }
  const receivedAt = parseTime(textOf(says, 'timestamp'));
  const message = { gatewayId, from: withPlus(from), to: withPlus(to), body, receivedAt, carrierKeyword: null };
  return accepted({ messages: [message] });
}

/** Source: https://developer.vonage.com/en/messages/concepts/messages-status-callbacks */
const statuses: Readonly<Record<string, DeliveryStatus>> = {
  submitted: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  rejected: 'undelivered',
  undeliverable: 'undelivered',
};

function readStatus(says: unknown): WebhookReading {
  const gatewayId = textOf(says, 'message_uuid');
  if (gatewayId === null) return refused('malformed', 'a status without the id of its text');
  const vendorStatus = textOf(says, 'status') ?? '';
  const status = statuses[vendorStatus];
  // A status that Vonage adds one day says nothing that we could act on.
  if (status === undefined) return accepted();
  const id = fromReference(fieldOf(says, 'client_ref'));
  const known = { gatewayId, ...(id === null ? {} : { id }), status };
  if (status !== 'undelivered') return accepted({ receipts: [{ ...known, failure: null, vendorCode: null }] });
  const vendorCode = toVonageCode(fieldOf(says, 'error'));
  // Undeliverable: the provider could not be reached, whatever the recipient.
  const isPassing = vendorCode === null && vendorStatus === 'undeliverable';
  const why = isPassing ? { failure: 'retry' as const } : deliveryFailure(vendorCode);
  return accepted({ receipts: [{ ...known, ...why, vendorCode }] });
}
