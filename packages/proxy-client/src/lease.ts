import type { WebhookRequest } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
import { failed } from './request.ts';

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
  readonly cursor: string | null;
  /** How many more wait. */
  readonly waiting: number;
  /** When the oldest webhook came in that the relay will delete unread within a day; null when there is none. */
  readonly unreadSince: number | null;
}

/**
 * Checks the answer to a lease field by field. Throws GatewayError where it is none.
 *
 * A webhook whose content makes no sense is kept with a null: the ones beside it must not suffer.
 */
export function toLease(answer: unknown, asked: { readonly after: string | null; readonly limit: number }): Lease {
  const { webhooks, cursor, waiting, unreadSince } = toRecord(answer) ?? {};
  if (!Array.isArray(webhooks) || webhooks.length > asked.limit) throw noRelay();
  if (!isCursor(cursor) && !(cursor === null && asked.after === null)) throw noRelay();
  if (typeof waiting !== 'number' || !(waiting >= 0)) throw noRelay();
  if (webhooks.length === 0 && cursor !== asked.after) throw noRelay();
  return { webhooks: webhooks.map(toLeasedWebhook), cursor, waiting, unreadSince: toTime(unreadSince) };
}

/** Reads what a relay has kept: `{ method, url, headers, body }`. Null when it is something else. */
export function toWebhookRequest(value: unknown): WebhookRequest | null {
  const { method, url, headers, body } = toRecord(value) ?? {};
  const values = toRecord(headers);
  const bytes = typeof body === 'string' ? decodeBase64(body) : null;
  if (typeof method !== 'string' || typeof url !== 'string' || values === null || bytes === null) return null;
  if (!isTexts(values)) return null;
  return { method, url, headers: values, body: bytes };
}

function toLeasedWebhook(value: unknown): LeasedWebhook {
  const { id, receivedAt, sealed, webhook } = toRecord(value) ?? {};
  const at = toTime(receivedAt);
  if (!isCursor(id) || at === null) throw noRelay();
  return { id, receivedAt: at, content: typeof sealed === 'string' ? sealed : toWebhookRequest(webhook) };
}

function noRelay(): Error {
  return failed({ operation: 'receive' }, 'the answer is not that of a relay', 'configuration');
}

function isCursor(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 200;
}

/** Reads a time of RFC 3339 with a zone. */
export function toTime(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

function isTexts(values: Readonly<Record<string, unknown>>): values is Readonly<Record<string, string>> {
  return Object.values(values).every((value) => typeof value === 'string');
}

/** An object with whatever it holds; null when it is none. */
export function toRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  // Whatever is an object and no list can be asked for fields of any name.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
