import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import type { ReceiptInbox } from './receipt-inbox.ts';
import type { Receiver } from './receive.ts';

/** How long a gateway may wait for messages: shorter than the idle time of the proxies on the way. */
const longestWaitMs = 25_000;
/** A gateway that does not wait after all is not asked without a pause. */
const shortestWaitMs = 250;
const failedPauseMs = 1_000;

/**
 * Waits once for messages and receipts, as long as a gateway that can wait does, and stores what comes.
 *
 * Returns after how many milliseconds it wants to be called again.
 */
export async function listen(
  engine: Engine,
  parts: { readonly receiver: Receiver; readonly receiptInbox: ReceiptInbox },
  signal: AbortSignal,
): Promise<number> {
  const startedAt = engine.clock.now();
  let hasSome = false;
  const isUp = await guarded(engine, 'inbound', async () => {
    try {
      hasSome = await parts.receiver.poll({ waitMs: longestWaitMs, signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (hasSome) await parts.receiptInbox.settle();
  });
  if (!isUp) return failedPauseMs;
  return hasSome || engine.clock.now() - startedAt >= shortestWaitMs ? 0 : shortestWaitMs;
}
