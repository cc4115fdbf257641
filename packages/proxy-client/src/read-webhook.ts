import type { WebhookReader, WebhookReading, WebhookRequest } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
import { failure, isOurs } from './failure.ts';
import { toWebhookRequest } from './lease.ts';
import type { LeasedWebhook } from './lease.ts';
import { loadSodium } from './sodium.ts';

type Refusal = Extract<WebhookReading, { type: 'refused' }>;

/** Why a webhook is not acted on: it does not open, or the reader refuses it. */
export type RefusedBecause = 'unopened' | Refusal['why'];

/** What became of one webhook. */
export type ReadWebhook =
  | (Extract<WebhookReading, { type: 'accepted' }> & { readonly why?: never; readonly reason?: never })
  | { readonly type: 'refused'; readonly why: RefusedBecause; readonly reason: string };

/** Reads a webhook. Gives the error of a reader that throws: what came before is read. */
export type Read = (webhook: LeasedWebhook) => Promise<ReadWebhook | Error>;

/** Makes what opens a webhook if it is sealed, and lets the reader check who sent it. */
export function createRead(reader: WebhookReader, privateKey: Uint8Array | null): Read {
  return async ({ content, receivedAt }) => {
    const webhook = typeof content === 'string' ? await open(content, privateKey) : content;
    if (webhook === null) return { type: 'refused', why: 'unopened', reason: 'privateKey does not fit, or no webhook' };
    // Without an original that may quote the request.
    const reading = await reader
      .read(webhook)
      .catch((error: unknown) => (isOurs(error) ? error : failure('retry', 'the reader threw')));
    if (reading instanceof Error || reading.type === 'refused') return reading;
    const messages = reading.messages.map((message) => ({
      ...message,
      // A reader may take now for the time of a text: the relay has had it for longer.
      receivedAt: Math.min(message.receivedAt ?? receivedAt, receivedAt),
    }));
    return { ...reading, messages };
  };
}

/** Opens a sealed webhook. Null when it does not open. */
async function open(sealed: string, privateKey: Uint8Array | null): Promise<WebhookRequest | null> {
  const bytes = decodeBase64(sealed);
  if (privateKey === null || bytes === null) return null;
  const sodium = await loadSodium();
  try {
    const opened = sodium.crypto_box_seal_open(bytes, sodium.crypto_scalarmult_base(privateKey), privateKey);
    return toWebhookRequest(JSON.parse(new TextDecoder().decode(opened)));
  } catch {
    // Sealed to another key, tampered with, or no webhook inside.
    return null;
  }
}
