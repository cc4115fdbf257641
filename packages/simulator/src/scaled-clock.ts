import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from './due-queue.ts';

/** A clock that runs faster or slower than the wall's, or stands still. */
export interface ScaledClock extends Clock {
  readonly speed: number;
  /** Changes the speed from now on; 0 pauses. What is scheduled keeps its moment of this clock's time. */
  setSpeed(speed: number): void;
  /** Drops everything that is scheduled and lets go of the wall's timer. */
  stop(): void;
}

export interface ScaledClockOptions {
  /** Where it starts, epoch milliseconds or ISO 8601 with a zone. */
  readonly startAt: number | string;
  /** How many of its seconds pass in a second of the wall: 60 makes a minute of a second, 0 pauses. */
  readonly speed: number;
  /** What it is measured against; the machine's own clock unless given. */
  readonly wall?: Clock;
}

// setTimeout takes at most 2^31 - 1 ms and fires at once beyond; longer waits are made of several.
const longestTimerMs = 3_600_000;

/**
 * Makes a {@link ScaledClock}.
 *
 * @throws ConfigurationError when `startAt` is no moment or `speed` is negative or not finite
 */
export function createScaledClock(options: ScaledClockOptions): ScaledClock {
  const wall = options.wall ?? machineClock;
  const startAt = typeof options.startAt === 'number' ? options.startAt : Date.parse(options.startAt);
  if (!Number.isFinite(startAt)) {
    throw new ConfigurationError({
      field: 'startAt',
      message: 'is no moment; give milliseconds or ISO 8601 with a zone',
    });
  }
  let speed = checkSpeed(options.speed);
  let base = startAt;
  let wallBase = wall.now();
  let disarm: (() => void) | null = null;
  const queue = createDueQueue();

  const now = (): number => base + (wall.now() - wallBase) * speed;
  const arm = (): void => {
    disarm?.();
    disarm = null;
    const next = queue.nextAt();
    if (next === null || speed === 0) return;
    disarm = wall.schedule(Math.min(longestTimerMs, Math.max(0, (next - now()) / speed)), fire);
  };
  const fire = (): void => {
    disarm = null;
    const callback = queue.takeDue(now());
    callback?.();
    arm();
  };

  return {
    now,
    get speed() {
      return speed;
    },
    schedule: (delayMs, callback) => {
      const cancel = queue.add(now() + Math.max(0, delayMs), callback);
      arm();
      return () => {
        cancel();
        arm();
      };
    },
    setSpeed: (next) => {
      const checked = checkSpeed(next);
      base = now();
      wallBase = wall.now();
      speed = checked;
      arm();
    },
    stop: () => {
      queue.clear();
      arm();
    },
  };
}

const machineClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.ceil(delayMs));
    return () => {
      clearTimeout(timer);
    };
  },
};

function checkSpeed(speed: number): number {
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new ConfigurationError({
    field: 'speed',
    message: 'must be a finite number of 0 or more; 0 pauses, 60 makes a minute of a second',
  });
}
