import { ConfigurationError } from '@clinicarrivals/core';
import type { RoomServiceClient } from 'livekit-server-sdk';
import { createSlots } from '../slots.ts';
import type { LiveKitSettings } from './options.ts';
import { toVideoError } from './to-video-error.ts';
import type { Operation } from './to-video-error.ts';

/** The part of the SDK that the provider uses. */
export type RoomClient = Pick<RoomServiceClient, 'createRoom' | 'deleteRoom' | 'listRooms' | 'listParticipants'>;

/** Asks the server; it answers within the time limit or fails with a VideoError. */
export type AskServer = <Answer>(operation: Operation, ask: (client: RoomClient) => Promise<Answer>) => Promise<Answer>;

/** How many calls are under way at once: a quarter of an hour with a thousand visits must not fall upon the server in one moment. */
const atOnce = 32;

/**
 * Gives the function that asks the server. The SDK is loaded when it is first asked.
 *
 * It rejects with a ConfigurationError where the SDK is not installed.
 */
export function createAskServer(settings: LiveKitSettings): AskServer {
  let loading: Promise<RoomClient> | null = null;
  const slots = createSlots(atOnce);
  return async (operation, ask) => {
    // For everything together: a call may wait for its turn, and be several requests.
    const signal = AbortSignal.timeout(settings.timeoutMs);
    try {
      loading ??= createClient(settings);
      const client = await loading;
      return await Promise.race([slots.run(signal, () => ask(client)), rejectWhenAborted(signal)]);
    } catch (error) {
      throw toVideoError(operation, error);
    }
  };
}

async function createClient({ apiUrl, apiKey, apiSecret, timeoutMs }: LiveKitSettings): Promise<RoomClient> {
  const { RoomServiceClient } = await import('livekit-server-sdk').catch(() => {
    const message = 'is not installed; run npm install livekit-server-sdk';
    throw new ConfigurationError({ field: 'livekit-server-sdk', message });
  });
  return new RoomServiceClient(apiUrl, apiKey, apiSecret, {
    requestTimeout: Math.ceil(timeoutMs / 1000),
    // To try again is the engine's; here it would take longer than the limit, and be written to the console.
    failover: false,
  });
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    // The reason of a time limit is an error.
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
