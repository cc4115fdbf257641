import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';
import { jwtVerify } from 'jose';
import { createSystemClock } from '../system-clock.ts';
import type { VideoWebhook, VideoWebhookReader, VideoWebhookReading } from '../webhooks/video-webhook-reader.ts';
import { checkCredentials } from './options.ts';

/** The key that the server signs with (`webhook.api_key` of its configuration), and its secret. */
export interface LiveKitWebhookReaderOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** What may have changed who is in. `participant_connection_aborted` comes in place of `participant_joined` and `participant_left`. */
const changes: ReadonlySet<unknown> = new Set([
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'room_finished',
]);

/**
 * Makes the reader of what a LiveKit server posts: `Authorization` carries a token that is signed with the key's secret, ends after five
 * minutes, and holds the SHA-256 of the body.
 *
 * Throws ConfigurationError when an option is empty.
 *
 * @see https://docs.livekit.io/home/server/webhooks/
 */
export function createLiveKitWebhookReader(options: LiveKitWebhookReaderOptions): VideoWebhookReader {
  const { apiKey, apiSecret } = checkCredentials(options);
  const clock = options.clock ?? createSystemClock();
  const secret = new TextEncoder().encode(apiSecret);

  const isGenuine = async ({ headers, body }: VideoWebhook): Promise<boolean> => {
    const token = (headers.get('authorization') ?? '').replace(/^Bearer /i, '');
    const verified = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      issuer: apiKey,
      requiredClaims: ['exp', 'sha256'],
      clockTolerance: 10,
      currentDate: new Date(clock.now()),
    }).catch(() => null);
    return verified !== null && isHashOf(verified.payload['sha256'], body);
  };

  return {
    read: async (webhook) => ((await isGenuine(webhook)) ? readEvent(webhook.body) : forged),
  };
}

const forged: VideoWebhookReading = { type: 'refused', status: 401, reason: 'not signed with our key, or too old' };
const malformed: VideoWebhookReading = { type: 'refused', status: 400, reason: 'not a LiveKit event' };

function isHashOf(claim: unknown, body: Uint8Array): boolean {
  if (typeof claim !== 'string') return false;
  const [claimed, actual] = [Buffer.from(claim, 'base64'), createHash('sha256').update(body).digest()];
  return claimed.length === actual.length && timingSafeEqual(claimed, actual);
}

function readEvent(body: Uint8Array): VideoWebhookReading {
  try {
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const event = fieldOf(said, 'event');
    if (typeof event !== 'string') return malformed;
    if (!changes.has(event)) return { type: 'ignored' };
    const name = fieldOf(fieldOf(said, 'room'), 'name');
    return typeof name === 'string' && name !== '' ? { type: 'changed', sessionIds: [name] } : malformed;
  } catch {
    return malformed;
  }
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? Reflect.get(value, field)
    : undefined;
}
