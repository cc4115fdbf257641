import { ClinicArrivalsError } from '../../errors.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import type { PhoneNumber } from '../../phone-number.ts';
import { commitAndTell } from '../commit.ts';
import type { Engine } from '../engine.ts';
import { nextOf, readCopies, readCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import { handAhead } from './hand-ahead.ts';
import { planAhead } from './plan-ahead.ts';
import type { PlannedText } from './plan-ahead.ts';
import { takeLeft } from './take-left.ts';
import { forgetCopy, lookUpCopy, taskOf, withdrawCopy } from './withdraw-copy.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/**
 * Keeps the copies at the gateway in step with what we would send: takes back what is not true any more, then hands over what is missing.
 *
 * Looks at what has changed in this process, and each minute at everything, lest another process has changed something. To be called by the
 * leader alone, and when it may send.
 *
 * @param mayGoOn false when the rest is left for another time, because the engine is told to stop
 */
export async function keepAhead(engine: Engine, mayGoOn: () => boolean): Promise<void> {
  const { ahead, messages, mode, config } = engine;
  const { scheduling } = messages;
  const isOff = (config.settings.handAhead.length === 0 || scheduling === undefined) && ahead.leavesAt === Infinity;
  if (isOff || mode !== 'live') return void ahead.takeChanged();
  const concerned = await findConcerned(engine);
  if (concerned === null) return;
  const { copies, works } = await takeStock(engine, concerned);
  const stuck = new Set<PhoneNumber>();
  for (const { copy, isMeant } of copies) if (!isMeant && mayGoOn()) await takeBack(engine, copy, stuck);
  for (const { copy, isMeant } of copies) if (isMeant && mayGoOn()) await findAgain(engine, copy);
  if (scheduling === undefined) return;
  for (const { record, missing } of works) {
    let stored = record;
    for (const planned of missing) {
      if (engine.clock.now() < ahead.restsUntil || !mayGoOn()) return;
      // Beside a copy that could not be taken back nothing new is put.
      if (stuck.has(planned.effect.to)) continue;
      // What has changed meanwhile is seen to first: a copy that is not true any more does not wait for hundreds that are.
      if (ahead.hasNews) ahead.again(record.appointmentId);
      else stored = await handAhead(engine, scheduling, stored, planned);
    }
  }
}

interface Concerned {
  /** Null for all of them. */
  readonly ids: ReadonlySet<string> | null;
  readonly records: readonly ConversationRecord[];
}

/** Finds the conversations where something may have changed; null when nothing has. */
async function findConcerned({ ahead, config, store, clock }: Engine): Promise<Concerned | null> {
  const now = clock.now();
  const { appointmentIds, phones } = ahead.takeChanged();
  // Settings and templates are made anew when they differ, the others whenever they are read.
  const present = [config.settings, config.templates, JSON.stringify([[...config.practitioners], [...config.pauses]])];
  const isSame = present.every((part, index) => ahead.config[index] === part);
  if (!isSame || ahead.wholeAt === null || Math.abs(now - ahead.wholeAt) >= minute) {
    const records = await store.liveConversations({ before: now + 8 * week });
    ahead.wholeAt = now;
    ahead.config = present;
    return { ids: null, records };
  }
  const ids = new Set(appointmentIds);
  for (const phone of phones) {
    const others = await store.conversationsOfPhone({ phone, from: now, to: now + 8 * week });
    for (const { appointmentId } of others) ids.add(appointmentId);
  }
  if (ids.size === 0) return null;
  const records = await Promise.all([...ids].map((appointmentId) => store.conversation({ appointmentId })));
  return { ids, records: records.filter((record) => record !== null).filter(({ isLive }) => isLive) };
}

interface Stock {
  readonly copies: readonly { readonly copy: AheadCopy; readonly isMeant: boolean }[];
  readonly works: readonly { readonly record: ConversationRecord; readonly missing: readonly PlannedText[] }[];
}

/** Compares the copies with the texts that would leave. */
async function takeStock(engine: Engine, { ids, records }: Concerned): Promise<Stock> {
  const all = await readCopies(engine);
  engine.ahead.leavesAt = nextOf(all, engine.clock.now());
  const works = [];
  const meant = new Set<string>();
  for (const record of records) {
    const planned = await planAhead(engine, record);
    const standing = (text: PlannedText): boolean => all.some((copy) => isCopyOf(copy, text));
    for (const text of planned.filter(standing)) meant.add(text.effect.id);
    works.push({ record, missing: planned.filter((text) => !standing(text)) });
  }
  const copies = all.filter(({ appointmentId }) => ids?.has(appointmentId) !== false);
  return { copies: copies.map((copy) => ({ copy, isMeant: meant.has(copy.effect.id) })), works };
}

function isCopyOf(copy: AheadCopy, { effect, body, sendAt }: PlannedText): boolean {
  const isSame = copy.effect.id === effect.id && copy.effect.latestAt === effect.latestAt;
  return isSame && copy.body === body && copy.sendAt === sendAt;
}

/** Takes back a copy that is not meant any more. */
async function takeBack(engine: Engine, { effect }: AheadCopy, stuck: Set<PhoneNumber>): Promise<void> {
  await engine.ahead.inTurn(effect.id, async () => {
    const copy = await readCopy(engine, effect.id);
    const own = await engine.store.effect({ id: effect.id });
    // Our own text is about to leave: it sees to its copy itself.
    if (copy === null || own?.status === 'waiting') return;
    try {
      const fate = await withdrawCopy(engine, copy);
      if (fate.type === 'left') return await takeLeft(engine, copy, fate.gatewayId);
      if (fate.type === 'unknown' && !fate.isFinal) return void stuck.add(effect.to);
      await commitAndTell(engine, forgetCopy(engine, copy, fate.type === 'unknown' ? 'text-in-doubt' : null));
    } catch (error) {
      await noteStuck(engine, copy, error);
      stuck.add(effect.to);
    }
  });
}

/** It is tried again; once the copy may have left, a person hears of it. */
async function noteStuck(engine: Engine, copy: AheadCopy, error: unknown): Promise<void> {
  if (!ClinicArrivalsError.isInstance(error) || error.code !== 'gateway') throw error;
  engine.health.down('gateway', error);
  engine.ahead.again(copy.appointmentId);
  if (engine.clock.now() < copy.sendAt) return;
  await commitAndTell(engine, { tasks: [taskOf(engine, copy, 'text-left-untrue')] });
}

/** Looks for a copy that is meant and whose answer was lost. */
async function findAgain(engine: Engine, copy: AheadCopy): Promise<void> {
  if (copy.gatewayId !== null) return;
  await engine.ahead.inTurn(copy.effect.id, async () => {
    const current = await readCopy(engine, copy.effect.id);
    if (current?.gatewayId !== null) return;
    await lookUpCopy(engine, current).catch((error: unknown) => engine.health.down('gateway', error));
  });
}
