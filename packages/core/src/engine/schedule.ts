import { ClinicArrivalsError } from '../errors.ts';
import { applyEvent } from './apply-event.ts';
import type { GivenConfig } from './clinic-config.ts';
import { reloadConfig } from './clinic-config.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { collectReceipts, resolveDoubts } from './follow-up.ts';
import type { HealthPart } from './health.ts';
import type { Receiver } from './receive.ts';
import { reloadAdoptable, settleRestore } from './restore.ts';
import type { Scanner } from './scan.ts';

const leaseMs = 30_000;
const maximumRounds = 200;

/** The parts that the schedule drives. */
export interface ScheduledParts {
  readonly engine: Engine;
  readonly given: GivenConfig;
  readonly scanner: Scanner;
  readonly receiver: Receiver;
  readonly dispatcher: Dispatcher;
}

/** Decides when what is looked at. */
export interface Schedule {
  /** Takes or renews the leadership and, when it is new, settles what an earlier process left. Returns whether this process leads. */
  lead(): Promise<boolean>;
  readonly isLeader: boolean;
  /** Scans what is due to be scanned. */
  scan(): Promise<void>;
  /** Collects messages and receipts, if that is due. */
  receive(): Promise<void>;
  /** Fires due timers, deals with the inbox and dispatches, until nothing is due at this instant. */
  settle(): Promise<void>;
  /** Fires due timers and deals with the inbox; leaves the dispatching to the caller. Returns how much was done. */
  advance(): Promise<number>;
}

/** Makes the schedule. A part that fails is noted in the health and tried again; the others go on. */
export function createSchedule(parts: ScheduledParts): Schedule {
  const { engine, given, scanner, receiver, dispatcher } = parts;
  const scannedAt = new Map<string, number>();
  let receivedAt = -Infinity;
  let hasSettled = false;
  let isLeader = false;
  let hasBaseline: boolean | null = null;

  const guarded = async (part: HealthPart, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      engine.health.up(part);
      return true;
    } catch (error) {
      if (ClinicArrivalsError.isInstance(error) && error.code === 'storage') engine.health.down('storage', error);
      else engine.health.down(part, error);
      return false;
    }
  };

  const scan = async (): Promise<void> => {
    const now = engine.clock.now();
    const { settings, calendar } = engine.config;
    await reloadConfig(engine.config, given, engine.store);
    hasBaseline ??= (await engine.store.document({ kind: 'cursor', id: 'baseline' })) !== null;
    const isBaseline = !hasBaseline;
    const today = calendar.dayOf(now).day;
    let isComplete = true;
    for (let offset = 0; offset <= settings.registrationDays; offset += 1) {
      const day = calendar.dayAfter(today, offset);
      const everyMs = (offset === 0 ? settings.pollSeconds : settings.pollLaterSeconds) * 1000;
      if (now - (scannedAt.get(day.day) ?? -Infinity) < everyMs && !isBaseline) continue;
      const isScanned = await guarded('pms', () => scanner.scan(day, isBaseline));
      if (isScanned) scannedAt.set(day.day, now);
      isComplete = isComplete && isScanned;
    }
    for (const day of scannedAt.keys()) if (day < today) scannedAt.delete(day);
    if (isBaseline && isComplete) {
      await noteBaseline(engine, today);
      hasBaseline = true;
    }
  };

  const advance = async (): Promise<number> => {
    const handled = await receiver.handlePending();
    return handled + (await fireTimers(engine));
  };

  return {
    get isLeader() {
      return isLeader;
    },
    lead: async () => {
      const wasLeader = isLeader;
      isLeader = await engine.store.acquireLease({ holder: engine.worker, now: engine.clock.now(), ttlMs: leaseMs });
      if (isLeader && !wasLeader) hasSettled = false;
      if (isLeader && !hasSettled) {
        await reloadConfig(engine.config, given, engine.store);
        hasSettled = await guarded('gateway', async () => {
          await settleRestore(engine);
          await reloadAdoptable(engine);
        });
      }
      return isLeader && hasSettled;
    },
    scan,
    receive: async () => {
      const now = engine.clock.now();
      if (now - receivedAt < engine.config.settings.receiveSeconds * 1000) return;
      receivedAt = now;
      await guarded('gateway', () => receiver.poll());
      await guarded('gateway', async () => {
        await resolveDoubts(engine);
        await collectReceipts(engine);
      });
      await escalateTasks(engine);
    },
    advance,
    settle: async () => {
      for (let round = 0; round < maximumRounds; round += 1) {
        const done = (await advance()) + (await dispatcher.dispatchDue());
        if (done === 0) return;
      }
      engine.logger.log('error', '[engine] work did not settle at one instant; it goes on with the next round');
    },
  };
}

async function fireTimers(engine: Engine): Promise<number> {
  const due = await engine.store.dueConversations({ now: engine.clock.now(), limit: 500 });
  const outcomes = await Promise.allSettled(
    due.map((record) =>
      applyEvent(engine, { appointmentId: record.appointmentId, by: 'engine', event: { type: 'timer-fired' } }),
    ),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') engine.health.down('storage', outcome.reason);
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
}

async function noteBaseline(engine: Engine, day: string): Promise<void> {
  await engine.store.commit({
    documents: [{ kind: 'cursor', id: 'baseline', value: day }],
    journal: [
      {
        at: engine.clock.now(),
        appointmentId: null,
        phone: null,
        by: 'engine',
        event: 'baseline',
        from: null,
        to: null,
        reason: 'first scan: texts whose time had come before count as not sent',
      },
    ],
  });
}

/** A task that nobody took in time is shown as escalated. */
async function escalateTasks(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const limit = engine.config.settings.escalateMinutes * 60_000;
  const late = (await engine.store.openTasks()).filter(
    (task) => task.escalatedAt === null && now - task.raisedAt >= limit,
  );
  if (late.length > 0)
    await engine.store.commit({ taskChanges: late.map((task) => ({ type: 'escalate', id: task.id, at: now })) });
}
