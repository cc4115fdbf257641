import type { Appointment } from '../appointment.ts';
import { beginConversation } from './decide.ts';
import { toKnown } from './observe.ts';
import { noRoom } from './state.ts';
import type { ConversationState } from './state.ts';

/**
 * Begins a conversation for an appointment that takes the place of a cancelled one: cancelled and booked anew is one move, which
 * is told once, as the difference to what the patient knew.
 *
 * It keeps the answers, the links and the arrival; what of them still counts at the new time, the first snapshot decides.
 */
export function inheritFrom(fresh: ConversationState, replaced: ConversationState, now: number): ConversationState {
  const { known, told, chosen, sessionKey, sessionId, arrivedFrom } = replaced.context;
  return {
    ...fresh,
    visit: replaced.visit === 'held' ? 'held' : fresh.visit,
    notices: 'settling',
    context: {
      ...fresh.context,
      known,
      chosen,
      sessionKey,
      sessionId,
      arrivedFrom,
      settlingSince: now,
      told: told.Registration === undefined ? {} : { Registration: told.Registration },
    },
  };
}

/** Takes back what a replaced conversation was still to tell or to have settled. */
export function withdrawNotice(state: ConversationState): ConversationState {
  return {
    ...state,
    visit: 'closed',
    notices: 'quiet',
    context: {
      ...state.context,
      sessionId: null,
      room: noRoom,
      settlingSince: null,
      known: toKnown(state.context.appointment, false),
      // What took its place is not to stand beside it.
      cancelledByTextAt: null,
    },
  };
}

/**
 * Begins a conversation anew for another patient, to whom the PMS has given the appointment. Nothing of the one before is theirs; only
 * what makes ids unique counts on.
 */
export function beginAnewFor(
  before: ConversationState,
  {
    appointment,
    sessionKey,
    tellsFrom,
  }: {
    readonly appointment: Appointment;
    readonly sessionKey: string;
    /** Since when it is a new appointment for them, of which they are to be told; null where new ones are not told. */
    readonly tellsFrom: number | null;
  },
): ConversationState {
  const { revision, occurrence } = before.context;
  // Whatever it is besides booked, the next snapshot shows as new.
  const booked = { ...appointment, status: 'booked', encounter: 'none' } as const;
  const fresh = beginConversation({ appointment: booked, sessionKey });
  const context = { ...fresh.context, revision: revision + 1, occurrence };
  if (tellsFrom === null) return { ...fresh, context };
  const known = { ...context.known, isNew: true } as const;
  return { ...fresh, notices: 'settling', context: { ...context, known, settlingSince: tellsFrom } };
}
