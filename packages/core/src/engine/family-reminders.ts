import type { Decision } from '../conversation/decision.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import { readFamily } from '../conversation/reminders/family.ts';
import type { FamilyMember } from '../conversation/reminders/family.ts';
import { whyNotReminded } from '../conversation/reminders/reminder-plan.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { EventToApply } from './apply-event.ts';
import { applyTogether } from './apply-event.ts';
import type { Engine } from './engine.ts';
import type { TextAtHand } from './send-text.ts';

/** What follows, in the same commit, for the other appointments of which the reminders of a decision speak. */
export function eventsForFamily({ effects }: Decision): readonly EventToApply[] {
  return effects.flatMap((effect) => {
    const family = effect.type === 'send-message' ? readFamily(effect) : null;
    if (family === null) return [];
    const event = { type: 'family-reminded', ruleId: family.ruleId } as const;
    return family.others.map((member): EventToApply => ({
      appointmentId: member.appointmentId,
      by: 'engine',
      event,
      onlyIf: (record) => isAsSaid(record, member),
    }));
  });
}

/** Loads the other appointments of which a text speaks; none for a text that speaks of one. */
export async function loadFamily(engine: Engine, effect: SendMessageEffect): Promise<readonly ConversationRecord[]> {
  const family = readFamily(effect);
  if (family === null) return [];
  const records = await Promise.all(
    family.others.map(({ appointmentId }) => engine.store.conversation({ appointmentId })),
  );
  return records.filter((record) => record !== null);
}

/**
 * Looks whether a reminder still is true of all appointments that it speaks of. If not it is dropped, and said anew for those of which it
 * is: what happens to one appointment takes no reminder from another.
 *
 * Returns whether it was dropped.
 */
export async function passOnIfChanged(engine: Engine, text: TextAtHand): Promise<boolean> {
  const { record, effect, conversation, others } = text;
  const family = readFamily(effect);
  if (family === null || conversation === null) return false;
  const own: FamilyMember = { appointmentId: conversation.appointmentId, revision: effect.revision ?? 0 };
  const members = [own, ...family.others];
  const left = [conversation, ...others].filter((other) =>
    members.some((member) => isAsSaid(other, member) && isToBeReminded(engine, other, text)),
  );
  if (left.length === members.length) return false;
  const now = engine.clock.now();
  const reason = 'one of its appointments has changed';
  const drop = {
    effectChanges: [{ id: record.id, from: 'waiting', set: { status: 'dropped', reason, finishedAt: now } } as const],
  };
  const [heir, ...rest] = left;
  if (heir === undefined) {
    await engine.store.commit(drop);
  } else {
    const event = {
      type: 'reminder-passed-on',
      ruleId: family.ruleId,
      others: rest.map(({ appointmentId }) => appointmentId),
    } as const;
    const toHeir = { appointmentId: heir.appointmentId, by: 'engine', event } as const;
    await applyTogether(engine, [toHeir], () => drop);
  }
  const { appointmentId } = record;
  engine.bus.emit('text-dropped', { at: now, effectId: record.id, appointmentId, template: effect.template, reason });
  return true;
}

function isAsSaid({ appointmentId, state }: ConversationRecord, member: FamilyMember): boolean {
  return appointmentId === member.appointmentId && state.context.revision === member.revision;
}

function isToBeReminded(engine: Engine, { state, patientId, phone }: ConversationRecord, text: TextAtHand): boolean {
  const { settings, optedOutPatients } = engine.config;
  const wantsTexts = !text.thread.wrongFor.includes(patientId) && !optedOutPatients.has(patientId);
  const mayBeTexted = state.context.appointment.patient.mayBeTexted && wantsTexts;
  const obstacle = whyNotReminded(state, { settings, now: engine.clock.now() });
  return mayBeTexted && phone === text.effect.to && obstacle === null;
}
