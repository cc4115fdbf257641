import { failure, isOurs } from './failure.ts';

/** The part of `fetch` that is used, so that another one may be given. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One request to a relay. */
export interface RelayRequest {
  readonly url: string;
  readonly token: string | null;
  /** Posted as JSON; undefined gets. */
  readonly body?: unknown;
  /** How long the relay may wait before it answers, in milliseconds. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** How long a request may take besides the time for which it waits. */
const marginMs = 15_000;
/** A hundred webhooks of the largest size that a relay takes, sealed, and some. */
const maximumAnswerBytes = 24 * 1024 * 1024;

/**
 * Asks a relay and reads its answer as JSON. Throws GatewayError.
 *
 * Redirects are not followed: they would carry the token elsewhere. An answer that is too long or too slow is cut off.
 */
export async function request(fetch: Fetch, asked: RelayRequest): Promise<unknown> {
  const ending = new AbortController();
  const abort = (): void => ending.abort();
  let isTooSlow = false;
  // The machine's own timer: the wire keeps real time, whatever clock the engine runs on.
  const timer = setTimeout(
    () => {
      isTooSlow = true;
      abort();
    },
    (asked.waitMs ?? 0) + marginMs,
  );
  asked.signal?.addEventListener('abort', abort);
  if (asked.signal?.aborted) abort();
  try {
    const response = await fetch(asked.url, toInit(asked, ending.signal));
    checkHead(response);
    return await readJson(response);
  } catch (error) {
    throw isOurs(error) ? error : isTooSlow ? failure('retry', 'no answer in time') : brokenOff(error);
  } finally {
    clearTimeout(timer);
    asked.signal?.removeEventListener('abort', abort);
    // Whatever of the answer was not read is not waited for.
    abort();
  }
}

function toInit({ token, body }: RelayRequest, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  const content = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return { ...content, headers, signal, redirect: 'manual', cache: 'no-store' };
}

function checkHead({ status, ok, headers }: Response): void {
  if (status >= 500 || [408, 425, 429].includes(status))
    // Seconds; a date, which RFC 9110 allows as well, is as good as nothing.
    throw failure('retry', `status ${status}`, Number(headers.get('retry-after')) * 1000 || null);
  // Browsers give the status 0 to a redirect that is not followed.
  if (!ok) throw failure('configuration', `status ${status || 'redirected'}`);
  if (!/\bjson\b/i.test(headers.get('content-type') ?? '')) throw failure('configuration', 'no JSON');
}

async function readJson({ body }: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = body?.getReader();
  let text = '';
  let bytes = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    bytes += part.value.length;
    if (bytes > maximumAnswerBytes) throw failure('retry', 'answer too long');
    text += decoder.decode(part.value, { stream: true });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw failure('retry', 'broken JSON');
  }
}

/** A request that got no answer or half of one. The original is not kept as `cause`: it may hold the address or the token. */
function brokenOff(error: unknown): Error {
  // Node's fetch names the reason in the cause, others in the error itself, browsers nowhere; no other field is read.
  const { code, cause } = Object(error) as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  const named = /^[A-Z\d_]+$/.exec(String(cause?.code ?? code))?.[0] ?? 'no code';
  const isNotTrusted = /CERT|SELF_SIGNED|LEAF/.test(named);
  return failure(isNotTrusted ? 'configuration' : 'retry', `not reached, or broken off (${named})`);
}
