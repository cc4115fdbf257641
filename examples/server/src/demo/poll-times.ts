/** When a poll that runs at a fixed cadence is worth its while. */
export interface PollTimes {
  /** Notes that there is something to find since now. */
  changed(now: number): void;
  /** Notes that somebody asks now; it counts as a poll unless the last one was less than a period ago. */
  looked(now: number): void;
  /** The next poll that can find something; null while nothing has changed. */
  nextAt(): number | null;
  /** The first tick after a moment, whether there is something to find or not. */
  tickAfter(at: number): number;
}

/** Makes the times of a poll with a period in milliseconds. Ticks are whole multiples of it. */
export function createPollTimes(periodMs: number): PollTimes {
  let polledAt = -Infinity;
  let changedAt: number | null = null;
  const tickAfter = (at: number): number => (Math.floor(at / periodMs) + 1) * periodMs;
  return {
    changed: (now) => {
      changedAt ??= now;
    },
    looked: (now) => {
      if (now - polledAt < periodMs) return;
      polledAt = now;
      changedAt = null;
    },
    nextAt: () => (changedAt === null ? null : Math.max(tickAfter(changedAt), polledAt + periodMs)),
    tickAfter,
  };
}
