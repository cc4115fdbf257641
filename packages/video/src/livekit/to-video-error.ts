import { ClinicArrivalsError, VideoError } from '@clinicarrivals/core';

/** What was being done, as it stands in an error. */
export type Operation = 'open' | 'close' | 'participants' | 'admit';

/** The server has no such room: it was never opened, was closed, or was collected since. */
export const noSuchRoom = 'not_found';

/** The code of a refusal by the server ([Twirp](https://twitchtv.github.io/twirp/docs/errors.html)); null for any other error. */
export function codeOf(error: unknown): string | null {
  const code = fieldOf(error, 'code');
  return typeof fieldOf(error, 'status') === 'number' && typeof code === 'string' ? code : null;
}

/**
 * Turns anything that the SDK threw into a VideoError.
 *
 * The original is not kept as `cause`: with a refused token the server's message repeats that token.
 */
export function toVideoError(operation: Operation, error: unknown): ClinicArrivalsError {
  if (ClinicArrivalsError.isInstance(error)) return error;
  const { reason, isRetryable } = explain(error);
  return new VideoError({ message: `[livekit] ${operation} failed: ${reason}`, isRetryable });
}

interface Explanation {
  readonly reason: string;
  readonly isRetryable: boolean;
}

function explain(error: unknown): Explanation {
  const status = fieldOf(error, 'status');
  if (typeof status === 'number') return explainStatus(status, codeOf(error));
  const name = fieldOf(error, 'name');
  if (name === 'TimeoutError')
    return { reason: 'the server did not answer in time, will be retried', isRetryable: true };
  const origin = fieldOf(error, 'cause') ?? error;
  const code = fieldOf(origin, 'code') ?? fieldOf(firstOf(fieldOf(origin, 'errors')), 'code');
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return explainConnection(code);
  return { reason: 'the answer makes no sense; check that url is the address of a LiveKit server', isRetryable: true };
}

function explainStatus(status: number, code: string | null): Explanation {
  const said = code === null || !/^[a-z_]+$/.test(code) ? String(status) : `${status} ${code}`;
  if (code === noSuchRoom) return { reason: `${said}, there is no such room; open it first`, isRetryable: true };
  if (status === 401 || status === 403) {
    const advice = 'check apiKey and apiSecret, and that the clocks of both machines are right';
    return { reason: `${said}, the server does not take our key; ${advice}`, isRetryable: false };
  }
  if (status === 429)
    return { reason: `${said}, the server is full or asked too often, will be retried`, isRetryable: true };
  if (status >= 500) return { reason: `${said}, the server fails, will be retried`, isRetryable: true };
  if (code === null || status === 404) {
    return { reason: `${said}, there is no LiveKit server at this address; check url`, isRetryable: false };
  }
  return { reason: `${said}, the server refuses the request; check that it is LiveKit 1.x`, isRetryable: false };
}

function explainConnection(code: string): Explanation {
  return /CERT|SELF_SIGNED|VERIFY_LEAF|ALTNAME/.test(code)
    ? { reason: `the certificate is not trusted (${code}); mend it, or check url`, isRetryable: true }
    : { reason: `the server is not reached (${code}), will be retried; check url if it stays so`, isRetryable: true };
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && field in value ? Reflect.get(value, field) : undefined;
}
