import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { ConfigurationError } from '@clinicarrivals/core';
import type * as Sdk from 'openvidu-node-client';

/** The SDK, and a way to end what it has begun. */
export interface LoadedSdk {
  readonly sdk: typeof Sdk;
  /** Does something with the SDK. All requests that come of it break off when the signal says so. */
  readonly bounded: <Answer>(call: BoundedCall, work: () => Promise<Answer>) => Promise<Answer>;
}

export interface BoundedCall {
  readonly signal: AbortSignal;
  /** Why the latest request was not answered, as a code such as `ECONNREFUSED`: the SDK does not tell. */
  failureCode: string | null;
}

/** As much of axios, by which the SDK asks, as is needed here. */
interface Axios {
  readonly interceptors: {
    readonly request: { use(adapt: (config: object) => object): void };
    readonly response: { use(pass: undefined, fail: (error: unknown) => never): void };
  };
}

// An answer about a thousand sessions has about one megabyte.
const maxAnswerBytes = 32 * 1024 * 1024;

/**
 * Loads `openvidu-node-client` 2.32. It has no time limits and offers no place to set one, so the limit is put on the HTTP client that
 * it asks by, and there only on requests that begin inside {@link LoadedSdk.bounded}: whoever else uses that client is left alone.
 *
 * @throws ConfigurationError when the SDK is not installed
 */
export async function loadSdk(): Promise<LoadedSdk> {
  const { sdk, axios } = await findSdk().catch(() => {
    const message =
      'is not installed, or was bundled; run npm install openvidu-node-client, and keep it out of bundles';
    throw new ConfigurationError({ field: 'openvidu-node-client', message });
  });
  const calls = new AsyncLocalStorage<BoundedCall>();
  axios.interceptors.request.use((config) => {
    const call = calls.getStore();
    if (call === undefined) return config;
    // A redirect leads to a login page or to another server: neither is to be told our secret.
    return { ...config, signal: call.signal, maxRedirects: 0, maxContentLength: maxAnswerBytes };
  });
  axios.interceptors.response.use(undefined, (error) => {
    const call = calls.getStore();
    if (call !== undefined) call.failureCode = codeOf(error);
    throw error;
  });
  return { sdk, bounded: (call, work) => calls.run(call, work) };
}

async function findSdk(): Promise<{ readonly sdk: typeof Sdk; readonly axios: Axios }> {
  const sdk = await import('openvidu-node-client');
  const sdkPath = createRequire(import.meta.url).resolve('openvidu-node-client');
  // The SDK's own dependency, found as the SDK finds it; what is used of it has been the same since its version 0.27.
  const { default: axios } = createRequire(sdkPath)('axios') as { readonly default: Axios };
  return { sdk, axios };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
