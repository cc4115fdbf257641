import type { SendMessageEffect } from '../../conversation/effect.ts';
import { ClinicArrivalsError } from '../../errors.ts';
import type { EffectRecord } from '../../ports/conversation-store/records.ts';
import { commitAndTell, joinCommits } from '../commit.ts';
import { putOff } from '../dispatch.ts';
import type { Engine } from '../engine.ts';
import { countText } from '../hand-text.ts';
import { loadThread } from '../threads.ts';
import { readCopy, withoutCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import { mayHaveCopy } from './ahead-templates.ts';
import { forgetCopy, withdrawCopy } from './withdraw-copy.ts';

/** How long our own text waits until the gateway is asked again what became of its copy. */
const askAgainMs = 15_000;

/**
 * Sees to it that of a text and its copy one leaves: before the text goes its way, its copy is taken back.
 *
 * Resolves with true when the text may go its way. Else it has been recorded as sent, because the copy has left; or it is put off, until it
 * is known what became of the copy; or it has become a task, because that cannot be found out.
 */
export async function settleCopy(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<boolean> {
  if (!mayHaveCopy(engine, effect)) return true;
  return engine.ahead.inTurn(effect.id, async () => {
    const copy = await readCopy(engine, effect.id);
    if (copy === null) return true;
    try {
      return await settle(engine, record, copy);
    } catch (error) {
      if (!ClinicArrivalsError.isInstance(error) || error.code === 'storage') throw error;
      engine.health.down('gateway', error);
      await putOff(engine, record, askAgainMs, 'its copy at the gateway cannot be withdrawn yet');
      return false;
    }
  });
}

async function settle(engine: Engine, record: EffectRecord, copy: AheadCopy): Promise<boolean> {
  const fate = await withdrawCopy(engine, copy);
  switch (fate.type) {
    case 'withdrawn':
      await engine.store.commit({ documents: [withoutCopy(copy)] });
      return true;
    case 'left':
      await adopt(engine, record, copy, fate.gatewayId);
      return false;
    case 'unknown':
      if (!fate.isFinal) await putOff(engine, record, askAgainMs, 'its copy is looked up at the gateway');
      else await giveUp(engine, record, copy);
      return false;
    default:
      return fate satisfies never;
  }
}

/** The copy has left in the place of the text. */
async function adopt(engine: Engine, record: EffectRecord, copy: AheadCopy, gatewayId: string): Promise<void> {
  const { effect } = copy;
  const thread = await loadThread(engine, effect.to);
  const result = await engine.store.commit({
    effectChanges: [{ id: record.id, from: 'waiting', set: whatLeft(engine, copy, gatewayId) }],
    threads: [countText(engine, { effect, thread })],
    documents: [withoutCopy(copy)],
  });
  // The thread has changed meanwhile: the text is looked at again from the start.
  if (result === 'committed') tellSent(engine, record);
}

/** What is on record of a text whose copy has left. */
export function whatLeft(engine: Engine, { body, sendAt }: AheadCopy, gatewayId: string) {
  const claim = { claimedBy: engine.worker, claimedAt: sendAt, attempts: 1 };
  const end = { status: 'done', delivery: 'accepted', reason: null, finishedAt: engine.clock.now() } as const;
  return { ...claim, ...end, body, gatewayId };
}

/** Tells listeners that a text has left. */
export function tellSent({ bus, clock }: Engine, { id, appointmentId, effect }: EffectRecord): void {
  if (effect.type !== 'send-message') return;
  bus.emit('text-sent', { at: clock.now(), effectId: id, appointmentId, template: effect.template });
}

/** Never both: it cannot be found out whether the copy stands, so that the text is not sent and a person hears of it. */
async function giveUp(engine: Engine, record: EffectRecord, copy: AheadCopy): Promise<void> {
  const set = {
    status: 'failed',
    reason: 'it cannot be found out whether its copy left',
    finishedAt: engine.clock.now(),
  } as const;
  const failed = { effectChanges: [{ id: record.id, from: 'waiting', set } as const] };
  await commitAndTell(engine, joinCommits(failed, forgetCopy(engine, copy, 'text-in-doubt')));
}
