import { openQuestion } from './accepts.ts';
import type { Circumstances } from './circumstances.ts';
import type { Draft } from './draft.ts';
import { push, raise, remember } from './draft.ts';
import type { SendMessageEffect, Urgency } from './effect.ts';
import { roomOf } from './state.ts';
import type { ConversationState, VisitContext } from './state.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';
import { forWantOfRoom, latestTimeOf, textRules } from './text-rules.ts';

const minute = 60_000;

/** A text that is to be said. */
export interface Saying {
  readonly template: TemplateName;
  readonly afterUpdate?: boolean;
  readonly isFromNow?: boolean;
  readonly isAnswer?: boolean;
  readonly isForWantOfRoom?: boolean;
  /** The start that the patient knew before. */
  readonly knownStartAt: number;
}

/** Decides a text: told once for each revision, unless it answers or was asked for. */
export function say(draft: Draft, saying: Saying, circumstances: Circumstances): void {
  const { template } = saying;
  const { context } = draft.state;
  const told = context.told[template];
  const isToldAlready = told?.revision === context.revision;
  const isAnswer = saying.afterUpdate === true || saying.isAnswer === true;
  const urgency = isAnswer ? 'answer' : textRules[template].urgency;
  if (isToldAlready && !mayRepeat(urgency)) {
    draft.notes.push(`${template} was told already`);
    return;
  }

  const count = isToldAlready ? told.count + 1 : 1;
  remember(draft, { told: { ...context.told, [template]: { revision: context.revision, count } } });
  ask(draft, template, circumstances);
  if (draft.isRestored) {
    draft.notes.push(`${template} not sent: restored from a backup`);
    // Nor is the link: a person finds out what the patient knows.
    if (template === 'VideoInvite') remember(draft, { room: { ...roomOf(context), isLinkOwed: false } });
    return raise(draft, 'restored', circumstances);
  }
  if (draft.isBaseline && !isToldAtBaseline(template)) {
    draft.notes.push(`${template} not sent: baseline`);
    return;
  }
  pushText(
    draft,
    {
      template,
      urgency,
      occurrence: count,
      after: saying.afterUpdate === true ? draft.lastUpdateId : null,
      latestAt: latestAt(saying, urgency, context, circumstances),
      variables: variablesOf(saying, circumstances),
    },
    circumstances,
  );
}

/** What a reply or a change of mind brought about is said again; what we start is said once for each revision. */
function mayRepeat(urgency: Urgency): boolean {
  return urgency === 'answer' || urgency === 'call-in' || urgency === 'invite';
}

function latestAt(saying: Saying, urgency: Urgency, context: VisitContext, circumstances: Circumstances): number {
  const { now, settings } = circumstances;
  if (urgency === 'answer') return now + settings.answerMinutes * minute;
  if (saying.isFromNow === true) return now + settings.callInMinutes * minute;
  return latestTimeOf(saying.template, context, circumstances);
}

/** Opens the question that a text asks, if it asks one. */
export function ask(draft: Draft, template: TemplateName, circumstances: Circumstances): void {
  const intents = templateExpects[template];
  if (intents.length === 0) return;
  const { misunderstood, appointment, question } = draft.state.context;
  const { startAt } = appointment;
  // What repeats the question that stands goes on counting what was not understood.
  const isRepeat = template.endsWith('DontUnderstand') || (isEcho(template) && isEcho(question?.template));
  remember(draft, {
    question: {
      template,
      intents,
      askedAt: circumstances.now,
      expiresAt: expiryOf(template, draft, circumstances),
      startAt,
    },
    misunderstood: isRepeat ? misunderstood : 0,
  });
}

function expiryOf(template: TemplateName, draft: Draft, { now, settings }: Circumstances): number {
  const { appointment } = draft.state.context;
  switch (template) {
    case 'VideoInvite':
    case 'VideoDontUnderstand':
      return appointment.endAt;
    case 'AtClinicOrPhone':
      return now + settings.choiceMinutes * minute;
    default:
      return appointment.startAt;
  }
}

/** At the first scan only what starts the visit is still sent; the machine has checked that there is time for it. */
function isToldAtBaseline(template: TemplateName): boolean {
  return textRules[template].urgency === 'screening';
}

/** A text to be put into the outbox. */
export interface Text {
  readonly template: TemplateName;
  readonly urgency: Urgency;
  /** Tells texts of one revision, kind and number apart. */
  readonly occurrence: number | string;
  readonly after: string | null;
  readonly latestAt: number;
  readonly variables: SendMessageEffect['variables'];
}

function variablesOf(saying: Saying, circumstances: Circumstances): SendMessageEffect['variables'] {
  if (saying.isForWantOfRoom === true) return forWantOfRoom;
  if (saying.template === 'DoctorReady') return { room: circumstances.practitioner.room };
  if (saying.template === 'Rescheduled') return { previousStartAt: String(saying.knownStartAt) };
  // What is cancelled is what the patient knew of, whatever it was moved to before.
  if (saying.template === 'Cancellation')
    return { startAt: String(saying.knownStartAt), ...undoOffered(saying, circumstances) };
  return {};
}

/** Only who cancelled by text may take it back by text, and only where the PMS lets us. */
function undoOffered(
  { afterUpdate }: Saying,
  { canUndoCancel, settings }: Circumstances,
): SendMessageEffect['variables'] {
  const { undoMinutes } = settings;
  return afterUpdate === true && canUndoCancel && undoMinutes > 0 ? { undoMinutes: String(undoMinutes) } : {};
}

/** Puts a text to the patient's number into the outbox. */
export function pushText(draft: Draft, text: Text, circumstances: Circumstances): void {
  const { context } = draft.state;
  const { appointment, revision } = context;
  const to = appointment.patient.mobile;
  if (to === null) {
    draft.notes.push(`${text.template} has no number to go to`);
    raise(draft, text.urgency === 'call-in' ? 'call-in-not-delivered' : 'text-not-delivered', circumstances);
    return;
  }
  push(draft, {
    type: 'send-message',
    id: `${appointment.id}|r${revision}|${text.template}|${to}|${text.occurrence}`,
    after: text.after,
    dueAt: circumstances.now,
    latestAt: text.latestAt,
    template: text.template,
    to,
    language: appointment.patient.language,
    revision,
    startAt: appointment.startAt,
    urgency: text.urgency,
    variables: text.variables,
  });
}

function isEcho(template: TemplateName | undefined): boolean {
  return template === 'ConfirmCancel';
}

/** What is said to a reply that is not understood: whether to cancel is asked once more, which tells the words that do. */
export function dontUnderstandText(state: ConversationState, now: number): TemplateName {
  if (isEcho(openQuestion(state, now)?.template)) return 'ConfirmCancel';
  switch (state.visit) {
    case 'screening':
      return 'ScreeningDontUnderstand';
    case 'expected':
      return 'ArrivingDontUnderstand';
    case 'remote-scheduled':
    case 'remote-invited':
      return 'VideoDontUnderstand';
    default:
      return 'Unexpected';
  }
}

/** Asks the open question once more, at a number that is new. */
export function askAgain(draft: Draft, circumstances: Circumstances): void {
  const { context } = draft.state;
  const question = openQuestion(draft.state, circumstances.now);
  if (question === null) return;
  // What a reminder said of others' appointments went to their number.
  const template = question.template === 'FamilyReminder' ? 'Reminder' : question.template;
  const { urgency } = textRules[template];
  draft.notes.push(`${template} is asked again at the new number`);
  pushText(
    draft,
    {
      template,
      urgency,
      occurrence: context.told[template]?.count ?? 1,
      after: null,
      latestAt: latestAt({ template, knownStartAt: context.known.startAt }, urgency, context, circumstances),
      variables: {},
    },
    circumstances,
  );
}
