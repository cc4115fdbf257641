import type { Task, TaskKind } from '../task.ts';
import type { Circumstances } from './circumstances.ts';
import { openQuestion } from './accepts.ts';
import type { CloseSessionEffect, Effect, SendMessageEffect, Urgency } from './effect.ts';
import type { Order, UpdateName } from './orders.ts';
import { isByTelephone } from './observe.ts';
import { roomOf } from './state.ts';
import type { ConversationState, VisitContext, VisitState } from './state.ts';
import { taskWordings } from './task-wording.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';
import { forWantOfRoom, latestTimeOf, textRules } from './text-rules.ts';

const minute = 60_000;

/** A decision in the making. Lives only inside one call of `decide`. */
export interface Draft {
  state: ConversationState;
  readonly effects: Effect[];
  readonly tasks: Task[];
  readonly notes: string[];
  /** The update that texts of this decision may have to wait for. */
  lastUpdateId: string | null;
  readonly isBaseline: boolean;
  /** After a restore nothing that falls due is sent by itself. */
  readonly isRestored: boolean;
}

/** Carries out one order of the machine on the draft. `before` is the context before the transition that gave it. */
export function carryOut(draft: Draft, order: Order, before: VisitContext, circumstances: Circumstances): void {
  switch (order.type) {
    case 'say':
      return say(draft, { ...order.params, knownStartAt: before.known.startAt }, circumstances);
    case 'dontUnderstand':
      remember(draft, { misunderstood: draft.state.context.misunderstood + 1 });
      return say(
        draft,
        { template: dontUnderstandText(draft.state.visit), knownStartAt: before.known.startAt },
        circumstances,
      );
    case 'askAgain':
      return askAgain(draft, circumstances);
    case 'update':
      return update(draft, order.params.change, circumstances);
    case 'openSession':
      return openSession(draft, circumstances);
    case 'closeSession':
      return closeSession(draft, before, circumstances);
    case 'closeEmptyRoom':
      return closeSession(draft, before, circumstances, { waitsUntilEmpty: true });
    case 'invite':
      return invite(draft, before, circumstances);
    case 'raise':
      return raise(draft, order.params.kind, circumstances);
    case 'note':
      draft.notes.push(order.params.reason);
      return;
  }
}

function remember(draft: Draft, values: Partial<VisitContext>): void {
  draft.state = { ...draft.state, context: { ...draft.state.context, ...values } };
}

interface Saying {
  readonly template: TemplateName;
  readonly afterUpdate?: boolean;
  readonly isFromNow?: boolean;
  readonly isForWantOfRoom?: boolean;
  /** The start that the patient knew before. */
  readonly knownStartAt: number;
}

function say(draft: Draft, saying: Saying, circumstances: Circumstances): void {
  const { template } = saying;
  const { context } = draft.state;
  const told = context.told[template];
  const isToldAlready = told?.revision === context.revision;
  const urgency = saying.afterUpdate === true ? 'answer' : textRules[template].urgency;
  if (isToldAlready && !mayRepeat(urgency)) {
    draft.notes.push(`${template} was told already`);
    return;
  }

  const count = isToldAlready ? told.count + 1 : 1;
  remember(draft, { told: { ...context.told, [template]: { revision: context.revision, count } } });
  ask(draft, template, circumstances);
  if (draft.isRestored) {
    draft.notes.push(`${template} not sent: restored from a backup`);
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

function ask(draft: Draft, template: TemplateName, circumstances: Circumstances): void {
  const intents = templateExpects[template];
  if (intents.length === 0) return;
  const { misunderstood } = draft.state.context;
  // "I do not understand" repeats the question that stands, so what was not understood keeps counting.
  const isRepeat = template.endsWith('DontUnderstand');
  remember(draft, {
    question: { template, intents, askedAt: circumstances.now, expiresAt: expiryOf(template, draft, circumstances) },
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

interface Text {
  readonly template: TemplateName;
  readonly urgency: Urgency;
  readonly occurrence: number;
  readonly after: string | null;
  readonly latestAt: number;
  readonly variables: SendMessageEffect['variables'];
}

function variablesOf(saying: Saying, circumstances: Circumstances): SendMessageEffect['variables'] {
  if (saying.isForWantOfRoom === true) return forWantOfRoom;
  if (saying.template === 'DoctorReady') return { room: circumstances.practitioner.room };
  if (saying.template === 'Rescheduled') return { previousStartAt: String(saying.knownStartAt) };
  // What is cancelled is what the patient knew of, whatever it was moved to before.
  if (saying.template === 'Cancellation') return { startAt: String(saying.knownStartAt) };
  return {};
}

function pushText(draft: Draft, text: Text, circumstances: Circumstances): void {
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

function dontUnderstandText(visit: VisitState): TemplateName {
  switch (visit) {
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

function askAgain(draft: Draft, circumstances: Circumstances): void {
  const { context } = draft.state;
  const question = openQuestion(draft.state, circumstances.now);
  if (question === null) return;
  const { template } = question;
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

/** One decision gives each effect once: a window that opens at once may order what the reply before it has ordered. */
function push(draft: Draft, effect: Effect): void {
  if (!draft.effects.some((other) => other.id === effect.id)) draft.effects.push(effect);
}

function effectBase(draft: Draft, name: string, circumstances: Circumstances) {
  const { appointment, occurrence } = draft.state.context;
  // An effect that is no text stays of use until the visit is long over.
  const latestAt = Math.max(appointment.endAt, circumstances.now) + 24 * 60 * minute;
  return { id: `${appointment.id}|${name}|${occurrence}`, after: null, dueAt: circumstances.now, latestAt };
}

function update(draft: Draft, name: UpdateName, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  const base = effectBase(draft, name, circumstances);
  const isCall = isByTelephone(draft.state.context, circumstances);
  const change =
    name === 'set-telehealth'
      ? ({ type: name, modality: isCall ? 'phone' : 'video', sessionId: sessionKey } as const)
      : ({ type: name } as const);
  const { startAt } = appointment;
  push(draft, { ...base, type: 'update-appointment', startAt, change, after: draft.lastUpdateId });
  draft.lastUpdateId = base.id;
}

function openSession(draft: Draft, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  push(draft, {
    ...effectBase(draft, 'open-session', circumstances),
    type: 'open-session',
    sessionId: sessionKey,
    practitionerId: appointment.practitioner.id,
    startAt: appointment.startAt,
    endAt: appointment.endAt,
  });
}

/** By video with the link, once there is a room for it; by telephone at once. What a restore has dealt with waits for nothing. */
function invite(draft: Draft, before: VisitContext, circumstances: Circumstances): void {
  const { context } = draft.state;
  const room = roomOf(context);
  if (isByTelephone(context, circumstances) || room.phase === 'open' || draft.isRestored) {
    remember(draft, { room: { ...room, isLinkOwed: false } });
    return say(draft, { template: 'VideoInvite', knownStartAt: before.known.startAt }, circumstances);
  }
  remember(draft, { room: { ...room, inviteWaitsSince: circumstances.now } });
  draft.notes.push('the invite waits for the room');
}

function closeSession(
  draft: Draft,
  before: VisitContext,
  circumstances: Circumstances,
  way: Pick<CloseSessionEffect, 'waitsUntilEmpty'> = {},
): void {
  if (before.sessionId === null) return;
  push(draft, {
    ...effectBase(draft, 'close-session', circumstances),
    type: 'close-session',
    sessionId: before.sessionId,
    ...way,
  });
}

function raise(draft: Draft, kind: TaskKind, circumstances: Circumstances): void {
  const { appointment, occurrence, calls, readyAt } = draft.state.context;
  // One call-in is missed once, however many signs of it come in.
  const key =
    kind === 'call-in-not-delivered'
      ? `call-${calls}-${readyAt}`
      : kind === 'video-unavailable'
        ? String(appointment.startAt)
        : String(occurrence);
  const id = `${appointment.id}|${kind}|${key}`;
  if (draft.tasks.some((other) => other.id === id)) return;
  draft.tasks.push({
    id,
    kind,
    appointmentId: appointment.id,
    phone: appointment.patient.mobile,
    ...taskWordings[kind],
    raisedAt: circumstances.now,
    escalatedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    standsFor: null,
  });
}
