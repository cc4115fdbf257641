import type { Intent } from './intent.ts';
import type { ConversationState } from './state.ts';

/**
 * Tells which intents a conversation can act on now: those of its open question, and the explicit words of its state.
 *
 * Used to find the one conversation that a reply answers; a conversation that stands alone gets every reply.
 *
 * @param receivedAt when the gateway received the reply: a bare answer to a question that was asked later is none
 */
export function acceptedIntents(
  state: ConversationState,
  times: { readonly now: number; readonly receivedAt: number | null },
): ReadonlySet<Intent> {
  const accepted = new Set<Intent>(wordsOfState(state));
  for (const intent of openIntents(state, times)) accepted.add(intent);
  return accepted;
}

/** The intents that answer the open question; empty when none is open or it was asked after the reply. */
export function openIntents(
  state: ConversationState,
  times: { readonly now: number; readonly receivedAt: number | null },
): readonly Intent[] {
  const { question } = state.context;
  if (question === null || question.expiresAt < times.now) return [];
  return isAskedAfter(state, times.receivedAt) ? [] : question.intents;
}

/** Gateways tell time in whole seconds, so a reply may seem to come up to a second before its question. */
const resolutionMs = 1000;

/** Tells whether the open question was asked only after a reply had been received, so that the reply cannot answer it. */
export function isAskedAfter(state: ConversationState, receivedAt: number | null): boolean {
  const { question } = state.context;
  return question !== null && receivedAt !== null && receivedAt + resolutionMs < question.askedAt;
}

function wordsOfState(state: ConversationState): readonly Intent[] {
  const forAll = ['late', 'reschedule', 'cancel'] as const;
  switch (state.visit) {
    case 'upcoming':
      return [...forAll, 'arrived'];
    case 'screening':
    case 'expected':
      return [...forAll, 'arrived', 'yes', 'no'];
    case 'remote-scheduled':
    case 'remote-invited':
      return [...forAll, 'arrived', 'ready', 'no'];
    case 'arrived':
      return [...forAll, 'arrived'];
    case 'awaited':
      return [...forAll, 'arrived', 'ready'];
    case 'remote-ready':
      return [...forAll, 'ready'];
    case 'called':
    case 'held':
      return forAll;
    case 'closed':
      return [];
    default:
      return state.visit satisfies never;
  }
}
