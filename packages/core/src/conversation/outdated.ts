import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { isConfirmQuestion, wasAskedBy } from './accepts.ts';
import type { ConversationState, OpenQuestion } from './state.ts';

/** A text that told of a change: `Rescheduled` or `Modified` for the present revision, `Cancellation` of one that is over. */
export interface ChangedText {
  readonly decidedAt: number;
  /** When it left; null while it has not, or never did. */
  readonly leftAt: number | null;
}

/** What a reply about the appointment is about: as it is now, as it was before, or as it was before when that was asked anew already. */
export type AnswerAge = 'current' | 'outdated' | 'asked-anew';

interface Answer {
  readonly now: number;
  /** When the gateway received it; null when unknown. */
  readonly receivedAt: number | null;
  /** The texts that told of changes for the present revision, by the id of the appointment. */
  readonly changedTexts: ReadonlyMap<string, ChangedText>;
  readonly settings: Pick<ClinicSettings, 'changedTextMinutes'>;
}

/**
 * Tells whether a *confirm* or *cancel* is about the appointment as it is now. It is not while a change is still to be told, nor before or
 * shortly after the text that told it: whoever wrote it may not have read that.
 */
export function ageOfAnswer({ appointmentId, state }: ConversationRecord, answer: Answer): AnswerAge {
  const { question } = state.context;
  const changedText = answer.changedTexts.get(appointmentId) ?? null;
  const untoldSince = untoldChangeSince(state);
  const changedAt = changedText?.decidedAt ?? untoldSince;
  const isAsked = question !== null && isAboutNow(state, question);
  if (isAsked && (changedAt === null || question.askedAt >= changedAt))
    return changedAt === null || wasAskedBy(question.askedAt, answer.receivedAt) ? 'current' : 'asked-anew';
  if (untoldSince !== null) return 'outdated';
  if (changedText === null) return question === null ? 'current' : 'outdated';
  return isReadBy(changedText, answer) ? 'current' : 'outdated';
}

function isReadBy({ leftAt }: ChangedText, { receivedAt, now, settings }: Answer): boolean {
  return leftAt !== null && (receivedAt ?? now) >= leftAt + settings.changedTextMinutes * 60_000;
}

/** Tells whether an appointment has ended without the patient having read of it: what they write may still be about that one. */
export function isEndUnread({ appointmentId, state }: ConversationRecord, answer: Answer): boolean {
  if (state.visit !== 'closed') return false;
  const text = answer.changedTexts.get(appointmentId);
  return state.context.settlingSince !== null || (text !== undefined && !isReadBy(text, answer));
}

/** Of the appointments of one text those that still are as it told them; all of them when none is. */
export function standing(told: readonly ConversationRecord[], answer: Answer): readonly ConversationRecord[] {
  const asTold = told.filter((record) => ageOfAnswer(record, answer) === 'current');
  return asTold.length > 0 ? asTold : told;
}

/** Since when a change of time, person or place waits to be told; null when none does. */
function untoldChangeSince({ context }: ConversationState): number | null {
  const { settlingSince, known, appointment } = context;
  const isAsKnown =
    !known.isLive ||
    (known.startAt === appointment.startAt &&
      known.practitionerId === appointment.practitioner.id &&
      known.location === appointment.location);
  return isAsKnown ? null : settlingSince;
}

/** A question that was stored before starts were noted, or that is about no time, is about now. */
function isAboutNow({ context }: ConversationState, { template, startAt }: OpenQuestion): boolean {
  const isAboutTime = isConfirmQuestion(template) || template === 'ConfirmCancel';
  return !isAboutTime || (startAt ?? context.appointment.startAt) === context.appointment.startAt;
}
