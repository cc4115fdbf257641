import type { LogLevel } from '../ports/logger.ts';
import type { BodyFailure } from './read-body.ts';

/** Why a request is not taken, as it is answered and stands in the log; nothing of the request itself. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly level: LogLevel;
}

/** The request is to blame. */
export function refused(status: number, reason: string): Refusal {
  return { status, reason, level: 'warn' };
}

/** We are to blame: it may be sent again. */
export function failed(reason: string): Refusal {
  return { status: 503, reason, level: 'error' };
}

/** We are to blame, and something was thrown: of that its name alone is told. */
export function failedBy(what: string, error: unknown): Refusal {
  return failed(`${what} ${error instanceof Error ? error.name : 'unknown'}`);
}

/** What to answer when a body was not read. */
export const bodyRefusals: Readonly<Record<BodyFailure, Refusal>> = {
  'too-large': refused(413, 'body too large'),
  'too-slow': refused(408, 'body came too slowly'),
  'broken-off': refused(400, 'body broke off'),
};

/** Answers a refused request in plain text. `methods`: what is taken here, for 405. */
export function toRefusalResponse({ status, reason }: Refusal, methods: readonly string[]): Response {
  return new Response(`${reason}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(status === 405 ? { allow: methods.join(', ') } : {}),
      ...(status === 503 ? { 'retry-after': '10' } : {}),
      // The rest of a body that is not wanted would else be read to its end.
      ...(status === 408 || status === 413 ? { connection: 'close' } : {}),
    },
  });
}
