import type { EffectRecord } from '../ports/conversation-store/records.ts';
import { commitUndelivered, taskForEffect } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { oneAfterAnother } from './guarded.ts';
import { recordAccepted } from './hand-text.ts';

const minute = 60_000;
/** Lists at the gateways lag; after this, what was not found is taken as not to be found out. */
const lookUpMs = 10 * minute;

/**
 * Finds out about texts whose fate is unknown: claimed before a crash, or cut off while they were handed over.
 *
 * What is found at the gateway is done. What is not found within ten minutes is never sent again: it becomes a task, for a call-in
 * at once.
 *
 * Returns whether there were any. Throws when the gateway could not be asked, after all have been looked at.
 *
 * @param isUnderWay tells of the effects that this process is carrying out now; a claim of its own that it is not carrying out was
 * left behind when the outcome could not be stored
 */
export async function resolveDoubts(engine: Engine, isUnderWay: (effectId: string) => boolean): Promise<boolean> {
  const [claimed, inDoubt] = await Promise.all([
    engine.store.effectsOfStatus({ status: 'claimed', limit: 200 }),
    engine.store.effectsOfStatus({ status: 'in-doubt', limit: 200 }),
  ]);
  const leftBehind = claimed.filter(({ id }) => !isUnderWay(id));
  await oneAfterAnother([
    ...leftBehind.map((record) => () => doubt(engine, record)),
    ...inDoubt.map((record) => () => lookUp(engine, record)),
  ]);
  return leftBehind.length + inDoubt.length > 0;
}

/** A claim of a process that is gone. */
async function doubt(engine: Engine, record: EffectRecord): Promise<void> {
  const set = { status: 'in-doubt', reason: 'the process stopped while it was handed over' } as const;
  const result = await commitUndelivered(engine, record, { id: record.id, from: 'claimed', set }, null);
  if (result === 'committed') await lookUp(engine, { ...record, status: 'in-doubt' });
}

async function lookUp(engine: Engine, record: EffectRecord): Promise<void> {
  const { effect, claimedAt, body } = record;
  if (effect.type !== 'send-message' || claimedAt === null || body === null) return;
  const isOver = engine.clock.now() - claimedAt >= lookUpMs;
  try {
    const found = await engine.messages.lookUp({ id: record.id, to: effect.to, body, since: claimedAt });
    if (found !== null) return await recordAccepted(engine, { record, effect }, found, 'in-doubt');
  } catch (error) {
    if (!isOver) throw error;
  }
  if (!isOver) return;
  const now = engine.clock.now();
  const set = { status: 'failed', finishedAt: now, reason: 'it cannot be found out whether it left' } as const;
  const task = taskForEffect(engine, record, 'text-in-doubt');
  await commitUndelivered(engine, record, { id: record.id, from: 'in-doubt', set }, task);
}
