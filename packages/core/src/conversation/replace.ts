import { toKnown } from './observe.ts';
import type { ConversationState } from './state.ts';

/**
 * Begins a conversation for an appointment that takes the place of a cancelled one: cancelled and booked anew is one move, which
 * is told once, as the difference to what the patient knew.
 */
export function inheritFrom(fresh: ConversationState, replaced: ConversationState, now: number): ConversationState {
  return {
    ...fresh,
    notices: 'settling',
    context: { ...fresh.context, known: replaced.context.known, settlingSince: now, told: registrationOf(replaced) },
  };
}

function registrationOf(replaced: ConversationState): ConversationState['context']['told'] {
  const { Registration: registration } = replaced.context.told;
  return registration === undefined ? {} : { Registration: registration };
}

/** Takes back what a replaced conversation was still to tell. */
export function withdrawNotice(state: ConversationState): ConversationState {
  return {
    ...state,
    notices: 'quiet',
    context: { ...state.context, settlingSince: null, known: toKnown(state.context.appointment, false) },
  };
}
