import { createHmac, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createSystemClock } from '../system-clock.ts';
import type { VideoWebhook, VideoWebhookReader, VideoWebhookReading } from '../webhooks/video-webhook-reader.ts';

/** What JaaS signs with, and for whom. */
export interface JaasWebhookReaderOptions {
  /** `vpaas-magic-cookie-` and 32 hexadecimal digits: the rooms of another application are ignored. */
  readonly appId: string;
  /** The secret of this endpoint, which the JaaS console reveals under Webhooks. */
  readonly secret: string;
  /** How much older or newer than now a signature may be, in milliseconds; default 300 000. */
  readonly toleranceMs?: number;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** What may have changed who is in. */
const changes: ReadonlySet<unknown> = new Set(['PARTICIPANT_JOINED', 'PARTICIPANT_LEFT', 'ROOM_DESTROYED']);

/**
 * Makes the reader of what JaaS posts: `X-Jaas-Signature` holds a time and the HMAC-SHA256 over that time and the body.
 *
 * JaaS cannot be asked who is in, so that the engine does nothing with the hints: they are for applications of one's own. Throws
 * ConfigurationError when an option is empty or wrong.
 *
 * @see https://developer.8x8.com/jaas/docs/webhooks-signatures
 */
export function createJaasWebhookReader(options: JaasWebhookReaderOptions): VideoWebhookReader {
  const { appId, secret, toleranceMs = 300_000 } = options;
  for (const field of ['appId', 'secret'] as const) {
    if (options[field].trim() === '') throw wrong(field, 'is empty; copy it from the JaaS console');
  }
  if (!(Number.isFinite(toleranceMs) && toleranceMs > 0)) throw wrong('toleranceMs', 'must be above 0');
  const clock = options.clock ?? createSystemClock();

  const isGenuine = ({ headers, body }: VideoWebhook): boolean => {
    const parts = (headers.get('x-jaas-signature') ?? '').split(',').map((part) => part.trim());
    const time = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
    if (!/^\d{1,12}$/.test(time) || Math.abs(clock.now() - Number(time) * 1000) > toleranceMs) return false;
    const wanted = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
    return parts.some((part) => part.startsWith('v1=') && isEqual(Buffer.from(part.slice(3), 'base64'), wanted));
  };

  return {
    read: async (webhook) => (isGenuine(webhook) ? readEvent(webhook.body, appId) : forged),
  };
}

const forged: VideoWebhookReading = { type: 'refused', status: 401, reason: 'not signed with our secret, or too old' };
const malformed: VideoWebhookReading = { type: 'refused', status: 400, reason: 'not a JaaS event' };

function isEqual(given: Buffer, wanted: Buffer): boolean {
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function readEvent(body: Uint8Array, appId: string): VideoWebhookReading {
  const event = parse(body);
  if (event === null || typeof event.eventType !== 'string') return malformed;
  if (!changes.has(event.eventType)) return { type: 'ignored' };
  if (typeof event.fqn !== 'string' || !event.fqn.includes('/')) return malformed;
  const [application, sessionId = ''] = event.fqn.split('/');
  return application === appId && sessionId !== '' ? { type: 'changed', sessionIds: [sessionId] } : { type: 'ignored' };
}

/** What is read of an event (https://developer.8x8.com/jaas/docs/webhooks-payload). */
function parse(body: Uint8Array): { readonly eventType?: unknown; readonly fqn?: unknown } | null {
  try {
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof said === 'object' && said !== null ? said : null;
  } catch {
    return null;
  }
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `jaasWebhooks.${field}`, message });
}
