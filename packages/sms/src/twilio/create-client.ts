import { Agent } from 'node:http';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type http from 'twilio/lib/http/response.js';
import type { TwilioAccess, TwilioClient } from './options.ts';
import { RefusedRequestError, toRetryAfterMs, toVendorCode, UnusableAnswerError } from '../http/request-failure.ts';
import { toTarget } from './request-target.ts';

/**
 * Gives the client, made at the first call: the SDK takes a tenth of a second and 38 MB to load.
 */
export function createLazyClient(access: TwilioAccess, now: () => number): () => Promise<TwilioClient> {
  let client: Promise<TwilioClient> | null = null;
  return () => (client ??= 'client' in access ? Promise.resolve(access.client) : createClient(access, now));
}

type Credentials = Exclude<TwilioAccess, { readonly client: TwilioClient }>;

async function createClient(access: Credentials, now: () => number): Promise<TwilioClient> {
  const { default: twilio } = await import('twilio');

  // The SDK gives its agent to https alone; for an emulator's http a shared one would lend sends what reads have left open.
  const reads = new twilio.RequestClient({ timeout: access.timeoutMs, keepAlive: true });
  reads.axios.defaults.httpAgent = new Agent({ keepAlive: true });

  class CarefulRequestClient extends twilio.RequestClient {
    override async request<TData>(options: RequestClient.RequestOptions<TData>): Promise<http.default<TData>> {
      const request = { ...options, uri: toTarget(options.uri, access.baseUrl) };
      const response = await (options.method === 'get' ? this.#read(request) : super.request<TData>(request));
      checkAnswer(response, now());
      return response;
    }

    /** Reads change nothing: where the other side has closed the connection meanwhile, they are asked again on a new one. */
    async #read<TData>(options: RequestClient.RequestOptions<TData>): Promise<http.default<TData>> {
      try {
        // The SDK writes into the headers, and the second request has its own.
        return await reads.request<TData>({ ...options, headers: { ...options.headers } });
      } catch (error) {
        if (!isClosedConnection(error)) throw error;
        return super.request<TData>(options);
      }
    }
  }

  return twilio(access.username, access.password, {
    accountSid: access.accountSid,
    // Sends go over a new connection each: an idle one may be closed by the other side just when we write, which would leave
    // a text in doubt.
    httpClient: new CarefulRequestClient({ timeout: access.timeoutMs, keepAlive: false }),
    // Otherwise the SDK reads these from the environment, and its debug log prints numbers and texts.
    logLevel: 'none',
    edge: '',
    region: '',
  });
}

function isClosedConnection(error: unknown): boolean {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

/** Throws for all but JSON with success, before the SDK makes an error of it that would quote the answer. */
function checkAnswer(response: http.default<unknown>, now: number): void {
  const { statusCode, body } = response;
  if (statusCode >= 200 && statusCode < 300) {
    if (typeof body === 'object' && body !== null) return;
    throw new UnusableAnswerError(`${statusCode} with an answer that is not JSON`);
  }
  // The SDK types headers as `any`; axios gives an object whose names are in lower case.
  const headers: unknown = response.headers;
  throw new RefusedRequestError({
    status: statusCode,
    code: toVendorCode(typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : null),
    retryAfterMs: toRetryAfterMs(
      typeof headers === 'object' && headers !== null ? Reflect.get(headers, 'retry-after') : null,
      now,
    ),
  });
}
