import { GatewayError } from '@clinicarrivals/core';
import type { Clock, ReceiveQuery, ReceivedMessages } from '@clinicarrivals/core';
import { sleep } from './sleep.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
/** A relay that asks for longer is asked earlier: patients are waiting. */
const longestRetryAfterMs = 5 * 60_000;

/** Asks once. `waitMs` is how long the server may wait for something to come in; 0 after a failure, so that its end is seen at once. */
export type Collect = (query: ReceiveQuery & { readonly waitMs: number }) => Promise<ReceivedMessages>;

/** A failure that wants its own pause in place of one that doubles. */
export class PacedError extends GatewayError {
  readonly pauseMs: number;

  constructor(options: { readonly message: string; readonly pauseMs: number }) {
    super({ message: options.message, failure: 'configuration' });
    this.pauseMs = options.pauseMs;
  }
}

/**
 * Makes a `receive` that does not hammer a server that fails: pauses double from one second to half a minute, with jitter, and are no shorter
 * than what the server asks for.
 *
 * The caller may ask as often as it likes. Within a pause it waits as long as it may (`waitMs`), and is then given the same failure again.
 */
export function paced(clock: Clock, collect: Collect): (query: ReceiveQuery) => Promise<ReceivedMessages> {
  let failures = 0;
  let pause = { error: null as unknown, until: 0, lengthMs: 0 };

  const fail = (error: unknown): void => {
    failures += 1;
    const lengthMs = pauseAfter(error, failures);
    pause = { error, until: clock.now() + lengthMs, lengthMs };
  };
  const leftMs = (): number => {
    const left = pause.until - clock.now();
    // More than was ever to wait: the clock was set back.
    return left > pause.lengthMs ? 0 : left;
  };

  const isAborted = ({ signal }: ReceiveQuery): boolean => signal?.aborted === true;

  return async (query) => {
    const { waitMs = 0, signal } = query;
    const nothing: ReceivedMessages = { messages: [], receipts: [], cursor: query.cursor };
    if (failures > 0 && leftMs() > 0) {
      if (waitMs > 0) await sleep(clock, Math.min(leftMs(), waitMs), signal);
      if (!isAborted(query) && leftMs() > 0) throw pause.error;
    }
    if (isAborted(query)) return nothing;
    try {
      const received = await collect({ ...query, waitMs: failures > 0 ? 0 : waitMs });
      failures = 0;
      return received;
    } catch (error) {
      if (isAborted(query)) return nothing;
      fail(error);
      throw error;
    }
  };
}

function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof PacedError) return error.pauseMs;
  const doubled = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 10));
  const asked = error instanceof GatewayError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(Math.ceil(doubled * (0.5 + Math.random() / 2)), Math.min(asked, longestRetryAfterMs));
}
