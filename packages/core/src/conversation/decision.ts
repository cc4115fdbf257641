import type { InboundOutcome } from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';
import type { Effect } from './effect.ts';
import type { ConversationState } from './state.ts';

/** What follows from one event: the new state, what to do outside, what a person must see, when to wake, and why. */
export interface Decision {
  readonly state: ConversationState;
  readonly effects: readonly Effect[];
  readonly tasks: readonly Task[];
  /** When the conversation wants to be woken next, epoch milliseconds; null when only an event can wake it. */
  readonly dueAt: number | null;
  /** How a reply ended. For other events it says the same of them. */
  readonly outcome: Extract<InboundOutcome, 'acted' | 'asked-back' | 'task' | 'courtesy'>;
  /** Why, in a sentence for the journal. Empty when nothing happened. */
  readonly reason: string;
}
