import { adoptLeftOver } from './adopt-messages.ts';
import { catchUpWithCopies } from './ahead/after-outage.ts';
import { keepAhead } from './ahead/keep-ahead.ts';
import { applyEvent } from './apply-event.ts';
import type { GivenConfig } from './clinic-config.ts';
import { reloadConfig } from './clinic-config.ts';
import type { Dispatcher } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { expireChoices } from './expire-choices.ts';
import { resolveDoubts } from './follow-up.ts';
import { guarded, oneAfterAnother } from './guarded.ts';
import { listen } from './listen.ts';
import { createLeadership } from './leadership.ts';
import { createHints } from './noticed.ts';
import type { Hints } from './noticed.ts';
import type { ReceiptInbox } from './receipt-inbox.ts';
import { createReceipts } from './receipts.ts';
import type { Receipts } from './receipts.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { readBeforeTelling } from './read-before-telling.ts';
import type { Receiver } from './receive.ts';
import type { Scanner } from './scan.ts';
import type { TakeReceipt } from './take-receipt.ts';
import { createDayScans, isWithin } from './scan-days.ts';
import { createSettingsWatch } from './settings-changed.ts';

const maximumRounds = 200;

/** The parts that the schedule drives. */
export interface ScheduledParts {
  readonly engine: Engine;
  readonly given: GivenConfig;
  readonly scanner: Scanner;
  readonly receiver: Receiver;
  readonly receiptInbox: ReceiptInbox;
  readonly takeReceipt: TakeReceipt;
  readonly dispatcher: Dispatcher;
}

/** Decides when what is looked at. */
export interface Schedule {
  /** Takes or renews the leadership and, when it is new, settles what an earlier process left. Returns whether this process leads. */
  lead(): Promise<boolean>;
  readonly isLeader: boolean;
  /** False before the first scan of all: whoever texts meanwhile waits for it, rather than be told that the number is unknown. */
  readonly isClinicKnown: boolean;
  /** False while it is not known yet what left between a backup and its restore: until then nothing is sent. */
  readonly maySend: boolean;
  /** Scans what is due to be scanned. */
  scan(): Promise<void>;
  /** The hints of pushes, and what is read because of them. */
  readonly hints: Hints;
  /** Collects messages and receipts, if that is due. Messages for which a gateway waits are left to {@link Schedule.listen}. */
  receive(options?: { readonly isListening: boolean }): Promise<void>;
  /** Waits for messages, as long as the gateway can; returns after how long it wants to be called again. */
  listen(signal: AbortSignal): Promise<number>;
  /** Keeps the texts that stand at the gateway ahead in step with what we would send, as long as it may go on. */
  keepAhead(mayGoOn: () => boolean): Promise<void>;
  /** Fires due timers, deals with the inbox and dispatches, until nothing is due at this instant. */
  settle(): Promise<void>;
  /** Fires due timers and deals with the inbox; leaves the dispatching to the caller. Returns how much was done. */
  advance(): Promise<number>;
}

/** Makes the schedule. A part that fails is noted in the health and tried again; the others go on. */
export function createSchedule(parts: ScheduledParts): Schedule {
  const { engine, given, scanner, receiver, dispatcher } = parts;
  let receivedAt = -Infinity;
  const dayScans = createDayScans(engine, scanner);
  const hints = createHints({ engine, scanner, dayScans });
  const heedSettings = createSettingsWatch(engine);
  const receipts = createReceipts(engine, parts.takeReceipt);

  const leadership = createLeadership(engine, given);
  const advance = async (): Promise<number> => {
    await catchUpWithCopies(engine);
    const handled = await receiver.handlePending({ isClinicKnown: dayScans.isClinicKnown });
    return handled + (await fireTimers(engine));
  };

  return {
    get isLeader() {
      return leadership.isLeader;
    },
    get isClinicKnown() {
      return dayScans.isClinicKnown;
    },
    get maySend() {
      return leadership.maySend;
    },
    hints,
    lead: () => leadership.renew(),
    scan: async () => {
      await reloadConfig(engine.config, given, engine.store);
      await catchUpWithCopies(engine);
      await heedSettings();
      await dayScans.scanDue();
      await adoptLeftOver(engine);
    },
    listen: (signal) => listen(engine, parts, signal),
    receive: async ({ isListening } = { isListening: false }) => {
      const now = engine.clock.now();
      if (isWithin(now - receivedAt, engine.config.settings.receiveSeconds)) return;
      receivedAt = now;
      if (!isListening) await guarded(engine, 'inbound', async () => void (await receiver.poll()));
      await guarded(engine, 'gateway', () => findOutAboutTexts(parts, receipts));
      await expireChoices(engine);
      await escalateTasks(engine);
    },
    advance,
    keepAhead: async (mayGoOn) => {
      const isOurs = (): boolean => leadership.maySend && mayGoOn();
      if (isOurs()) await guarded(engine, 'storage', () => keepAhead(engine, isOurs).then(() => false));
    },
    settle: async () => {
      for (let round = 0; round < maximumRounds; round += 1) {
        const done = (await advance()) + (await dispatcher.dispatchDue());
        if (done === 0) return;
      }
      engine.logger.log('error', '[engine] work did not settle at one instant; it goes on with the next round');
    },
  };
}

/** Finds out what became of texts. Returns whether the gateway was asked. */
async function findOutAboutTexts(
  { engine, receiptInbox, dispatcher }: ScheduledParts,
  receipts: Receipts,
): Promise<boolean> {
  let hasAsked = false;
  await oneAfterAnother([
    () => receiptInbox.settle(),
    async () => {
      hasAsked = await resolveDoubts(engine, (effectId) => dispatcher.isUnderWay(effectId));
    },
    async () => {
      hasAsked = (await receipts.collect()) || hasAsked;
    },
  ]);
  return hasAsked;
}

/** What is due is decided at the same time, so that it shares commits; what is due for one number one after the other, since it is told together. */
async function fireTimers(engine: Engine): Promise<number> {
  const due = await engine.store.dueConversations({ now: engine.clock.now(), limit: 500 });
  const outcomes = await Promise.allSettled([...byNumber(due).values()].map((records) => fireInTurn(engine, records)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') engine.health.down('storage', outcome.reason);
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
}

function byNumber(records: readonly ConversationRecord[]): ReadonlyMap<string, ConversationRecord[]> {
  const numbers = new Map<string, ConversationRecord[]>();
  for (const record of records) {
    const key = record.phone ?? record.appointmentId;
    const own = numbers.get(key);
    if (own === undefined) numbers.set(key, [record]);
    else own.push(record);
  }
  return numbers;
}

async function fireInTurn(engine: Engine, records: readonly ConversationRecord[]): Promise<void> {
  const event = { type: 'timer-fired' } as const;
  for (const [index, record] of records.toSorted((a, b) => a.startAt - b.startAt).entries()) {
    const { appointmentId } = record;
    const wasRead = await readBeforeTelling(engine, record);
    // What the first has decided may have changed the others.
    await applyEvent(engine, {
      appointmentId,
      by: 'engine',
      event,
      ...(index === 0 && !wasRead ? { loaded: record } : {}),
    });
  }
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
