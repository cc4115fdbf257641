import type { Intent } from './intent.ts';
import type { ConversationState, OpenQuestion, VisitState } from './state.ts';
import type { TemplateName } from './template-name.ts';

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
  const accepted = new Set<Intent>(wordsOfState[state.visit]);
  for (const intent of openIntents(state, times)) accepted.add(intent);
  return accepted;
}

/** The intents that answer the open question; empty when none is open or it was asked after the reply. */
export function openIntents(
  state: ConversationState,
  times: { readonly now: number; readonly receivedAt: number | null },
): readonly Intent[] {
  const question = openQuestion(state, times.now);
  return question === null || isAskedAfter(state, times.receivedAt) ? [] : question.intents;
}

/** The question that is open now; null when there is none. */
export function openQuestion(state: ConversationState, now: number): OpenQuestion | null {
  const { question } = state.context;
  return question !== null && isOpen(question, now) ? question : null;
}

/** Tells whether a question still takes an answer. */
export function isOpen(question: OpenQuestion, now: number): boolean {
  return now <= question.expiresAt;
}

/** Tells whether a text asks "confirm or cancel?": its digits are 1 and 2, and yes and no answer it too. */
export function isConfirmQuestion(template: TemplateName): boolean {
  return template === 'Booked' || template === 'Reminder' || template === 'FamilyReminder';
}

/**
 * Tells whether a reply would answer a question that was asked only after the reply had been received: it was meant otherwise.
 */
export function isPremature(state: ConversationState, intent: Intent, receivedAt: number | null): boolean {
  const { question } = state.context;
  if (question === null || !isAskedAfter(state, receivedAt)) return false;
  const isBare = intent === 'yes' || intent === 'no' || intent === 'confirm';
  const givesWordsAnotherMeaning = question.template === 'ConfirmCancel' || question.template === 'AtClinicOrPhone';
  if (givesWordsAnotherMeaning) return isBare || question.intents.includes(intent);
  // Whoever has said *yes* to video has it: said twice, or read again after a restore, it is no riddle.
  return isBare && !(intent === 'yes' && state.visit === 'remote-scheduled');
}

/** Gateways tell time in whole seconds, so a reply may seem to come up to a second before its question. */
const resolutionMs = 1000;

/** Tells whether a question could have been seen by whoever wrote a reply. */
export function wasAskedBy(askedAt: number, receivedAt: number | null): boolean {
  return receivedAt === null || askedAt <= receivedAt + resolutionMs;
}

/** Tells whether the open question was asked only after a reply had been received, so that the reply cannot answer it. */
function isAskedAfter(state: ConversationState, receivedAt: number | null): boolean {
  const { question } = state.context;
  return question !== null && !wasAskedBy(question.askedAt, receivedAt);
}

const forAll = ['late', 'reschedule', 'cancel'] as const;

/** What each state takes without a question, because it is said in so many words. */
const wordsOfState: Readonly<Record<VisitState, readonly Intent[]>> = {
  upcoming: [...forAll, 'arrived'],
  'notices-only': [...forAll, 'arrived', 'ready'],
  screening: [...forAll, 'arrived'],
  expected: [...forAll, 'arrived'],
  arrived: [...forAll, 'arrived'],
  awaited: [...forAll, 'arrived', 'ready'],
  called: forAll,
  'remote-scheduled': [...forAll, 'arrived', 'ready'],
  'remote-invited': [...forAll, 'arrived', 'ready'],
  'remote-ready': [...forAll, 'ready'],
  held: forAll,
  closed: [],
};
