import { createAdministrator } from './administrator.ts';
import type { Administrator } from './administrator.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { createPump } from './pump.ts';
import type { Rooms } from './rooms.ts';
import type { Schedule } from './schedule.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

const leaseRenewalMs = 10_000;
const retentionMs = 60 * 60_000;
/** Another process may have taken a hint, which waits no longer than this. */
const hintMs = 1_000;

/** The running engine: independent loops, so that a part that hangs holds up nothing but itself. */
export interface Loops {
  start(): Promise<void>;
  stop(): Promise<void>;
  runOnce(): Promise<void>;
  /** Looks at what is due now: something has come in. */
  wake(): void;
  /** Asks who is in the rooms, when there is a hint that somebody has come or gone. */
  lookIntoRooms(): void;
  /** Reads what pushes have told of. */
  lookAtHints(): void;
  /** Does work for the application; `stop` waits for it. */
  attend<Result>(work: () => Promise<Result>): Promise<Result>;
  /** True while this process deals with what comes in: it runs, it leads, and the clinic is known. */
  readonly isHandling: boolean;
}

/** Makes the loops. */
export function createLoops(parts: {
  readonly engine: Engine;
  readonly schedule: Schedule;
  readonly dispatcher: Dispatcher;
  readonly rooms: Rooms;
}): Loops {
  const { engine, schedule, dispatcher, rooms } = parts;
  const administrator = createAdministrator(engine);
  const work = createSupervisor(engine);
  const wake = (): void => {
    if (work.isRunning) work.run(() => pump.turn());
  };
  const pump = createPump(parts, wake);
  let isOpen = false;
  let listening = new AbortController();

  const open = async (): Promise<void> => {
    if (!isOpen) await engine.store.open();
    isOpen = true;
  };
  return {
    wake,
    lookIntoRooms: () => runIfLeading(work, schedule, () => rooms.look()),
    lookAtHints: () => runIfLeading(work, schedule, () => schedule.hints.look().then(wake)),
    attend: (body) => work.attend(body),
    get isHandling() {
      return work.isRunning && schedule.isLeader && schedule.isClinicKnown;
    },
    start: async () => {
      if (work.isRunning) return;
      await open();
      await schedule.lead();
      work.begin();
      connectOutbox(engine, dispatcher, () => work.isRunning && schedule.maySend);
      listening = new AbortController();
      beginLoops({ engine, schedule, rooms, administrator, work, wake, signal: listening.signal });
    },
    stop: async () => {
      pump.rest();
      listening.abort();
      await work.end();
      pump.rest();
      await dispatcher.drain();
      if (!isOpen) return;
      try {
        await administrator.stop();
        await engine.store.releaseLease({ holder: engine.worker });
      } finally {
        await engine.store.close();
        isOpen = false;
      }
    },
    runOnce: async () => {
      await open();
      if (await schedule.lead()) await doWhatIsDue(schedule, rooms);
    },
  };
}

function runIfLeading(work: Supervisor, schedule: Schedule, body: () => Promise<void>): void {
  if (work.isRunning && schedule.isLeader) work.run(body);
}

async function doWhatIsDue(schedule: Schedule, rooms: Rooms): Promise<void> {
  await schedule.scan();
  await schedule.hints.look();
  await schedule.receive();
  await rooms.look();
  await schedule.settle();
  await schedule.keepAhead(() => true);
}

/** From now on what has become durable is begun without asking the store for it. */
function connectOutbox({ outbox }: Engine, dispatcher: Dispatcher, mayClaim: () => boolean): void {
  outbox.mayClaim = mayClaim;
  outbox.followersOf = (id) => dispatcher.followersOf(id);
  outbox.offer = (records) => {
    // What was claimed is handed over also when the engine has been told to stop meanwhile.
    dispatcher.startOffered(mayClaim() ? records : records.filter(({ status }) => status === 'claimed'));
  };
}

function beginLoops(parts: {
  readonly engine: Engine;
  readonly schedule: Schedule;
  readonly rooms: Rooms;
  readonly administrator: Administrator;
  readonly work: Supervisor;
  readonly wake: () => void;
  readonly signal: AbortSignal;
}): void {
  const { engine, schedule, rooms, administrator, work, wake, signal } = parts;
  const { config } = engine;
  const isListening = engine.messages.abilities.waitsForMessages === true;
  const whileLeading = (body: () => Promise<void>) => async (): Promise<void> => {
    if (schedule.isLeader) await body();
    wake();
  };
  const beat = (): Promise<void> => (schedule.isLeader ? administrator.beat() : administrator.rest());
  const lead = async (): Promise<void> => {
    await schedule.lead();
    // Not waited for: the lease is renewed also while the gateway hangs.
    work.run(beat);
  };
  const retain = whileLeading(() => purge(engine));
  work.repeat(lead, () => leaseRenewalMs);
  work.repeat(
    whileLeading(() => schedule.scan()),
    () => config.settings.pollSeconds * 1000,
  );
  work.repeat(
    whileLeading(() => schedule.hints.look()),
    () => hintMs,
  );
  work.repeat(
    whileLeading(() => schedule.receive({ isListening })),
    () => config.settings.receiveSeconds * 1000,
  );
  if (isListening) {
    let pauseMs = 0;
    const listen = whileLeading(async () => {
      pauseMs = await schedule.listen(signal);
    });
    work.repeat(listen, () => (schedule.isLeader ? pauseMs : leaseRenewalMs));
  }
  work.repeat(
    whileLeading(() => rooms.look()),
    () => config.settings.roomSeconds * 1000,
  );
  work.repeat(
    whileLeading(() => schedule.keepAhead(() => work.isRunning)),
    () => config.settings.receiveSeconds * 1000,
  );
  work.repeat(retain, () => retentionMs);
}

/** Message texts and old conversations do not outlive their retention. */
async function purge(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const { bodyRetentionDays, retentionDays } = engine.config.settings;
  const day = 24 * 60 * 60_000;
  await engine.store.purgeBodies({ before: now - bodyRetentionDays * day });
  await engine.store.purgeConversations({ before: now - retentionDays * day });
}
