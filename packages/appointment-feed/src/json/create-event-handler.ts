import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock, Logger } from '@clinicarrivals/core';
import { bodyRefusals, createRefusalLog, failed, failedBy, readBody, refused } from '@clinicarrivals/core/http';
import type { Refusal } from '@clinicarrivals/core/http';
import type { FeedEventSink } from '../feed-event.ts';
import { createSystemClock } from '../system-clock.ts';
import { createZonedTimes } from '../zoned-time.ts';
import { createAuthentication, wrongSignature } from './authenticate.ts';
import type { EventCredentials, Sender } from './authenticate.ts';
import { answerOutcomes, answerRefusal } from './event-answer.ts';
import { readEvents } from './read-events.ts';
import { readEvent, takeEvents } from './take-events.ts';

/** What {@link createEventHandler} takes. */
export interface EventHandlerOptions extends EventCredentials {
  readonly sink: FeedEventSink;
  /** ISO 3166-1 alpha-2 code of the country whose national form telephone numbers may have, such as `AU`. */
  readonly country: string;
  /** How long a body may be; default 524 288. */
  readonly maxBytes?: number;
  /** How long a body may take to arrive, in milliseconds; default 5 000. */
  readonly timeoutMs?: number;
  /** How many requests may be under way at once, so that bodies do not fill the memory; default 64. Above it the answer is 429. */
  readonly maxConcurrent?: number;
  /** Default: silence. */
  readonly logger?: Logger;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Clock;
}

/** Takes one request; never rejects. */
export type EventHandler = (request: Request) => Promise<Response>;

/**
 * Makes the fetch handler to which an EHR posts what happens to appointments, in our own shape (`event.schema.json`) or in that of Twilio's
 * appointment management app. It mounts wherever requests are `Request`s, before anything that reads their bodies.
 *
 * The sender is checked before the body is read. 202: everything is durable. 400, 422: `application/problem+json` (RFC 9457) with every field
 * that is wrong; reception sees the same where it matters. 503 with `Retry-After`: not stored, send it again. The same message twice, and one
 * that is older than what is known, change nothing and are acknowledged.
 *
 * @throws ConfigurationError when an option is wrong
 *
 * @example
 * const handle = createEventHandler({ sink: feed, secrets: ['whsec_…'], country: 'AU' });
 * app.all('/events', (context) => handle(context.req.raw));
 */
export function createEventHandler(options: EventHandlerOptions): EventHandler {
  const { sink, country } = options;
  if (!/^[A-Z]{2}$/.test(country))
    throw new ConfigurationError({
      field: 'events.country',
      message: 'must be an ISO 3166-1 alpha-2 code, such as AU',
    });
  const clock = options.clock ?? createSystemClock();
  const authenticate = createAuthentication(options);
  const limits = {
    maxBytes: checkLimit('maxBytes', options.maxBytes ?? 524_288),
    timeoutMs: checkLimit('timeoutMs', options.timeoutMs ?? 5_000),
    clock,
  };
  const maxConcurrent = checkLimit('maxConcurrent', options.maxConcurrent ?? 64);
  const refusals = createRefusalLog({ clock, logger: options.logger ?? { log: () => undefined } });
  const times = createZonedTimes();
  let underWay = 0;

  const takeBody = async (
    sender: Exclude<Sender, { type: 'refused' }>,
    request: Request,
  ): Promise<Response | Refusal> => {
    const body = await readBody(request, limits);
    if (typeof body === 'string') return bodyRefusals[body];
    if (sender.type === 'signed' && !sender.isSigned(body)) return wrongSignature;
    const read = readEvents(request.headers.get('content-type') ?? '', body);
    if (read.type === 'refused') return refused(read.status, read.message);
    const context = { country, times, now: clock.now() };
    const readings = await Promise.all(read.events.map((event) => readEvent(event, context)));
    const { isBatch } = read;
    const taken = takeEvents({ sink, readings, messageId: sender.messageId, isBatch });
    return taken.then(
      (outcomes) => answerOutcomes(outcomes, { isBatch }),
      (error: unknown) => failedBy('not stored,', error),
    );
  };
  const take = async (request: Request): Promise<Response | Refusal> => {
    if (request.method !== 'POST') return refused(405, 'only POST is taken here');
    if (request.bodyUsed) return failed('body read before it came here; mount the handler before what parses bodies');
    const sender = authenticate(request.headers, clock.now());
    if (sender.type === 'refused') return sender.refusal;
    if (underWay >= maxConcurrent) return refused(429, 'too many requests at once; send several events in one');
    underWay += 1;
    return takeBody(sender, request).finally(() => (underWay -= 1));
  };

  return async (request) => {
    const outcome = await take(request).catch((error: unknown) => failedBy('failed by', error));
    if (outcome instanceof Response) return outcome;
    try {
      refusals.flush();
      refusals.add(outcome);
    } catch {
      // The log itself failed: the sender is answered all the same.
    }
    return answerRefusal(outcome);
  };
}

function checkLimit(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new ConfigurationError({ field: `events.${field}`, message: 'must be a whole number above 0' });
}
