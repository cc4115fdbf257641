import type { SendMessageEffect } from '../conversation/effect.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/** Why a patient is not told by text that they were missed: a person has to look first. Null when nothing speaks against it. */
export async function whyNotSayMissed(
  { store, clock, config }: Engine,
  { appointmentId }: EffectRecord,
  { to, startAt }: SendMessageEffect,
): Promise<string | null> {
  const { from } = config.calendar.dayOf(startAt ?? clock.now());
  const [tasks, messages] = await Promise.all([store.openTasks(), store.inboxOfPhone({ phone: to, since: from })]);
  const isOfPatient = tasks.some((task) => task.appointmentId === appointmentId || task.phone === to);
  if (isOfPatient) return 'a task about the patient is open';
  const isUnread = messages.some(({ outcome }) => outcome === null || outcome === 'unknown');
  return isUnread ? 'a message of the number is not dealt with' : null;
}
