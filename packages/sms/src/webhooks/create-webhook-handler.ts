import { ConfigurationError } from '@clinicarrivals/core';
import type {
  Clock,
  InboundMessage,
  Logger,
  MessageReceipt,
  WebhookReader,
  WebhookReading,
} from '@clinicarrivals/core';
import { createSystemClock } from '../system-clock.ts';
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
import { createRequestedUrl } from './requested-url.ts';

/** Who takes what webhooks say; core's `Arrivals` fits. What a method was given is durable when it resolves. */
export interface WebhookReceiver {
  receive(message: InboundMessage): Promise<void>;
  receiveReceipt(receipt: MessageReceipt): Promise<void>;
}

/** What `createWebhookHandler` is given. */
export interface WebhookHandlerOptions {
  /** Knows the gateway's signature and words. */
  readonly reader: WebhookReader;
  readonly arrivals: WebhookReceiver;
  /**
   * What the outside requests, where a proxy stands in front: scheme, host and the path prefix if there is one, such as
   * `https://clinic.example`. Default: the request's own URL. Headers such as `X-Forwarded-Host` are never believed.
   */
  readonly publicUrl?: string;
  /** Default 65 536. */
  readonly maxBodyBytes?: number;
  /** For all headers and the URL; default 16 384. */
  readonly maxHeaderBytes?: number;
  /** How long a body may take to arrive; default 5 000. */
  readonly bodyTimeoutMs?: number;
  /** Default: silence. */
  readonly logger?: Logger;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Clock;
}

/** Takes one request; never rejects. */
export type WebhookHandler = (request: Request) => Promise<Response>;

type Outcome = Response | Refusal;

/**
 * Makes the fetch handler of a gateway's webhooks. It mounts wherever requests are `Request`s, before anything that reads their bodies.
 *
 * What a request says is durable before it is acknowledged. A request that cannot be stored is answered with 503 and `Retry-After`, and
 * nothing is claimed. A message whose gateway does not say when it received it counts as received when its request came: readers of
 * gateways that try again for longer than a minute give the time themselves.
 *
 * Throws ConfigurationError when an option is wrong.
 *
 * @example
 * const app = new Hono();
 * app.all('/twilio', (context) => handle(context.req.raw));
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  const { reader, arrivals } = options;
  const clock = options.clock ?? createSystemClock();
  const limits = {
    maxBytes: checkLimit('maxBodyBytes', options.maxBodyBytes ?? 65_536),
    timeoutMs: checkLimit('bodyTimeoutMs', options.bodyTimeoutMs ?? 5_000),
    clock,
  };
  const maxHeaderBytes = checkLimit('maxHeaderBytes', options.maxHeaderBytes ?? 16_384);
  const toRequestedUrl = createRequestedUrl(options.publicUrl);
  const methods = reader.methods ?? ['POST'];
  const refusals = createRefusalLog({ clock, logger: options.logger ?? { log: () => undefined } });

  const take = async (request: Request): Promise<Outcome> => {
    const startedAt = clock.now();
    const { method, url } = request;
    if (!methods.includes(method)) return refused(405, `only ${methods.join(' and ')} is taken here`);
    const headers = Object.fromEntries(request.headers);
    if (lengthOf(headers) + url.length > maxHeaderBytes) return refused(431, 'headers too large');
    if (request.bodyUsed) return failed('body read before it came here; mount the handler before what parses bodies');
    const body = await readBody(request, limits);
    if (typeof body === 'string') return bodyRefusals[body];
    const reading = await reader.read({ method, url: toRequestedUrl(url), headers, body });
    if (reading.type === 'refused') return refused(statuses[reading.why], reading.reason);
    return (await store(arrivals, reading, startedAt)) ?? acknowledge(reader);
  };

  return async (request) => {
    try {
      refusals.flush();
      const outcome = await take(request).catch((error: unknown) => failedBy('failed by', error));
      if (outcome instanceof Response) return outcome;
      refusals.add(outcome);
      return toRefusalResponse(outcome, methods);
    } catch {
      // The log itself failed: the gateway is answered all the same.
      return toRefusalResponse(failed('failed'), methods);
    }
  };
}

const statuses = { forged: 403, malformed: 400, unsupported: 415 } as const;

/** Gives everything that was said to the receiver, in order; returns the refusal when it could not be made durable. */
async function store(
  arrivals: WebhookReceiver,
  { messages, receipts }: Extract<WebhookReading, { type: 'accepted' }>,
  startedAt: number,
): Promise<Refusal | null> {
  try {
    for (const message of messages) {
      await arrivals.receive({ ...message, receivedAt: message.receivedAt ?? startedAt });
    }
    for (const receipt of receipts) await arrivals.receiveReceipt(receipt);
    return null;
  } catch (error) {
    return failedBy('not stored,', error);
  }
}

function acknowledge({ acknowledgement }: WebhookReader): Response {
  const { status, contentType, body } = acknowledgement;
  return new Response(body === '' ? null : body, {
    status,
    headers: contentType === null ? {} : { 'content-type': contentType },
  });
}

function lengthOf(headers: Readonly<Record<string, string>>): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
}

function checkLimit(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new ConfigurationError({ field: `webhooks.${field}`, message: 'must be a whole number above 0' });
}
