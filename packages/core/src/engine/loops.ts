import type { Dispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Receiver } from './receive.ts';
import type { Schedule } from './schedule.ts';

/** How long the pump sleeps at most: a standby process may have stored a message meanwhile. */
const longestSleepMs = 1_000;
const leaseRenewalMs = 10_000;
const retentionMs = 60 * 60_000;

/** The running engine: independent loops, so that a part that hangs holds up nothing but itself. */
export interface Loops {
  start(): Promise<void>;
  stop(): Promise<void>;
  runOnce(): Promise<void>;
  /** Looks at what is due now: something has come in. */
  wake(): void;
}

/** Makes the loops. */
export function createLoops(parts: {
  readonly engine: Engine;
  readonly schedule: Schedule;
  readonly receiver: Receiver;
  readonly dispatcher: Dispatcher;
}): Loops {
  const { engine, schedule, dispatcher } = parts;
  const cancels = new Map<string, () => void>();
  const underWay = new Set<Promise<void>>();
  let isRunning = false;
  let isOpen = false;
  let isPumping = false;
  let isWoken = false;

  const run = (work: () => Promise<void>): Promise<void> => {
    const promise = work()
      .catch((error: unknown) => engine.health.down('storage', error))
      .finally(() => underWay.delete(promise));
    underWay.add(promise);
    return promise;
  };
  /** Runs again and again, each time after the pause that the last run asked for. */
  const loop = (name: string, body: () => Promise<number>): void => {
    if (!isRunning) return;
    void run(async () => {
      let pauseMs = longestSleepMs;
      try {
        pauseMs = await body();
      } finally {
        if (isRunning)
          cancels.set(
            name,
            engine.clock.schedule(pauseMs, () => loop(name, body)),
          );
      }
    });
  };

  const pump = async (): Promise<void> => {
    if (isPumping) {
      isWoken = true;
      return;
    }
    isPumping = true;
    try {
      do {
        isWoken = false;
        if (!schedule.isLeader) return;
        while ((await schedule.advance()) > 0);
        await dispatcher.startDue(wake);
      } while (isWoken && isRunning);
    } finally {
      isPumping = false;
    }
    if (isRunning) await sleepUntilDue();
  };
  const sleepUntilDue = async (): Promise<void> => {
    const dueAt = await engine.store.nextDueAt();
    const sleepMs = dueAt === null ? longestSleepMs : Math.min(longestSleepMs, Math.max(1, dueAt - engine.clock.now()));
    cancels.get('pump')?.();
    cancels.set('pump', engine.clock.schedule(sleepMs, wake));
  };
  const wake = (): void => {
    if (isRunning) void run(pump);
  };

  const open = async (): Promise<void> => {
    if (!isOpen) await engine.store.open();
    isOpen = true;
  };
  const whileLeading = async (body: () => Promise<void>, pauseSeconds: () => number): Promise<number> => {
    if (schedule.isLeader) await body();
    wake();
    return pauseSeconds() * 1000;
  };

  return {
    wake,
    start: async () => {
      if (isRunning) return;
      await open();
      isRunning = true;
      await schedule.lead();
      loop('lead', async () => {
        await schedule.lead();
        return leaseRenewalMs;
      });
      loop('scan', () => whileLeading(schedule.scan, () => engine.config.settings.pollSeconds));
      loop('receive', () => whileLeading(schedule.receive, () => engine.config.settings.receiveSeconds));
      loop('retain', async () => {
        if (schedule.isLeader) await purge(engine);
        return retentionMs;
      });
    },
    stop: async () => {
      isRunning = false;
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
      while (underWay.size > 0) await Promise.all(underWay);
      await dispatcher.drain();
      if (!isOpen) return;
      await engine.store.releaseLease({ holder: engine.worker });
      await engine.store.close();
      isOpen = false;
    },
    runOnce: async () => {
      await open();
      if (!(await schedule.lead())) return;
      await schedule.scan();
      await schedule.receive();
      await schedule.settle();
    },
  };
}

/** Message texts and old conversations do not outlive their retention. */
async function purge(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const { bodyRetentionDays, retentionDays } = engine.config.settings;
  const day = 24 * 60 * 60_000;
  await engine.store.purgeBodies({ before: now - bodyRetentionDays * day });
  await engine.store.purgeConversations({ before: now - retentionDays * day });
}
