import type { Clock } from '@clinicarrivals/core';
import { createDueQueue } from '../due-queue.ts';
import type { SimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedVideoServer } from '../video/simulated-video-server.ts';
import type { World } from './world.ts';

/** What people will do when: driven from outside, or by the clock itself. */
export interface Timetable {
  readonly schedule: World['schedule'];
  readonly nextAt: () => number | null;
  readonly runDue: () => void;
  readonly run: () => void;
  readonly stop: () => void;
}

/** Makes an empty timetable. */
export function createTimetable(
  clock: Clock,
  { gateway, video }: { readonly gateway: SimulatedGateway; readonly video: SimulatedVideoServer | null },
): Timetable {
  const queue = createDueQueue();
  let isRunning = false;
  let armedFor: number | null = null;
  let disarm = (): void => undefined;

  const nextAt = (): number | null => {
    const moments = [queue.nextAt(), gateway.nextAt(), video?.nextAt() ?? null].filter((at) => at !== null);
    return moments.length === 0 ? null : Math.min(...moments);
  };
  const runDue = (): void => {
    for (let next = nextAt(); next !== null && next <= clock.now(); next = nextAt()) {
      const action = queue.takeDue(next);
      if (action === null) {
        gateway.runDue();
        video?.runDue();
      } else action();
    }
  };
  const arm = (): void => {
    const next = isRunning ? queue.nextAt() : null;
    if (next === armedFor) return;
    disarm();
    armedFor = next;
    disarm = next === null ? (): void => undefined : clock.schedule(next - clock.now(), wake);
  };
  const wake = (): void => {
    armedFor = null;
    runDue();
    arm();
  };
  return {
    schedule: (at, action) => {
      const cancel = queue.add(Math.max(at, clock.now()), action);
      arm();
      return cancel;
    },
    nextAt,
    runDue,
    run: () => {
      isRunning = true;
      arm();
    },
    stop: () => {
      isRunning = false;
      arm();
    },
  };
}
