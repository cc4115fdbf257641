import { setTimeout as sleep } from 'node:timers/promises';
import { StorageError } from '@clinicarrivals/core';
import { isLockFailure, toStorageError } from './storage-failure.ts';

const firstPauseMs = 4;
const longestPauseMs = 100;

/**
 * Tries until no lock of another process is in the way, and leaves the event loop free between the tries.
 *
 * `node:sqlite` is synchronous: waiting inside SQLite would stop everything else in the process. The pauses grow and are
 * jittered, so that two processes do not keep meeting.
 *
 * @throws StorageError when the lock is still there after `lockWaitMs` of pauses, or at once for any other failure
 */
export async function untilUnlocked<T>(tried: string, lockWaitMs: number, attempt: () => T): Promise<T> {
  let pausedMs = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return attempt();
    } catch (error) {
      if (!isLockFailure(error)) throw toStorageError(tried, error);
      if (pausedMs >= lockWaitMs) {
        throw new StorageError({
          message: `[sqlite] ${tried} failed: the file was locked by another process for ${lockWaitMs} ms; end it or try again`,
          isRetryable: true,
          cause: error,
        });
      }
    }
    const jitteredMs = pauseMs * (0.5 + Math.random());
    pausedMs += jitteredMs;
    await sleep(jitteredMs);
  }
}
