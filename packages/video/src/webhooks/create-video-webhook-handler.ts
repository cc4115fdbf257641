import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import {
  bodyRefusals,
  createRefusalLog,
  failed,
  failedBy,
  readBody,
  refused,
  toRefusalResponse,
} from '@clinicarrivals/core/http';
import type { Refusal } from '@clinicarrivals/core/http';
import { createSystemClock } from '../system-clock.ts';
import type { VideoWebhookReader } from './video-webhook-reader.ts';

/** What `createVideoWebhookHandler` is given. */
export interface VideoWebhookHandlerOptions {
  /** Knows how this kind of video server proves itself, and its words. */
  readonly reader: VideoWebhookReader;
  /** Takes the hint that something has changed in these sessions; `arrivals.video.noticed` of core fits. */
  noticed(query: { readonly sessionIds: readonly string[] }): Promise<void>;
  /** Default: silence. */
  readonly logger?: Logger;
  /** How long a body may be; default 65 536. */
  readonly maxBytes?: number;
  /** How long a body may take to arrive, and `noticed` to take the hint, each in milliseconds; default 5 000. */
  readonly timeoutMs?: number;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Clock;
}

/** Takes one request; never rejects. */
export type VideoWebhookHandler = (request: Request) => Promise<Response>;

/**
 * Makes the fetch handler of a video server's webhooks. It mounts wherever requests are `Request`s, before anything that reads their bodies.
 *
 * What a webhook says is a hint, so that a lost, doubled or late one does no harm. A hint that `noticed` has taken is answered with 200, and
 * one that it could not take with 503 and `Retry-After`. No log line holds anything of a request.
 *
 * Throws ConfigurationError when an option is wrong.
 *
 * @example
 * const handle = createVideoWebhookHandler({ reader, noticed: (hint) => arrivals.video.noticed(hint) });
 * app.all('/webhooks/livekit', (context) => handle(context.req.raw));
 */
export function createVideoWebhookHandler(options: VideoWebhookHandlerOptions): VideoWebhookHandler {
  const { reader } = options;
  const clock = options.clock ?? createSystemClock();
  const maxBytes = checkLimit('maxBytes', options.maxBytes ?? 65_536);
  const timeoutMs = checkLimit('timeoutMs', options.timeoutMs ?? 5_000);
  const refusals = createRefusalLog({ clock, logger: options.logger ?? { log: () => undefined } });

  const take = async (request: Request): Promise<Refusal | null> => {
    if (request.method !== 'POST') return refused(405, 'only POST is taken here');
    if (request.bodyUsed) return failed('body read before it came here; mount the handler before what parses bodies');
    const body = await readBody(request, { maxBytes, timeoutMs, clock });
    if (typeof body === 'string') return bodyRefusals[body];
    const reading = await reader.read({ headers: request.headers, body });
    if (reading.type === 'refused') return refused(reading.status, reading.reason);
    if (reading.type === 'ignored') return null;
    return pass(options.noticed({ sessionIds: reading.sessionIds }), timeoutMs, clock);
  };

  return async (request) => {
    const refusal = await take(request).catch((error: unknown) => failedBy('failed by', error));
    try {
      refusals.flush();
      if (refusal !== null) refusals.add(refusal);
    } catch {
      // The log itself failed: the server is answered all the same.
    }
    // OpenVidu counts 200 alone as success, and not 204.
    return refusal === null ? new Response('ok\n') : toRefusalResponse(refusal, ['POST']);
  };
}

/** Waits until the hint is taken. OpenVidu posts one webhook after the other, so that one that hangs would hold up all. */
async function pass(taken: Promise<void>, timeoutMs: number, clock: Clock): Promise<Refusal | null> {
  let stopWaiting = (): void => undefined;
  const tooSlow = new Promise<Refusal>((resolve) => {
    stopWaiting = clock.schedule(timeoutMs, () => resolve(failed('not taken in time')));
  });
  const outcome = taken.then(
    () => null,
    (error: unknown) => failedBy('not taken,', error),
  );
  const refusal = await Promise.race([outcome, tooSlow]);
  stopWaiting();
  return refusal;
}

function checkLimit(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new ConfigurationError({ field: `videoWebhooks.${field}`, message: 'must be a whole number above 0' });
}
