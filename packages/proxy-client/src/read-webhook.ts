import { ClinicArrivalsError, GatewayError } from '@clinicarrivals/core';
import type { InboundMessage, MessageReceipt, WebhookReader, WebhookRequest } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
import { toWebhookRequest } from './lease.ts';
import type { LeasedWebhook } from './lease.ts';
import { loadSodium } from './sodium.ts';
import type { Sodium } from './sodium.ts';

/** Why a webhook is not acted on: it does not open, or the reader refuses it. */
export type RefusedBecause = 'unopened' | 'forged' | 'malformed' | 'unsupported';

/** What became of one webhook. */
export type ReadWebhook =
  | {
      readonly type: 'accepted';
      readonly messages: readonly InboundMessage[];
      readonly receipts: readonly MessageReceipt[];
    }
  | { readonly type: 'refused'; readonly why: RefusedBecause; readonly reason: string };

/** Opens a sealed webhook. Null when it does not open. */
export type Open = (sealed: string) => Promise<WebhookRequest | null>;

/** Makes an `Open` for a private key of 32 bytes. */
export function createOpen(privateKey: Uint8Array): Open {
  let loaded: Promise<{ readonly sodium: Sodium; readonly publicKey: Uint8Array }> | null = null;
  const load = async (): Promise<{ readonly sodium: Sodium; readonly publicKey: Uint8Array }> => {
    const sodium = await loadSodium();
    return { sodium, publicKey: sodium.crypto_scalarmult_base(privateKey) };
  };
  return async (sealed) => {
    const { sodium, publicKey } = await (loaded ??= load());
    const bytes = decodeBase64(sealed);
    if (bytes === null) return null;
    try {
      const json = new TextDecoder('utf-8', { fatal: true }).decode(
        sodium.crypto_box_seal_open(bytes, publicKey, privateKey),
      );
      return toWebhookRequest(JSON.parse(json));
    } catch {
      // Sealed to another key, tampered with, or no webhook inside.
      return null;
    }
  };
}

/** Opens one webhook if it is sealed, and lets the reader check who sent it. */
export async function readWebhook(
  { content, receivedAt }: LeasedWebhook,
  how: { readonly open: Open | null; readonly reader: WebhookReader },
): Promise<ReadWebhook> {
  if (typeof content === 'string' && how.open === null)
    return refused('unopened', 'it is sealed, and there is no privateKey to open it');
  const opened = typeof content === 'string' ? ((await how.open?.(content)) ?? null) : content;
  if (opened === null) {
    const reason = content === null ? 'it is no webhook' : 'the privateKey does not fit, or it was tampered with';
    return refused('unopened', reason);
  }
  const reading = await read(how.reader, opened);
  if (reading.type === 'refused') return reading;
  return {
    ...reading,
    messages: reading.messages.map((message) => ({ ...message, receivedAt: earlier(message, receivedAt) })),
  };
}

/** A reader that sees a webhook at once may take now for the time of its text. The relay has had it for longer. */
function earlier({ receivedAt }: InboundMessage, atRelay: number): number {
  return receivedAt === null ? atRelay : Math.min(receivedAt, atRelay);
}

async function read(reader: WebhookReader, webhook: WebhookRequest): ReturnType<WebhookReader['read']> {
  try {
    return await reader.read(webhook);
  } catch (error) {
    if (ClinicArrivalsError.isInstance(error)) throw error;
    // Without the original, which may quote the request.
    throw new GatewayError({
      message: '[relay] receive failed: the reader of the webhooks threw; nothing is acknowledged, it is tried again',
      failure: 'retry',
    });
  }
}

function refused(why: RefusedBecause, reason: string): ReadWebhook {
  return { type: 'refused', why, reason };
}
