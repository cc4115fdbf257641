import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createWebhookSecrets } from '../standard-webhooks.ts';
import type { AnswerBody } from './answer-body.ts';

/** One answer on its way to the EHR. */
export interface OutgoingAnswer {
  /** The same at each attempt, and whenever the same answer is made again: the EHR changes something for it once. */
  readonly id: string;
  readonly body: AnswerBody;
}

/** What the EHR made of an answer. */
export type AnswerOutcome =
  /** It has it: from now on it is so. */
  | { readonly type: 'accepted' }
  /** It will never take it. */
  | {
      readonly type: 'refused';
      /** True when somebody else has the time by now. */
      readonly isTimeTaken: boolean;
    }
  /** It did not take it this time. */
  | {
      readonly type: 'failed';
      readonly failure: 'unavailable' | 'unauthorised' | 'unusable';
      /** What happened, for the log: codes and our own words only. */
      readonly reason: string;
      readonly retryAfterMs: number | null;
    };

/** Brings one answer to the EHR. What it throws counts as `unavailable`. */
export type DeliverAnswer = (answer: OutgoingAnswer) => Promise<AnswerOutcome>;

/** Where answers are posted to. */
export interface AnswerEndpoint {
  /** `https:`; `http:` only on this machine, as the practitioners' links go over it. */
  readonly url: string;
  /** `whsec_` and the base64 of 24 to 64 bytes; several while one takes the place of another: each answer is signed by all. */
  readonly secret: string | readonly string[];
  /** For one answer, from the first byte to the status; default 10 000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

const longestRetryAfterMs = 60 * 60_000;

/**
 * Makes the function that posts answers as Standard Webhooks, signed with HMAC-SHA256.
 *
 * 2xx: accepted. 409 (it is not as the answer has it: another start, or a time that is taken) and 422: refused. Anything else is tried again, after what `Retry-After` says. Redirects are not followed: what is
 * signed is for the host that was named. What the EHR writes is not read.
 *
 * @throws ConfigurationError when the address or a secret is of another shape
 */
export function createAnswerPost(endpoint: AnswerEndpoint, clock: Pick<Clock, 'now'>): DeliverAnswer {
  const url = toUrl(endpoint.url);
  const { secret, timeoutMs = 10_000, fetch = globalThis.fetch } = endpoint;
  if (!(timeoutMs >= 100 && timeoutMs <= 60_000))
    throw new ConfigurationError({ field: 'answers.timeoutMs', message: 'must be 100 to 60000 milliseconds' });
  const secrets = createWebhookSecrets({
    secrets: typeof secret === 'string' ? [secret] : secret,
    field: 'answers.secret',
  });

  return async ({ id, body }) => {
    const text = JSON.stringify(body);
    const timestamp = Math.floor(clock.now() / 1000);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': secrets.sign({ id, timestamp, body: text }),
        },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      // Not waited for: a body that never ends must not hold up the next answer.
      void response.body?.cancel().catch(() => undefined);
      return toOutcome(response, clock.now());
    } catch (error) {
      return failed('unavailable', describe(error));
    }
  };
}

function toUrl(text: string): URL {
  const wrong = (message: string) => new ConfigurationError({ field: 'answers.url', message });
  const url = URL.parse(text);
  if (url === null) throw wrong('must be an absolute URL, such as https://ehr.example/answers');
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal))
    throw wrong('must begin with https:// (http:// only for this machine)');
  if (url.username !== '' || url.password !== '')
    throw wrong('must not hold a user or password; answers are signed with the secret');
  return url;
}

function toOutcome({ status, headers }: Response, now: number): AnswerOutcome {
  if (status >= 200 && status < 300) return { type: 'accepted' };
  if (status === 409 || status === 422) return { type: 'refused', isTimeTaken: status === 409 };
  const retryAfterMs = toRetryAfterMs(headers.get('retry-after'), now);
  if (status === 401 || status === 403)
    return { ...failed('unauthorised', `HTTP ${status}; give the EHR the secret`), retryAfterMs };
  if (status === 408 || status === 429 || status >= 500)
    return { ...failed('unavailable', `HTTP ${status}`), retryAfterMs };
  return { ...failed('unusable', `HTTP ${status}; check the address of the answers`), retryAfterMs };
}

function failed(
  failure: 'unavailable' | 'unauthorised' | 'unusable',
  reason: string,
): Extract<AnswerOutcome, { type: 'failed' }> {
  return { type: 'failed', failure, reason, retryAfterMs: null };
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function toRetryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  const waitMs = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(waitMs) ? null : Math.min(longestRetryAfterMs, Math.max(0, waitMs));
}

/** Only names and codes: messages may quote the address. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const code = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'no answer';
}
