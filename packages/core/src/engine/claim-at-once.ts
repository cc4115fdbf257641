import type { SendMessageEffect } from '../conversation/effect.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { countText, handClaimed, toClaim } from './hand-text.ts';
import type { TextAtHand } from './send-text.ts';
import { renderIfFree } from './send-text.ts';
import { loadThread } from './threads.ts';

/**
 * Claims the text that a decision sends at once in the very commit of the decision: the claim is as durable as ever before the gateway is
 * called, and an answer leaves after one sync to the disk instead of two.
 *
 * Only what every guard lets go now is claimed; everything else goes the long way. The commit conflicts when the thread has changed or the text
 * is in the outbox already, and is then decided again.
 */
export async function claimAtOnce(
  engine: Engine,
  commit: Commit,
  records: ReadonlyMap<string, ConversationRecord>,
): Promise<Commit> {
  const isFree = engine.outbox.mayClaim() && engine.mode === 'live' && engine.config.adoptable.length === 0;
  if (!isFree || commit.effects === undefined) return commit;
  const threads = new Map((commit.threads ?? []).map((thread) => [thread.phone, thread]));
  const effects: EffectRecord[] = [];
  for (const record of commit.effects) effects.push(await claim(engine, record, records, threads));
  return { ...commit, effects, threads: [...threads.values()] };
}

async function claim(
  engine: Engine,
  record: EffectRecord,
  records: ReadonlyMap<string, ConversationRecord>,
  threads: Map<string, ThreadRecord>,
): Promise<EffectRecord> {
  const { effect } = record;
  // Only a conversation that this commit writes guards against deciding the same text twice.
  const conversation = records.get(record.appointmentId ?? '');
  const isNow = effect.after === null && effect.dueAt <= engine.clock.now();
  if (effect.type !== 'send-message' || conversation === undefined || !isNow || threads.has(effect.to)) return record;
  const text: TextAtHand = { record, effect, conversation, thread: await loadThread(engine, effect.to) };
  const body = await renderOrLeave(engine, text);
  if (body === null) return record;
  threads.set(effect.to, countText(engine, text));
  return { ...record, ...toClaim(engine, record, body) };
}

/** A template that cannot be rendered is found again, and reported, on the long way. */
function renderOrLeave(engine: Engine, text: TextAtHand): Promise<string | null> {
  return renderIfFree(engine, text).catch(() => null);
}

/** Hands over what was claimed at once. */
export async function handAtOnce(engine: Engine, record: EffectRecord, effect: SendMessageEffect): Promise<void> {
  if (record.body === null) return;
  await handClaimed(engine, { record, effect }, record.body);
}
