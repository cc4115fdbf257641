import type { Dispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Schedule } from './schedule.ts';

/** How long the pump sleeps at most: a standby process may have stored a message meanwhile. */
const longestSleepMs = 1_000;
/** What is overdue is under way or has just failed: looking at it at once again would be a busy loop. */
const overdueSleepMs = 250;

/** Does what is due, sleeps until the next moment at which something is, and can be woken before. */
export interface Pump {
  /** Looks at what is due now. Resolves when that is done or started. */
  turn(): Promise<void>;
  /** Forgets the moment of waking. */
  rest(): void;
}

/**
 * Makes the pump.
 *
 * @param wake runs a turn under the engine's supervision, as long as the engine runs
 */
export function createPump(
  parts: { readonly engine: Engine; readonly schedule: Schedule; readonly dispatcher: Dispatcher },
  wake: () => void,
): Pump {
  const { engine, schedule, dispatcher } = parts;
  let cancel: () => void = () => undefined;
  let isTurning = false;
  let isWoken = false;

  const work = async (): Promise<void> => {
    do {
      isWoken = false;
      while ((await schedule.advance()) > 0);
      if (schedule.maySend) await dispatcher.startDue(wake);
    } while (isWoken);
  };
  const sleep = async (): Promise<void> => {
    // Also when the store cannot say: what is due then must not wait until something else wakes the pump.
    let dueAt: number | null = null;
    try {
      dueAt = await engine.store.nextDueAt();
    } finally {
      const aheadMs = dueAt === null ? longestSleepMs : dueAt - engine.clock.now();
      cancel();
      cancel = engine.clock.schedule(aheadMs > 0 ? Math.min(longestSleepMs, aheadMs) : overdueSleepMs, wake);
    }
  };

  return {
    turn: async () => {
      isWoken = true;
      if (isTurning || !schedule.isLeader) return;
      isTurning = true;
      try {
        await work();
      } finally {
        isTurning = false;
        await sleep();
      }
    },
    rest: () => {
      cancel();
    },
  };
}
