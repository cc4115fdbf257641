import { createHash, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import type { VideoWebhook, VideoWebhookReader, VideoWebhookReading } from '../webhooks/video-webhook-reader.ts';

/** How an OpenVidu 2 server proves who it is. */
export interface OpenViduWebhookReaderOptions {
  /**
   * What stands behind `Authorization: ` in `OPENVIDU_WEBHOOK_HEADERS` of the server's configuration, such as `Bearer ` and 32 random
   * characters. At least 16 characters: it is all that a forger has to guess.
   */
  readonly authorization: string;
}

/** What may have changed who is in. */
const changes: ReadonlySet<unknown> = new Set(['participantJoined', 'participantLeft', 'sessionDestroyed']);

/**
 * Makes the reader of what an OpenVidu 2 server posts. It signs nothing: the header that both sides have been given is all the proof there
 * is, so webhooks must come over https or from this machine.
 *
 * Throws ConfigurationError when the header is too short.
 *
 * @see https://docs.openvidu.io/en/stable/reference-docs/openvidu-server-webhook/
 */
export function createOpenViduWebhookReader({ authorization }: OpenViduWebhookReaderOptions): VideoWebhookReader {
  if (authorization.trim().length < 16) {
    throw new ConfigurationError({
      field: 'openvidu.authorization',
      message:
        'must have at least 16 characters: the same that stand behind "Authorization: " in OPENVIDU_WEBHOOK_HEADERS',
    });
  }
  const wanted = hash(authorization.trim());
  return {
    read: async (webhook) => {
      // Both have the same length as hashes, so that nothing is told by how long it takes.
      const isGenuine = timingSafeEqual(hash((webhook.headers.get('authorization') ?? '').trim()), wanted);
      return isGenuine ? readEvent(webhook) : forged;
    },
  };
}

const forged: VideoWebhookReading = { type: 'refused', status: 401, reason: 'without our Authorization header' };
const malformed: VideoWebhookReading = { type: 'refused', status: 400, reason: 'not an OpenVidu event' };

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function readEvent({ body }: VideoWebhook): VideoWebhookReading {
  try {
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof said !== 'object' || said === null || !('event' in said) || typeof said.event !== 'string')
      return malformed;
    if (!changes.has(said.event)) return { type: 'ignored' };
    const sessionId = 'sessionId' in said ? said.sessionId : null;
    return typeof sessionId === 'string' && sessionId !== '' ? { type: 'changed', sessionIds: [sessionId] } : malformed;
  } catch {
    return malformed;
  }
}
