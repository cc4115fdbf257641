import type { ChangedText } from '../conversation/outdated.ts';
import type { ConversationState } from '../conversation/state.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/**
 * Finds the texts that told of the newest change or the end of appointments, by their id, and when they left. Only conversations that told of
 * one are looked up.
 */
export async function loadChangedTexts(
  engine: Engine,
  conversations: readonly ConversationRecord[],
): Promise<ReadonlyMap<string, ChangedText>> {
  const told = conversations.filter(hasToldOfChange);
  const found = await Promise.all(
    told.map(async (record) => [record.appointmentId, await findChangedText(engine, record)] as const),
  );
  return new Map(found.flatMap(([id, text]) => (text === null ? [] : [[id, text] as const])));
}

function hasToldOfChange({ state }: ConversationRecord): boolean {
  const { told, revision } = state.context;
  return templatesOfChange(state).some((template) => told[template]?.revision === revision);
}

async function findChangedText(
  engine: Engine,
  { appointmentId, state }: ConversationRecord,
): Promise<ChangedText | null> {
  const effects = await engine.store.effectsOfAppointment({ appointmentId });
  const texts = effects.filter((record) => isChangedText(record, state));
  const newest = texts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  if (newest === undefined) return null;
  return { decidedAt: newest.createdAt, leftAt: newest.status === 'done' ? newest.finishedAt : null };
}

function isChangedText({ effect }: EffectRecord, state: ConversationState): boolean {
  if (effect.type !== 'send-message' || effect.revision !== state.context.revision) return false;
  return templatesOfChange(state).includes(effect.template);
}

/** What is over has a text of its own. */
function templatesOfChange({ visit }: ConversationState): readonly TemplateName[] {
  return visit === 'closed' ? ['Cancellation'] : ['Rescheduled', 'Modified'];
}
