import { parseJson } from '../json-fields.ts';
import { RefusedRequestError, toRetryAfterMs, UnusableAnswerError } from './request-failure.ts';

/** The longest answer that is read; a page of messages is far below it. */
const longestAnswer = 1_048_576;

/** One request to a gateway. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, text as it stands. */
  readonly body?: string | object;
}

/** How the requests to a gateway are made. */
export interface HttpOptions {
  /** For one request, from the first byte to the last of its answer. */
  readonly timeoutMs: number;
  /** `globalThis.fetch` by default. */
  readonly fetch?: typeof fetch;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
  /** Finds the vendor's code in a refusal, before anything of it is forgotten; null when there is none. */
  readonly readCode: (answer: HttpAnswer) => string | null;
}

/** An answer that has been read whole. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The answer as JSON; undefined when it is not JSON. */
  readonly json: unknown;
}

/**
 * Asks a gateway once, and never again by itself.
 *
 * Throws RefusedRequestError for an answer that is not a success, with the vendor's code as `readCode` finds it; UnusableAnswerError
 * for one that is too long; and what `fetch` throws. `createGatewayErrors` makes a GatewayError of each.
 *
 * A redirect is not followed: our credentials and the text are for the host that was named. Each request has a connection of its own, lest one
 * that was idle breaks just when a text is written to it, which would leave it in doubt.
 */
export async function request(asked: HttpRequest, options: HttpOptions): Promise<HttpAnswer> {
  const { fetch = globalThis.fetch, timeoutMs, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const isJson = typeof asked.body === 'object';
  const response = await fetch(asked.url, {
    method: asked.method,
    headers: {
      accept: 'application/json',
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      connection: 'close',
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { body: isJson ? JSON.stringify(asked.body) : asked.body }),
    redirect: 'manual',
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  });
  const text = await readLimited(response);
  const answer: HttpAnswer = { status: response.status, text: text ?? '', json: parseJson(text ?? '') };
  if (response.status >= 200 && response.status < 300) {
    if (text === null) throw new UnusableAnswerError(`answer of more than ${longestAnswer / 1024} kB`);
    return answer;
  }
  throw new RefusedRequestError({
    status: response.status,
    code: options.readCode(answer),
    retryAfterMs: toRetryAfterMs(response.headers.get('retry-after'), Date.now()),
  });
}

/** Null when it is too long. */
async function readLimited(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  if (response.body === null) return text;
  // The body of a response gives bytes and nothing else (Fetch, section 2.2.4).
  const chunks = response.body as AsyncIterable<Uint8Array>;
  for await (const chunk of chunks) {
    length += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (length > longestAnswer) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
