import { ConfigurationError } from '@clinicarrivals/core';
import type { RoomServiceClient } from 'livekit-server-sdk';
import type { LiveKitSettings } from './options.ts';
import { toVideoError } from './to-video-error.ts';
import type { Operation } from './to-video-error.ts';

/** The part of the SDK that the provider uses. */
export type RoomClient = Pick<RoomServiceClient, 'createRoom' | 'deleteRoom' | 'listRooms' | 'listParticipants'>;

/** Asks the server; it answers within the time limit or fails with a VideoError. */
export type AskServer = <Answer>(operation: Operation, ask: (client: RoomClient) => Promise<Answer>) => Promise<Answer>;

/**
 * Gives the function that asks the server. The SDK is loaded when it is first asked.
 *
 * It rejects with a ConfigurationError where the SDK is not installed.
 */
export function createAskServer(settings: LiveKitSettings): AskServer {
  let client: Promise<RoomClient> | null = null;
  return async (operation, ask) => {
    try {
      client ??= createClient(settings);
      const loaded = await client;
      return await within(settings.timeoutMs, () => ask(loaded));
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

/** Waits no longer than this for everything together: a call may be several requests. */
async function within<Answer>(timeoutMs: number, ask: () => Promise<Answer>): Promise<Answer> {
  let stopWaiting = (): void => undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
    stopWaiting = () => clearTimeout(timer);
  });
  try {
    return await Promise.race([ask(), tooSlow]);
  } finally {
    stopWaiting();
  }
}
