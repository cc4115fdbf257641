import type { ChangedText } from '../conversation/outdated.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/**
 * Finds the texts that told of the newest change of appointments, by their id, and when they left. Only conversations that told of one
 * are looked up.
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
  return told.Rescheduled?.revision === revision || told.Modified?.revision === revision;
}

async function findChangedText(
  engine: Engine,
  { appointmentId, state }: ConversationRecord,
): Promise<ChangedText | null> {
  const effects = await engine.store.effectsOfAppointment({ appointmentId });
  const texts = effects.filter((record) => isChangedText(record, state.context.revision));
  const newest = texts.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  if (newest === undefined) return null;
  return { decidedAt: newest.createdAt, leftAt: newest.status === 'done' ? newest.finishedAt : null };
}

function isChangedText({ effect }: EffectRecord, revision: number): boolean {
  if (effect.type !== 'send-message' || effect.revision !== revision) return false;
  return effect.template === 'Rescheduled' || effect.template === 'Modified';
}
