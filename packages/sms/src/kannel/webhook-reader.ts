import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  DeliveryStatus,
  MessageReceipt,
  WebhookReader,
  WebhookReading,
  WebhookRequest,
} from '@clinicarrivals/core';
import { parseTime } from '../json-fields.ts';
import { toOpaqueId } from '../opaque-id.ts';
import { accepted, refused } from '../webhook-readings.ts';
import { checkWebhookKeys } from './options.ts';
import { readTextId } from './report-url.ts';

/** Whose requests are believed. */
export interface KannelWebhookReaderOptions {
  /** What stands as `key` in the query of the addresses that Kannel is given; two while one is replaced by another. */
  readonly webhookKey: string | readonly string[];
}

/**
 * Makes the reader of what Kannel's smsbox asks for: inbound texts by the `post-url` of a `sms-service`, reports of delivery by GET.
 *
 * Kannel signs nothing. Who knows the key can post texts in anybody's name, so the address must not be seen by others: use HTTPS unless
 * Kannel runs on the same machine, and keep the address out of logs.
 *
 * @example
 * post-url = "https://clinic.example/sms?key=3f…&id=%I"
 */
export function createKannelWebhookReader(options: KannelWebhookReaderOptions): WebhookReader {
  const keys = checkWebhookKeys(options.webhookKey);
  const hashes = keys.map(hash);
  return {
    methods: ['POST', 'GET'],
    // Kannel texts an answer's words to the patient unless `max-messages = 0`; it has none for an empty text/plain.
    acknowledgement: { status: 200, contentType: 'text/plain', body: '' },
    read: async (request) => {
      const query = URL.canParse(request.url) ? new URL(request.url).searchParams : new URLSearchParams();
      const given = hash(query.get('key') ?? '');
      if (!hashes.some((known) => timingSafeEqual(known, given))) {
        return refused('forged', 'the key in the address is missing or another one: compare post-url with webhookKey');
      }
      return query.has('status') ? readReport(query, keys) : readText(request, query);
    },
  };
}

/** Of the same length whatever is given, so that a comparison tells nothing by its time. */
function hash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

type Outcome = Pick<MessageReceipt, 'failure'> & { readonly status: DeliveryStatus };

/** The types of a delivery report. Source: the user guide, "Delivery reports" */
const outcomes: Readonly<Record<string, Outcome>> = {
  1: { status: 'delivered', failure: null },
  // Does not say why: the telephone may be switched off.
  2: { status: 'undelivered', failure: 'retry' },
  4: { status: 'accepted', failure: null },
  8: { status: 'sent', failure: null },
  16: { status: 'undelivered', failure: 'permanent' },
};

function readReport(query: URLSearchParams, keys: readonly string[]): WebhookReading {
  const id = readTextId(query, keys);
  if (id === null) return refused('malformed', 'a report about a text that we have not sent');
  const type = query.get('status') ?? '';
  const outcome = outcomes[type];
  if (outcome === undefined) return accepted();
  const vendorCode = outcome.failure === null ? null : type;
  return accepted({ receipts: [{ gatewayId: toOpaqueId(id), id, ...outcome, vendorCode }] });
}

function readText({ method, headers, body }: WebhookRequest, query: URLSearchParams): WebhookReading {
  if (method !== 'POST') {
    return refused('unsupported', 'texts are read from post-url alone: use it in place of get-url');
  }
  const contentType = headers['content-type'] ?? '';
  if (!/^text\/plain\b/i.test(contentType)) return refused('unsupported', 'not words but data');
  const text = decode(body, /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8');
  const gatewayId = query.get('id') ?? '';
  const [from, to] = [headers['x-kannel-from'], headers['x-kannel-to']];
  // Our configuration is wrong and the text is true: `malformed` would have a relay's client pass it over.
  if (!/^[\da-f-]{36}$/i.test(gatewayId)) return refused('unsupported', 'the id is missing: add &id=%I to post-url');
  if (from === undefined) return refused('unsupported', 'the sender is missing: set send-sender = true');
  if (to === undefined || text === null) return refused('malformed', 'not a text as post-url hands it over');
  // The time is written in UTC without saying so.
  const receivedAt = parseTime(`${(headers['x-kannel-time'] ?? '').replace(' ', 'T')}Z`);
  return accepted({ messages: [{ gatewayId, from, to, body: text, receivedAt, carrierKeyword: null }] });
}

/** Null when the bytes are none of that charset, or the charset is unknown. */
function decode(body: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}
