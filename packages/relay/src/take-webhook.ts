import type { Clock } from '@clinicarrivals/core';
import type { AccountInUse } from './accounts.ts';
import type { Counts } from './counts.ts';
import { toKeptWebhook } from './kept-webhook.ts';
import type { RelayLimits } from './limits.ts';
import { readBodyOrRefuse } from './read-body.ts';
import type { RelayStore } from './relay-store.ts';
import { Refusal, retryAfter } from './responses.ts';
import type { Seal } from './sealing.ts';
import type { Waits } from './waits.ts';

/** A full mailbox may have room a minute later. */
const fullForMs = 60_000;

/** What taking a webhook stands on. */
export interface IntakeParts {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly waits: Waits;
  readonly counts: Counts;
  readonly limits: RelayLimits;
  readonly seal: Seal;
}

/**
 * Refuses a request whose headers are too large.
 *
 * @throws Refusal `too-large`
 */
export function checkHeaders(request: Request, maxBytes: number): void {
  let bytes = 0;
  // The colon, the space and the end of the line count as well.
  request.headers.forEach((value, name) => (bytes += name.length + value.length + 4));
  if (bytes > maxBytes) throw new Refusal('too-large', `The headers are larger than ${maxBytes} bytes.`);
}

/** Reads the body of a webhook within the limits. */
export function readWebhookBody(request: Request, { limits, clock }: IntakeParts): Promise<Uint8Array> {
  return readBodyOrRefuse(request, { maxBytes: limits.bodyBytes, timeoutMs: limits.bodyTimeoutMs, clock });
}

/** Takes one of the requests that an account may have; throws a Refusal when there is none left. */
export function spend(account: AccountInUse, bucket: 'webhookBucket' | 'clinicBucket', now: number): void {
  const waitMs = account[bucket].take(now);
  if (waitMs === 0) return;
  throw new Refusal('too-many', 'Too many requests of this account.', {
    headers: retryAfter(waitMs),
    account: account.id,
  });
}

/**
 * Keeps a webhook, sealed where the account has a key, and wakes who waits for it. Resolves when it is durable.
 *
 * @throws Refusal `full`, or StorageError; nothing is kept then
 */
export async function keepWebhook(
  { store, clock, waits, counts, seal }: IntakeParts,
  account: AccountInUse,
  webhook: { readonly request: Request; readonly url: string; readonly body: Uint8Array },
): Promise<void> {
  const json = Buffer.from(JSON.stringify(toKeptWebhook(webhook.request, webhook.url, webhook.body)));
  const { id, mailbox, publicKey, limits } = account;
  const outcome = await store.put({
    account: mailbox,
    receivedAt: clock.now(),
    isSealed: publicKey !== null,
    content: publicKey === null ? json : seal(json, publicKey),
    room: { webhooks: limits.mailboxWebhooks, bytes: limits.mailboxBytes },
  });
  if (outcome === 'full') {
    throw new Refusal('full', 'The mailbox of this account is full.', { headers: retryAfter(fullForMs), account: id });
  }
  counts.received += 1;
  waits.arrived(mailbox);
}

/** What a gateway is answered: words in it would be texted to the patient. */
export function acknowledge(reply: AccountInUse['reply']): Response {
  if (reply === 'empty') return new Response(null, { status: 204 });
  return new Response('<Response/>', { headers: { 'content-type': 'text/xml' } });
}
