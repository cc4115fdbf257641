import { isConfirmQuestion, isOpen } from './accepts.ts';
import type { MachineEvent } from './event.ts';
import type { VisitContext } from './state.ts';

const minute = 60_000;

interface GuardInput {
  readonly context: VisitContext;
  readonly event: MachineEvent;
}

/** The patient was asked to confirm, and has not answered since. */
function isAskedToConfirm({ context, event }: GuardInput): boolean {
  const { question, confirmation } = context;
  if (question === null || !isOpen(question, event.now) || !isConfirmQuestion(question.template)) return false;
  return confirmation === null || confirmation === undefined || question.askedAt > confirmation.at;
}

/** A *confirm* can be taken: as the answer to what was asked, or later in so many words, but not as the answer to something else. */
function mayConfirm(input: GuardInput): boolean {
  const { context, event } = input;
  if (event.now >= context.appointment.startAt) return false;
  if (isAskedToConfirm(input)) return true;
  const { told, question } = context;
  const wasAsked = told.Booked ?? told.Reminder ?? told.FamilyReminder;
  // "Confirm" after "do you want to cancel?" may mean the cancellation.
  return wasAsked !== undefined && question?.template !== 'ConfirmCancel' && !hasConfirmed(input);
}

/** The present time is confirmed, by the patient or in the PMS. */
function hasConfirmed({ context }: GuardInput): boolean {
  const { appointment, confirmation } = context;
  return appointment.isConfirmed || confirmation?.startAt === appointment.startAt;
}

/** The patient answers "confirm or cancel?" with a clear phrase: no echo is needed. */
function isSureToCancel({ context, event }: GuardInput): boolean {
  const { question } = context;
  return event.isSure && question !== null && isOpen(question, event.now) && isConfirmQuestion(question.template);
}

function mayCancelAtOnce(input: GuardInput): boolean {
  return isSureToCancel(input) && input.event.settings.cancelByText;
}

/** The patient has cancelled by text and has not taken it back. */
function hasCancelled({ context }: GuardInput): boolean {
  return (context.cancelledByTextAt ?? null) !== null && !isUndone({ context });
}

/** The patient has taken the cancellation back, and the PMS was asked to. */
function isUndone({ context }: Pick<GuardInput, 'context'>): boolean {
  return (context.undoAskedAt ?? null) !== null;
}

/** The cancellation by text is recent enough to be taken back, and the PMS lets us. */
function mayUndo({ context, event }: GuardInput): boolean {
  const { cancelledByTextAt = null } = context;
  const { settings, canUndoCancel, now } = event;
  if (cancelledByTextAt === null || isUndone({ context }) || !canUndoCancel) return false;
  return now < context.appointment.startAt && now <= cancelledByTextAt + settings.undoMinutes * minute;
}

function isPlaceAsKnown({ context }: GuardInput): boolean {
  return context.known.location === context.appointment.location;
}

function isCancelled({ context }: GuardInput): boolean {
  return context.appointment.status === 'cancelled';
}

/** The conditions under which a reply confirms, cancels, or takes a cancellation back. */
export const answerGuards = {
  mayConfirm,
  hasConfirmed,
  isSureToCancel,
  mayCancelAtOnce,
  hasCancelled,
  isUndone,
  isPlaceAsKnown,
  isCancelled,
  mayUndo,
} as const;
