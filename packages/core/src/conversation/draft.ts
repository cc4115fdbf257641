import type { Task, TaskKind } from '../task.ts';
import type { Circumstances } from './circumstances.ts';
import type { Effect, SendMessageEffect } from './effect.ts';
import type { Order, UpdateName } from './orders.ts';
import type { ConversationState, VisitContext, VisitState } from './state.ts';
import { taskWordings } from './task-wording.ts';
import type { TemplateName } from './template-name.ts';
import { templateExpects } from './templates/template-expects.ts';
import { latestTimeOf, textRules } from './text-rules.ts';

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
      return say(draft, { template: dontUnderstandText(draft.state.visit) }, circumstances);
    case 'askAgain':
      return askAgain(draft, circumstances);
    case 'update':
      return update(draft, order.params.change, circumstances);
    case 'openSession':
      return openSession(draft, circumstances);
    case 'closeSession':
      return closeSession(draft, before, circumstances);
    case 'raise':
      return raise(draft, order.params.kind, circumstances);
    case 'note':
      draft.notes.push(order.params.reason);
      return;
    default:
      order satisfies never;
  }
}

function remember(draft: Draft, values: Partial<VisitContext>): void {
  draft.state = { ...draft.state, context: { ...draft.state.context, ...values } };
}

interface Saying {
  readonly template: TemplateName;
  readonly afterUpdate?: boolean;
  /** The start that the patient knew before. */
  readonly knownStartAt?: number;
}

function say(draft: Draft, saying: Saying, circumstances: Circumstances): void {
  const { template } = saying;
  const { context } = draft.state;
  const told = context.told[template];
  const isToldAlready = told?.revision === context.revision;
  const urgency = saying.afterUpdate === true ? 'answer' : textRules[template].urgency;
  if (isToldAlready && urgency !== 'answer' && urgency !== 'call-in') {
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
      variables: variablesOf(saying, circumstances),
    },
    circumstances,
  );
}

function ask(draft: Draft, template: TemplateName, circumstances: Circumstances): void {
  const intents = templateExpects[template];
  if (intents.length === 0) return;
  const { appointment, misunderstood } = draft.state.context;
  const { now } = circumstances;
  const expiresAt = template === 'VideoInvite' ? appointment.endAt : Math.max(appointment.startAt, now);
  // "I do not understand" repeats the question that stands, so what was not understood keeps counting.
  const isRepeat = template.endsWith('DontUnderstand');
  remember(draft, {
    question: { template, intents, askedAt: now, expiresAt },
    misunderstood: isRepeat ? misunderstood : 0,
  });
}

/** At the first scan only what starts the visit is still sent; the machine has checked that there is time for it. */
function isToldAtBaseline(template: TemplateName): boolean {
  return textRules[template].urgency === 'screening';
}

interface Text {
  readonly template: TemplateName;
  readonly urgency: SendMessageEffect['urgency'];
  readonly occurrence: number;
  readonly after: string | null;
  readonly variables: SendMessageEffect['variables'];
}

function variablesOf(saying: Saying, circumstances: Circumstances): SendMessageEffect['variables'] {
  if (saying.template === 'DoctorReady') return { room: circumstances.practitioner.room };
  if (saying.template === 'Rescheduled' && saying.knownStartAt !== undefined)
    return { previousStartAt: String(saying.knownStartAt) };
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
  const latestAt =
    text.urgency === 'answer'
      ? circumstances.now + circumstances.settings.answerMinutes * 60_000
      : latestTimeOf(text.template, context, circumstances);
  draft.effects.push({
    type: 'send-message',
    id: `${appointment.id}|r${revision}|${text.template}|${to}|${text.occurrence}`,
    after: text.after,
    dueAt: circumstances.now,
    latestAt,
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
  const { question } = context;
  if (question === null || question.expiresAt <= circumstances.now) return;
  draft.notes.push(`${question.template} is asked again at the new number`);
  const occurrence = context.told[question.template]?.count ?? 1;
  pushText(
    draft,
    {
      template: question.template,
      urgency: textRules[question.template].urgency,
      occurrence,
      after: null,
      variables: {},
    },
    circumstances,
  );
}

function effectBase(draft: Draft, name: string, circumstances: Circumstances) {
  const { appointment, occurrence } = draft.state.context;
  // An effect that is no text stays of use until the visit is long over.
  const latestAt = Math.max(appointment.endAt, circumstances.now) + 24 * 60 * 60_000;
  return { id: `${appointment.id}|${name}|${occurrence}`, after: null, dueAt: circumstances.now, latestAt };
}

function update(draft: Draft, name: UpdateName, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  const base = effectBase(draft, name, circumstances);
  const change =
    name === 'set-telehealth'
      ? ({ type: name, modality: appointment.modality === 'phone' ? 'phone' : 'video', sessionId: sessionKey } as const)
      : ({ type: name } as const);
  draft.effects.push({ ...base, type: 'update-appointment', change, after: draft.lastUpdateId });
  draft.lastUpdateId = base.id;
}

function openSession(draft: Draft, circumstances: Circumstances): void {
  const { appointment, sessionKey } = draft.state.context;
  const opensAt = appointment.startAt - circumstances.settings.inviteMinutes * 60_000;
  draft.effects.push({
    ...effectBase(draft, 'open-session', circumstances),
    // Servers collect rooms that nobody uses, so the room is made when the invite window opens.
    dueAt: Math.max(opensAt, circumstances.now),
    type: 'open-session',
    sessionId: sessionKey,
    practitionerId: appointment.practitioner.id,
    startAt: appointment.startAt,
    endAt: appointment.endAt,
  });
}

function closeSession(draft: Draft, before: VisitContext, circumstances: Circumstances): void {
  if (before.sessionId === null) return;
  draft.effects.push({
    ...effectBase(draft, 'close-session', circumstances),
    type: 'close-session',
    sessionId: before.sessionId,
  });
}

/** Puts a task into the draft. */
export function raise(draft: Draft, kind: TaskKind, circumstances: Circumstances): void {
  const { appointment, occurrence } = draft.state.context;
  draft.tasks.push({
    id: `${appointment.id}|${kind}|${occurrence}`,
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
