import { ClinicArrivalsError } from '../errors.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { carryOutSession, pretendSession } from './sessions.ts';
import { handAtOnce } from './claim-at-once.ts';
import { sendText } from './send-text.ts';
import { updateAppointment } from './update-appointment.ts';

const batchSize = 100;

/** Takes effects from the outbox and does them. */
export interface Dispatcher {
  /**
   * Starts everything that is due and waits for it. Returns how many effects were taken.
   *
   * Effects wait only for what they name: a PMS that hangs holds up its own writes and nothing else.
   */
  dispatchDue(): Promise<number>;
  /** Starts everything that is due without waiting for it. `onDone` is called after each effect. */
  startDue(onDone: () => void): Promise<void>;
  /**
   * Starts those of the records that are due, without waiting for them; one that names another begins when this process has done
   * that. What does not come of it here is found when the store is asked.
   */
  startOffered(records: readonly EffectRecord[]): void;
  /** What begins when this process has done the effect. */
  followersOf(effectId: string): readonly EffectRecord[];
  /** Tells whether this process is carrying out the effect now. */
  isUnderWay(effectId: string): boolean;
  /** Waits for what was started. */
  drain(): Promise<void>;
}

/** Makes the dispatcher. */
export function createDispatcher(engine: Engine): Dispatcher {
  const running = new Map<string, Promise<void>>();
  const followers = new Map<string, EffectRecord[]>();

  const start = (record: EffectRecord): Promise<void> => {
    const work = carryOut(engine, record).finally(() => {
      running.delete(record.id);
      startFollowers(record.id);
    });
    running.set(record.id, work);
    return work;
  };
  const startFollowers = (id: string): void => {
    const waiting = followers.get(id) ?? [];
    followers.delete(id);
    for (const record of waiting) if (!running.has(record.id)) void start(record);
  };
  /** Notes what waits for another; what has been claimed meanwhile waits no more. */
  const follow = (after: string, record: EffectRecord): void => {
    const others = (followers.get(after) ?? []).filter(({ id }) => id !== record.id);
    followers.set(after, mayBegin(record) ? others : [...others, record]);
  };
  const due = async (): Promise<readonly EffectRecord[]> => {
    const records = await engine.store.dueEffects({ now: engine.clock.now(), limit: batchSize + running.size });
    return records.filter((record) => !running.has(record.id));
  };

  return {
    dispatchDue: async () => {
      const records = await due();
      await Promise.all(records.map(start));
      return records.length;
    },
    startDue: async (onDone) => {
      for (const record of await due()) void start(record).then(onDone);
    },
    startOffered: (records) => {
      const now = engine.clock.now();
      // What is claimed must be handed over, also when the clock was put back meanwhile.
      const isDue = (record: EffectRecord): boolean => record.status === 'claimed' || record.dueAt <= now;
      const due = records.filter((record) => isDue(record) && !running.has(record.id));
      // All that wait are noted before anything begins.
      for (const record of due) {
        const { after } = record.effect;
        if (after !== null) follow(after, record);
      }
      for (const record of due) if (mayBegin(record)) void start(record);
    },
    followersOf: (effectId) => followers.get(effectId) ?? [],
    isUnderWay: (effectId) => running.has(effectId),
    drain: async () => {
      // What ends may let others begin.
      while (running.size > 0) await Promise.all([...running.values()]);
    },
  };
}

/** Whether an effect begins without waiting for another: a text is claimed only when what it follows is done. */
function mayBegin({ effect, status }: EffectRecord): boolean {
  return effect.after === null || status === 'claimed';
}

/** Does one effect. Whatever goes wrong is recorded with the effect; nothing is thrown. */
async function carryOut(engine: Engine, record: EffectRecord): Promise<void> {
  try {
    if (await waitsInVain(engine, record)) return;
    if (engine.mode === 'shadow' && record.effect.type === 'open-session')
      return await pretendSession(engine, record, record.effect);
    if (engine.mode === 'shadow')
      return await finishEffect(engine, record, 'dropped', 'shadow mode: nothing is sent or written');
    switch (record.effect.type) {
      case 'send-message':
        if (record.status === 'claimed') return await handAtOnce(engine, record, record.effect);
        return await sendText(engine, record, record.effect);
      case 'update-appointment':
        return await updateAppointment(engine, record, record.effect);
      case 'open-session':
      case 'close-session':
        return await carryOutSession(engine, record, record.effect);
      default:
        record.effect satisfies never;
    }
  } catch (error) {
    const message = ClinicArrivalsError.isInstance(error) ? error.message : '[engine] unexpected error';
    engine.logger.log('error', `${message}; the effect is looked at again`, { type: record.effect.type });
    await putOff(engine, record, 5_000, message).catch((cause: unknown) => engine.health.down('storage', cause));
  }
}

/** Tells whether an effect cannot begin: the one it waits for is not done yet, or was given up, and then so is this one. */
async function waitsInVain(engine: Engine, record: EffectRecord): Promise<boolean> {
  const { after } = record.effect;
  if (after === null || mayBegin(record)) return false;
  const before = await engine.store.effect({ id: after });
  if (before === null || before.status === 'done') return false;
  if (before.status === 'failed' || before.status === 'dropped') {
    // It was about something that did not happen; whoever gave the other one up has raised the task.
    await finishEffect(engine, record, 'dropped', 'what it reports was not done');
  }
  return true;
}

/** Ends an effect that waits. A conflict means that somebody else has it. */
export async function finishEffect(
  engine: Engine,
  record: EffectRecord,
  status: 'done' | 'dropped' | 'failed',
  reason: string | null,
): Promise<void> {
  const now = engine.clock.now();
  const result = await engine.store.commit({
    effectChanges: [{ id: record.id, from: record.status, set: { status, reason, finishedAt: now } }],
  });
  if (result === 'committed' && status !== 'done' && record.effect.type === 'send-message') {
    engine.bus.emit('text-dropped', {
      at: now,
      effectId: record.id,
      appointmentId: record.appointmentId,
      template: record.effect.template,
      reason: reason ?? '',
    });
  }
}

/** Looks at a waiting effect again later. */
export async function putOff(engine: Engine, record: EffectRecord, delayMs: number, reason: string): Promise<void> {
  await engine.store.commit({
    effectChanges: [{ id: record.id, from: 'waiting', set: { dueAt: engine.clock.now() + delayMs, reason } }],
  });
}
