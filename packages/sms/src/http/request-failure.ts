import { fieldOf } from '../json-fields.ts';

/** An answer that is not a success. It carries no words of the answer, which may name the patient. */
export class RefusedRequestError extends Error {
  readonly status: number;
  /** The vendor's code; null when the answer has none. */
  readonly code: string | null;
  readonly retryAfterMs: number | null;

  constructor(options: {
    readonly status: number;
    readonly code: string | null;
    readonly retryAfterMs: number | null;
  }) {
    super(`HTTP ${options.status}`);
    this.name = 'RefusedRequestError';
    this.status = options.status;
    this.code = options.code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** An answer that makes no sense, such as the web page of a proxy. The reason is in our own words. */
export class UnusableAnswerError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'UnusableAnswerError';
  }
}

/** What is known about a request that failed. */
export type RequestFailure =
  | {
      readonly type: 'refused';
      readonly status: number;
      readonly code: string | null;
      readonly retryAfterMs: number | null;
    }
  | { readonly type: 'not-reached'; readonly code: string }
  | { readonly type: 'not-trusted'; readonly code: string }
  | { readonly type: 'timed-out' }
  | { readonly type: 'broken-off'; readonly code: string }
  | { readonly type: 'unusable'; readonly reason: string };

/** Reads an error of `fetch`, of axios, of a vendor's SDK, or one of ours. Only statuses and codes are kept. */
export function toRequestFailure(error: unknown): RequestFailure {
  if (error instanceof UnusableAnswerError) return { type: 'unusable', reason: error.message };
  const status = fieldOf(error, 'status');
  if (typeof status === 'number') {
    // Its code has been found by a gateway that knows what codes look like.
    if (error instanceof RefusedRequestError) {
      return { type: 'refused', status, code: error.code, retryAfterMs: error.retryAfterMs };
    }
    return { type: 'refused', status, code: toVendorCode(fieldOf(error, 'code')), retryAfterMs: null };
  }
  if (fieldOf(error, 'name') === 'TimeoutError') return { type: 'timed-out' };
  // `fetch` puts what happened into the cause of a TypeError; axios repeats the code of the cause.
  const origin = fieldOf(error, 'cause') ?? error;
  const code = fieldOf(error, 'code') ?? fieldOf(origin, 'code');
  if (typeof code !== 'string' || !/^[A-Z0-9_]+$/.test(code)) return { type: 'unusable', reason: 'unusable answer' };
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || wasNeverWritten(origin)) return { type: 'not-reached', code };
  if (/CERT|SELF_SIGNED|VERIFY_LEAF/.test(code)) return { type: 'not-trusted', code };
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { type: 'timed-out' };
  return { type: 'broken-off', code };
}

/** Reads a vendor's code from an answer, where it is a number; null when there is none. */
export function toVendorCode(code: unknown): string | null {
  return (typeof code === 'number' || typeof code === 'string') && /^\d{1,6}$/.test(String(code)) ? String(code) : null;
}

/** Reads a Retry-After header: seconds or a date (RFC 9110 section 10.2.3). Null when it is neither. */
export function toRetryAfterMs(header: unknown, now: number): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** True when not a byte of the request can have left: the name was not found or the connection was not made. */
function wasNeverWritten(cause: unknown): boolean {
  const syscall = fieldOf(cause, 'syscall');
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  // A host with several addresses fails with an error for each of them.
  const errors = fieldOf(cause, 'errors');
  return Array.isArray(errors) && errors.length > 0 && errors.every((each) => fieldOf(each, 'syscall') === 'connect');
}
