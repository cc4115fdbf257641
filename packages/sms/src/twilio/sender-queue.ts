import type { Clock } from '@clinicarrivals/core';

/** Lets texts leave each sender no faster than allowed: urgent ones first, the others in the order in which they were handed in. */
export interface SenderQueue {
  /**
   * Waits for a turn. Returns null at once, and takes no turn, when it would come after `latestAt`.
   */
  enter(query: {
    readonly sender: string;
    readonly latestAt: number;
    readonly isUrgent: boolean;
  }): Promise<void> | null;
}

interface Lane {
  /** A text has just left, and the next must keep its distance. */
  isPaused: boolean;
  readonly urgent: (() => void)[];
  readonly common: (() => void)[];
}

/**
 * Makes a queue with a lane for each sender.
 *
 * Turns are spaced by durations, not by times of day, so that a clock that is set back holds nothing up.
 */
export function createSenderQueue(options: { readonly clock: Clock; readonly ratePerSecond: number }): SenderQueue {
  const { clock, ratePerSecond } = options;
  const spacingMs = 1000 / ratePerSecond;
  const lanes = new Map<string, Lane>();

  const laneOf = (sender: string): Lane => {
    const lane = lanes.get(sender) ?? { isPaused: false, urgent: [], common: [] };
    lanes.set(sender, lane);
    return lane;
  };
  const letOneGo = (lane: Lane): void => {
    if (lane.isPaused) return;
    const go = lane.urgent.shift() ?? lane.common.shift();
    if (go === undefined) return;
    lane.isPaused = true;
    clock.schedule(spacingMs, () => {
      lane.isPaused = false;
      letOneGo(lane);
    });
    go();
  };

  return {
    enter: ({ sender, latestAt, isUrgent }) => {
      if (spacingMs === 0) return Promise.resolve();
      const lane = laneOf(sender);
      const ahead = (lane.isPaused ? 1 : 0) + lane.urgent.length + (isUrgent ? 0 : lane.common.length);
      if (clock.now() + ahead * spacingMs > latestAt) return null;
      return new Promise((resolve) => {
        (isUrgent ? lane.urgent : lane.common).push(resolve);
        letOneGo(lane);
      });
    },
  };
}
