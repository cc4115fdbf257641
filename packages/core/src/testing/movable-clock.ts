import type { Clock } from '../ports/clock.ts';

/** A clock that stands still until it is moved. Moving it forward runs what was scheduled, in order of its time. */
export interface MovableClock extends Clock {
  /** Moves to a moment (epoch milliseconds) and runs what became due, each at its own time. Throws when it lies in the past. */
  moveTo(at: number): void;
  /** Moves on by a duration in milliseconds. */
  advance(durationMs: number): void;
  /** Sets the time without running anything, also backwards: a clock that jumps. */
  jumpTo(at: number): void;
}

/** Makes a clock that stands at a moment, given as epoch milliseconds or as an ISO 8601 text with zone. */
export function createMovableClock(start: number | string): MovableClock {
  let time = typeof start === 'number' ? start : Date.parse(start);
  if (!Number.isFinite(time)) throw new RangeError('createMovableClock: start is no moment; give ISO 8601 with a zone');
  let scheduled: { readonly at: number; readonly callback: () => void }[] = [];

  const moveTo = (at: number): void => {
    if (at < time) throw new RangeError('moveTo: a movable clock does not run backwards; use jumpTo');
    for (;;) {
      const next = scheduled.filter((entry) => entry.at <= at).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      scheduled = scheduled.filter((entry) => entry !== next);
      time = Math.max(time, next.at);
      next.callback();
    }
    time = at;
  };

  return {
    now: () => time,
    schedule: (delayMs, callback) => {
      const entry = { at: time + Math.max(0, delayMs), callback };
      scheduled.push(entry);
      return () => {
        scheduled = scheduled.filter((other) => other !== entry);
      };
    },
    moveTo,
    advance: (durationMs) => moveTo(time + durationMs),
    jumpTo: (at) => {
      time = at;
    },
  };
}
