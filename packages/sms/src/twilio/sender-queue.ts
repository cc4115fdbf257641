import type { Clock } from '@clinicarrivals/core';

/** Lets texts leave each sender no faster than allowed, in the order in which they were handed in. */
export interface SenderQueue {
  /**
   * Waits for a turn. Returns null at once, and takes no turn, when it would come after `latestAt`.
   */
  enter(query: { readonly sender: string; readonly latestAt: number }): Promise<void> | null;
}

/**
 * Makes a queue with a lane for each sender.
 *
 * Turns are spaced by durations, not by times of day, so that a clock that is set back holds nothing up.
 */
export function createSenderQueue(options: { readonly clock: Clock; readonly ratePerSecond: number }): SenderQueue {
  const { clock, ratePerSecond } = options;
  const spacingMs = 1000 / ratePerSecond;
  const lanes = new Map<string, { taken: number; last: Promise<void> }>();

  return {
    enter: ({ sender, latestAt }) => {
      const lane = lanes.get(sender) ?? { taken: 0, last: Promise.resolve() };
      lanes.set(sender, lane);
      if (spacingMs === 0) return lane.last;
      if (clock.now() + lane.taken * spacingMs > latestAt) return null;
      const turn = lane.last;
      lane.taken += 1;
      lane.last = turn
        .then(() => new Promise<void>((resolve) => clock.schedule(spacingMs, resolve)))
        .then(() => {
          lane.taken -= 1;
        });
      return turn;
    },
  };
}
