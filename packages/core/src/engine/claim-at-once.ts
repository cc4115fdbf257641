import type { SendMessageEffect } from '../conversation/effect.ts';
import { isReminder } from '../conversation/text-rules.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, EffectRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { mayHaveCopy } from './ahead/ahead-templates.ts';
import type { Engine } from './engine.ts';
import { countText, handClaimed, toClaim } from './hand-text.ts';
import type { TextAtHand } from './send-text.ts';
import { renderIfFree } from './send-text.ts';
import { loadThread } from './threads.ts';

/** A commit with its texts claimed in it, and those of them that were in the outbox before: to be offered once it is durable. */
export interface ClaimedCommit {
  readonly commit: Commit;
  readonly followers: readonly EffectRecord[];
}

/**
 * Claims the texts that a decision lets leave at once in the very commit of the decision: those that it sends, and those that waited for
 * an effect which it ends. The claim is as durable as ever before the gateway is called, and an answer leaves after one sync to the disk
 * instead of two.
 *
 * Only what every guard lets go now is claimed; everything else goes the long way. The commit conflicts when the thread has changed or the text
 * is in the outbox already, or is not waiting there any more, and is then decided again.
 */
export async function claimAtOnce(
  engine: Engine,
  commit: Commit,
  records: ReadonlyMap<string, ConversationRecord>,
): Promise<ClaimedCommit> {
  const { outbox } = engine;
  const isFree = outbox.mayClaim() && engine.mode === 'live' && engine.config.adoptable.length === 0;
  const waiting = (commit.effectChanges ?? []).flatMap(({ id, set }) =>
    set.status === 'done' ? outbox.followersOf(id) : [],
  );
  if (!isFree || (commit.effects === undefined && waiting.length === 0)) return { commit, followers: [] };
  const threads = new Map((commit.threads ?? []).map((thread) => [thread.phone, thread]));
  const effects: EffectRecord[] = [];
  for (const record of commit.effects ?? []) {
    const claimed = record.effect.after === null ? await claim(engine, record, records, threads) : null;
    effects.push(claimed === null ? record : { ...record, ...claimed });
  }
  const effectChanges = [...(commit.effectChanges ?? [])];
  const followers: EffectRecord[] = [];
  for (const record of waiting) {
    const claimed = await claim(engine, record, records, threads);
    if (claimed === null) continue;
    effectChanges.push({ id: record.id, from: 'waiting', set: claimed });
    followers.push({ ...record, ...claimed });
  }
  return { commit: { ...commit, effects, effectChanges, threads: [...threads.values()] }, followers };
}

/** Notes a text in its thread and gives what a claim sets on its row. Null: it cannot leave now. */
async function claim(
  engine: Engine,
  record: EffectRecord,
  records: ReadonlyMap<string, ConversationRecord>,
  threads: Map<string, ThreadRecord>,
): Promise<ReturnType<typeof toClaim> | null> {
  const { effect } = record;
  // Only a conversation that this commit writes guards against deciding the same text twice.
  const conversation = records.get(record.appointmentId ?? '');
  const isNow = record.dueAt <= engine.clock.now();
  if (effect.type !== 'send-message' || conversation === undefined || !isNow || threads.has(effect.to)) return null;
  // Thousands may be due at one instant: they leave in their turn, behind every call-in.
  if (isReminder(effect.template)) return null;
  // Whether somebody was missed a person may have to find out first.
  if (effect.template === 'NoShow') return null;
  // Its copy at the gateway has to be withdrawn before.
  if (record.status !== 'waiting' || mayHaveCopy(engine, effect)) return null;
  const text: TextAtHand = { record, effect, conversation, others: [], thread: await loadThread(engine, effect.to) };
  const body = await renderOrLeave(engine, text);
  if (body === null) return null;
  threads.set(effect.to, countText(engine, text));
  return toClaim(engine, record, body);
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
