import { decide } from '../../conversation/decide.ts';
import type { SendMessageEffect } from '../../conversation/effect.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import { circumstancesFor } from '../apply-event.ts';
import type { Engine } from '../engine.ts';
import { renderText } from '../render-text.ts';
import { verdictAt } from '../send-text.ts';
import { loadThread } from '../threads.ts';
import { aheadTemplates } from './ahead-templates.ts';

/** A conversation has no more moments than this at which a text with a fixed time falls due. */
const maximumMoments = 3;
const minute = 60_000;

/** A text as it would leave if nothing happened until then. */
export interface PlannedText {
  readonly effect: SendMessageEffect;
  readonly body: string;
  /** When the gateway's copy of it leaves. */
  readonly sendAt: number;
}

/**
 * Finds the texts of a conversation that a copy may stand for, by asking the conversation itself what it would do when its time comes.
 *
 * The guards are asked as of the moment at which the copy would leave: what they would hold or drop then has no copy.
 */
export async function planAhead(engine: Engine, record: ConversationRecord): Promise<readonly PlannedText[]> {
  const { handAhead, aheadMinutes } = engine.config.settings;
  if (handAhead.length === 0 || record.state.visit !== 'upcoming') return [];
  const planned: PlannedText[] = [];
  for (const { effect, conversation } of await foresee(engine, record)) {
    if (!handAhead.includes(effect.template) || !aheadTemplates.includes(effect.template)) continue;
    const sendAt = effect.dueAt + aheadMinutes * minute;
    const thread = await loadThread(engine, effect.to);
    const text = { effect, conversation, thread };
    const verdict = verdictAt(engine, text, sendAt);
    // A gateway that lets it leave a moment late has some validity left.
    if (verdict.type !== 'send' || effect.latestAt < sendAt + minute) continue;
    const body = await renderText(engine, text, verdict.isLastToday).catch(() => null);
    if (body !== null) planned.push({ effect, body, sendAt });
  }
  return planned;
}

/** A text that will be decided, with the conversation as it will be then. */
interface ForeseenText {
  readonly effect: SendMessageEffect;
  readonly conversation: ConversationRecord;
}

/** Lets the timers of a conversation fire one after the other, in thought, and gives the texts that come of it. */
export async function foresee(engine: Engine, record: ConversationRecord): Promise<readonly ForeseenText[]> {
  const event = { type: 'timer-fired' } as const;
  const circumstances = await circumstancesFor(engine, record, {
    appointmentId: record.appointmentId,
    by: 'engine',
    event,
  });
  const texts: ForeseenText[] = [];
  let conversation = record;
  for (let moment = 0; moment < maximumMoments && conversation.dueAt !== null; moment += 1) {
    if (conversation.state.visit !== 'upcoming') break;
    const now = conversation.dueAt;
    const { state, effects, dueAt } = decide(conversation.state, event, { ...circumstances, now });
    conversation = { ...conversation, state, dueAt };
    for (const effect of effects)
      if (effect.type === 'send-message' && effect.after === null) texts.push({ effect, conversation });
  }
  return texts;
}
