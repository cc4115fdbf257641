import type { WebhookReader, WebhookReading } from '@clinicarrivals/core';
import { failure, isOurs } from './failure.ts';
import { toWebhookRequest } from './lease.ts';
import type { LeasedWebhook } from './lease.ts';
import { openSealed } from './sodium.ts';

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
    const webhook = typeof content === 'string' ? toWebhookRequest(await openSealed(content, privateKey)) : content;
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
