import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, WebhookReader, WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { fieldOf, parseJson, parseTime, textOf } from '../json-fields.ts';
import { toOpaqueId } from '../opaque-id.ts';
import { createSystemClock } from '../system-clock.ts';
import { accepted, refused } from '../webhook-readings.ts';
import { toReceipt } from './answers.ts';
import { checkSigningKeys } from './options.ts';

/** A relay keeps webhooks for a week. What comes twice is known by its id, so that a replay does nothing. */
const defaultMaxAgeMs = 8 * 24 * 60 * 60_000;

/** Whose webhooks are believed. */
export interface AndroidWebhookReaderOptions {
  /** The signing key that the app shows in its settings of webhooks, or two while one is replaced by another. */
  readonly signingKey: string | readonly string[];
  /** How far the time of a signature may be from ours: 8 days by default, since a webhook may wait in a relay. */
  readonly maxAgeMs?: number;
  readonly clock?: Clock;
}

/**
 * Makes the reader of the app's webhooks `sms:received`, `sms:sent`, `sms:delivered`, `sms:failed` and `sms:cancelled`, which may all come
 * to one address. The app tries for two days to hand one over.
 *
 * @see https://docs.sms-gate.app/features/webhooks/
 */
export function createAndroidWebhookReader(options: AndroidWebhookReaderOptions): WebhookReader {
  const { maxAgeMs = defaultMaxAgeMs, clock = createSystemClock() } = options;
  const keys = checkSigningKeys(options.signingKey);
  return {
    acknowledgement: { status: 204, contentType: null, body: '' },
    read: async (request) => {
      if (request.method !== 'POST') return refused('unsupported', 'the app posts its webhooks');
      const forgery = findForgery(request, keys, { now: clock.now(), maxAgeMs });
      if (forgery !== null) return refused('forged', forgery);
      return readEvent(parseJson(new TextDecoder().decode(request.body)));
    },
  };
}

/** Says why a signature is not believed; null when it is. The app signs the body followed by the time. */
function findForgery(
  { headers, body }: WebhookRequest,
  keys: readonly string[],
  { now, maxAgeMs }: { readonly now: number; readonly maxAgeMs: number },
): string | null {
  const timestamp = headers['x-timestamp'] ?? '';
  const signature = headers['x-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^[\da-f]{64}$/i.test(signature)) return 'the signature is missing';
  const given = Buffer.from(signature, 'hex');
  const isSigned = keys.some((key) =>
    timingSafeEqual(createHmac('sha256', key).update(body).update(timestamp).digest(), given),
  );
  if (!isSigned) return 'the signature is by another key: compare signingKey with the app';
  const isInTime = Math.abs(now - Number(timestamp) * 1000) <= maxAgeMs;
  return isInTime ? null : "the signature is too old: is the telephone's clock right?";
}

const states: Readonly<Record<string, string>> = {
  'sms:sent': 'Sent',
  'sms:delivered': 'Delivered',
  'sms:failed': 'Failed',
  'sms:cancelled': 'Cancelled',
};

function readEvent(says: unknown): WebhookReading {
  const event = textOf(says, 'event');
  const payload = fieldOf(says, 'payload');
  if (event === null) return refused('malformed', 'not an event');
  if (event === 'sms:received') return readText(payload);
  const state = states[event];
  // Pings and pictures: nothing that we could act on.
  if (state === undefined) return accepted();
  const gatewayId = textOf(payload, 'messageId');
  if (gatewayId === null) return refused('malformed', 'a report without the id of its text');
  return accepted({ receipts: [toReceipt(gatewayId, state)] });
}

function readText(payload: unknown): WebhookReading {
  const body = fieldOf(payload, 'message');
  // Older apps call the sender so.
  const from = textOf(payload, 'sender') ?? textOf(payload, 'phoneNumber');
  const at = textOf(payload, 'receivedAt');
  const receivedAt = parseTime(at);
  if (from === null || typeof body !== 'string' || receivedAt === null) return refused('malformed', 'not a text');
  // The app's id is a hash of 32 bits, by which two texts of a year may be mistaken for one another.
  const gatewayId = toOpaqueId(JSON.stringify([textOf(payload, 'messageId'), from, receivedAt, body]));
  const to = textOf(payload, 'recipient') ?? '';
  return accepted({ messages: [{ gatewayId, from, to, body, receivedAt, carrierKeyword: null }] });
}
