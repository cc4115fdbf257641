import type { OpenVidu, OpenViduRole, Session } from 'openvidu-node-client';
import { loadSdk } from './load-sdk.ts';
import type { LoadedSdk } from './load-sdk.ts';
import type { OpenViduSettings } from './options.ts';
import { createSlots } from '../slots.ts';
import { toVideoError } from './to-video-error.ts';
import type { Operation } from './to-video-error.ts';

/** The SDK for one call. */
export interface OpenViduCall {
  readonly client: OpenVidu;
  /** A session of which only the id is known. */
  readonly session: (sessionId: string) => Session;
  readonly roles: typeof OpenViduRole;
}

/** Asks the server; it answers within the time limit or fails with a VideoError. */
export type AskServer = <Answer>(operation: Operation, ask: (call: OpenViduCall) => Promise<Answer>) => Promise<Answer>;

/** How many requests are under way at once: a quarter of an hour with a thousand visits must not fall upon the server in one moment. */
const atOnce = 32;

/**
 * Gives the function that asks the server. The SDK is loaded when it is first asked.
 *
 * Each call has a client of its own, which is thrown away. The SDK's client keeps a list of sessions that only grows, lists a session
 * again each time when it is made, and strikes out another one when one is closed that it does not know: in a list that lives for one
 * call none of that matters.
 *
 * It rejects with a ConfigurationError where the SDK is not installed.
 */
export function createAskServer({ url, secret, timeoutMs }: OpenViduSettings): AskServer {
  let loading: Promise<LoadedSdk> | null = null;
  const slots = createSlots(atOnce);
  return async (operation, ask) => {
    const call = { signal: AbortSignal.timeout(timeoutMs), failureCode: null };
    try {
      loading ??= loadSdk();
      const { sdk, bounded } = await loading;
      return await slots.run(call.signal, () => bounded(call, async () => ask(toCall(sdk, url, secret))));
    } catch (error) {
      throw toVideoError(operation, error, { isTooLate: call.signal.aborted, failureCode: call.failureCode });
    }
  };
}

function toCall(sdk: LoadedSdk['sdk'], url: string, secret: string): OpenViduCall {
  const client = new sdk.OpenVidu(url, secret);
  // Otherwise it writes the ids of sessions to the console.
  client.enableProdMode();
  return {
    client,
    session: (sessionId) => Object.assign(new sdk.Session(client), { sessionId }),
    roles: sdk.OpenViduRole,
  };
}
