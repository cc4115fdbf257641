import type { Engine } from './engine.ts';

/** How long something that is repeated waits after it has failed. */
const failedPauseMs = 1_000;

/** Runs work in the background, notes what fails, and can wait for all of it. */
export interface Supervisor {
  readonly isRunning: boolean;
  begin(): void;
  run(work: () => Promise<void>): void;
  /** Does work that somebody else asked for and is told the end of; {@link Supervisor.end} waits for it too. */
  attend<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs again and again, with a pause after each time. */
  repeat(body: () => Promise<void>, pauseMs: () => number): void;
  /** Begins nothing any more and waits for what is under way. */
  end(): Promise<void>;
}

/** Makes it; nothing is repeated before {@link Supervisor.begin}. */
export function createSupervisor(engine: Engine): Supervisor {
  const underWay = new Set<Promise<void>>();
  const cancels = new Map<() => Promise<void>, () => void>();
  let isRunning = false;

  const run = (work: () => Promise<void>): void => {
    const promise = work()
      .catch((error: unknown) => engine.health.down('storage', error))
      .finally(() => underWay.delete(promise));
    underWay.add(promise);
  };
  const repeat = (body: () => Promise<void>, pauseMs: () => number): void => {
    run(async () => {
      let nextMs = failedPauseMs;
      try {
        await body();
        nextMs = pauseMs();
      } finally {
        if (isRunning && nextMs === 0) repeat(body, pauseMs);
        else if (isRunning)
          cancels.set(
            body,
            engine.clock.schedule(nextMs, () => repeat(body, pauseMs)),
          );
      }
    });
  };

  return {
    get isRunning() {
      return isRunning;
    },
    begin: () => {
      isRunning = true;
    },
    run,
    attend: (work) => {
      const done = work();
      const ended = done.then(
        () => undefined,
        () => undefined,
      );
      underWay.add(ended);
      return done.finally(() => underWay.delete(ended));
    },
    repeat,
    end: async () => {
      isRunning = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
