import type { Decision } from '../../conversation/decision.ts';
import type { EffectRecord } from '../../ports/conversation-store/records.ts';
import { applyEvent } from '../apply-event.ts';
import { commitAndTell, joinCommits, toEffectRecord } from '../commit.ts';
import type { Engine } from '../engine.ts';
import { countText } from '../hand-text.ts';
import { loadThread } from '../threads.ts';
import { withoutCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import { foresee } from './plan-ahead.ts';
import { tellSent, whatLeft } from './settle-copy.ts';
import { forgetCopy } from './withdraw-copy.ts';

/**
 * Takes it that a copy has left whose text had not been decided: nobody was here at its time.
 *
 * The conversation is told that its time had come, as of then, so that it has asked what the patient was asked, when they were asked. Where
 * it would not send the text any more, the copy has left untrue: that is on record too, and a person hears of it.
 */
export async function takeLeft(engine: Engine, copy: AheadCopy, gatewayId: string): Promise<void> {
  const { effect, appointmentId } = copy;
  const record: EffectRecord = {
    ...toEffectRecord(effect, appointmentId, effect.dueAt),
    ...whatLeft(engine, copy, gatewayId),
  };
  const thread = await loadThread(engine, effect.to);
  const counted = { threads: [countText(engine, { effect, thread })] };
  if (await isStillMeant(engine, copy)) {
    const isDecidedBy = ({ effects }: Decision): boolean => effects.some(({ id }) => id === effect.id);
    const applied = await applyEvent(engine, {
      appointmentId,
      by: 'gateway',
      event: { type: 'timer-fired' },
      at: effect.dueAt,
      sent: record,
      onlyIf: ({ state }) => state.visit === 'upcoming',
      // Changed in this very moment: it is looked at again.
      also: (decision) => (isDecidedBy(decision) ? { ...counted, documents: [withoutCopy(copy)] } : {}),
    });
    if (applied !== null && isDecidedBy(applied.decision)) tellSent(engine, record);
    return;
  }
  const untrue = joinCommits({ effects: [record], ...counted }, forgetCopy(engine, copy, 'text-left-untrue'));
  if ((await commitAndTell(engine, untrue)) === 'committed') tellSent(engine, record);
}

async function isStillMeant(engine: Engine, { appointmentId, effect }: AheadCopy): Promise<boolean> {
  const conversation = await engine.store.conversation({ appointmentId });
  if (conversation === null) return false;
  return (await foresee(engine, conversation)).some((text) => text.effect.id === effect.id);
}
