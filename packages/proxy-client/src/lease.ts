import type { WebhookRequest } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
import { noRelay } from './failure.ts';

/** A webhook as a relay hands it out. */
export interface LeasedWebhook {
  /** Also a cursor. */
  readonly id: string;
  /** When the relay took it, epoch milliseconds of the relay's clock. */
  readonly receivedAt: number;
  /** Base64 of the sealed bytes, the webhook itself, or null when it is neither. */
  readonly content: string | WebhookRequest | null;
}

/** The answer to a lease. */
export interface Lease {
  readonly webhooks: readonly LeasedWebhook[];
  readonly cursor: string;
  /** True when more wait. */
  readonly hasMore: boolean;
  /** When the oldest webhook came in that the relay will delete unread within a day, epoch milliseconds; null when there is none. */
  readonly unreadAt: number | null;
}

/**
 * Checks the answer to a lease field by field. Throws GatewayError where it is none.
 *
 * A webhook whose content makes no sense is kept with a null: the ones beside it must not suffer.
 */
export function toLease(answer: unknown, asked: { readonly after: string | null; readonly limit: number }): Lease {
  const { webhooks, cursor, waiting, unreadSince } = fieldsOf(answer);
  if (!Array.isArray(webhooks) || webhooks.length > asked.limit || typeof waiting !== 'number') throw noRelay();
  // Without a webhook only who has no cursor is given another one.
  const isMoved = webhooks.length === 0 && asked.after !== null && cursor !== asked.after;
  if (isMoved || !isCursor(cursor)) throw noRelay();
  return {
    webhooks: webhooks.map(toLeasedWebhook),
    cursor,
    hasMore: waiting > 0,
    unreadAt: toTime(unreadSince),
  };
}

function toLeasedWebhook(value: unknown): LeasedWebhook {
  const { id, receivedAt, sealed, webhook } = fieldsOf(value);
  const at = toTime(receivedAt);
  if (!isCursor(id) || at === null) throw noRelay();
  return { id, receivedAt: at, content: typeof sealed === 'string' ? sealed : toWebhookRequest(webhook) };
}

/** Reads what a relay has kept: `{ method, url, headers, body }`. Null when it is something else. */
export function toWebhookRequest(value: unknown): WebhookRequest | null {
  const { method, url, headers, body } = fieldsOf(value);
  const bytes = typeof body === 'string' ? decodeBase64(body) : null;
  if (typeof method !== 'string' || typeof url !== 'string' || bytes === null) return null;
  return areTexts(headers) ? { method, url, headers, body: bytes } : null;
}

function areTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');
}

function isCursor(value: unknown): value is string {
  return typeof value === 'string' && /^.{1,99}$/.test(value);
}

/** Reads a time of RFC 3339, with its zone; null when it is none. */
export function toTime(value: unknown): number | null {
  const at = typeof value === 'string' && /^\d{4}-.+T.+(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** Whatever fields a value has, each to be checked; none when it is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  // Everything but null and undefined can be asked for fields of any name.
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}
