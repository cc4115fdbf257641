import { GatewayError } from '@clinicarrivals/core';
import type { GatewayFailure } from '@clinicarrivals/core';

/** The part of `fetch` that is used, so that another one may be given. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One request to a relay. */
export interface RelayRequest {
  /** What is being done, as it stands in an error. */
  readonly operation: 'receive' | 'token rotation';
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token: string | null;
  /** Sent as JSON; undefined for none. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A hundred webhooks of the largest size that a relay takes, sealed, and some. */
const maximumAnswerBytes = 24 * 1024 * 1024;

/**
 * Asks a relay and reads its answer as JSON. Throws GatewayError: `configuration` for what somebody has to mend, `retry` for the rest.
 *
 * Redirects are not followed: they would carry the token elsewhere. An answer that is too long or too slow is cut off.
 */
export async function request(fetch: Fetch, asked: RelayRequest): Promise<unknown> {
  const ending = new AbortController();
  let isTooSlow = false;
  const abort = (): void => ending.abort();
  // The machine's own timer: the wire keeps real time, whatever clock the engine runs on.
  const timer = setTimeout(() => {
    isTooSlow = true;
    abort();
  }, asked.timeoutMs);
  asked.signal?.addEventListener('abort', abort);
  if (asked.signal?.aborted === true) abort();
  try {
    const response = await fetch(asked.url, toInit(asked, ending.signal));
    checkStatus(asked, response);
    return parse(asked, await readLimited(asked, response));
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    throw isTooSlow ? failed(asked, 'no answer in time', 'retry') : brokenOff(asked, error);
  } finally {
    clearTimeout(timer);
    asked.signal?.removeEventListener('abort', abort);
    // Whatever of the answer was not read is not waited for.
    abort();
  }
}

function toInit({ method, token, body }: RelayRequest, signal: AbortSignal): RequestInit {
  return {
    method,
    signal,
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {
      accept: 'application/json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

function checkStatus(asked: RelayRequest, { status, type, headers }: Response): void {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    throw failed(asked, 'the address leads elsewhere', 'configuration');
  if (status === 401) throw failed(asked, '401', 'configuration');
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    throw failed(asked, String(status), 'retry', toRetryAfterMs(headers.get('retry-after')));
  if (status < 200 || status >= 400) throw failed(asked, String(status), 'configuration');
  if (!/\bjson\b/i.test(headers.get('content-type') ?? ''))
    throw failed(asked, 'the answer is no JSON', 'configuration');
}

async function readLimited(asked: RelayRequest, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) return text + decoder.decode();
    bytes += part.value.byteLength;
    if (bytes > maximumAnswerBytes) throw failed(asked, 'the answer is too long', 'retry');
    text += decoder.decode(part.value, { stream: true });
  }
}

function parse(asked: RelayRequest, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failed(asked, 'the answer is broken JSON', 'retry');
  }
}

/** A request that got no answer or half of one. The original is not kept as `cause`: it may hold the address or the token. */
function brokenOff(asked: RelayRequest, error: unknown): GatewayError {
  const code = fieldOf(fieldOf(error, 'cause'), 'code') ?? fieldOf(error, 'code');
  const isKnown = typeof code === 'string' && /^[A-Z0-9_]+$/.test(code);
  const reason = `relay not reached, or the connection broke off${isKnown ? ` (${code})` : ''}`;
  const isNotTrusted = isKnown && /CERT|SELF_SIGNED|VERIFY_LEAF/.test(code);
  return failed(asked, reason, isNotTrusted ? 'configuration' : 'retry');
}

/** Makes the error of a request that came to nothing. */
export function failed(
  { operation }: Pick<RelayRequest, 'operation'>,
  reason: string,
  failure: Extract<GatewayFailure, 'configuration' | 'retry'>,
  retryAfterMs: number | null = null,
): GatewayError {
  const advice =
    failure === 'retry' ? 'it is tried again' : "check the relay's address, the account and the token, then it goes on";
  return new GatewayError({ message: `[relay] ${operation} failed: ${reason}; ${advice}`, failure, retryAfterMs });
}

/** Reads a Retry-After header: seconds or a date (RFC 9110 section 10.2.3). Null when it is neither. */
function toRetryAfterMs(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}
