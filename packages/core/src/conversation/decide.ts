import type { Appointment } from '../appointment.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { Circumstances } from './circumstances.ts';
import type { Decision } from './decision.ts';
import type { Draft } from './draft.ts';
import { carryOut } from './draft.ts';
import type { ConversationEvent, EventFacts, MachineEventBody, PmsChange } from './event.ts';
import { observe, toKnown } from './observe.ts';
import type { ConversationState, VisitState } from './state.ts';
import { machineVersion } from './state.ts';
import { timersOf } from './timers.ts';
import { makeStep } from './transition.ts';

/** More timers than this at one instant would be a loop. */
const maximumSteps = 20;

/**
 * Makes the state of a conversation that has just come into being. Nothing is decided yet: give its snapshot to `decide` as an
 * `appointment-changed`.
 *
 * @param sessionKey an unguessable text of letters, digits and hyphens, for the life of the conversation
 */
export function beginConversation(options: {
  readonly appointment: Appointment;
  readonly sessionKey: string;
}): ConversationState {
  return {
    machineVersion,
    visit: 'upcoming',
    notices: 'quiet',
    context: {
      appointment: options.appointment,
      revision: 1,
      told: {},
      question: null,
      misunderstood: 0,
      screenedFor: null,
      chosen: null,
      sessionKey: options.sessionKey,
      sessionId: null,
      readyEarlyAt: null,
      arrivedFrom: null,
      arrivedRepeats: 0,
      readyAt: null,
      calls: 0,
      receiptAwaitedSince: null,
      placeAskedAt: null,
      isLate: false,
      known: toKnown(options.appointment, true),
      settlingSince: null,
      occurrence: 0,
    },
  };
}

/**
 * Decides what follows from one event. Pure: the same arguments give the same decision, and nothing is done.
 *
 * Timers that are due are handled in the same decision: after a snapshot, which may have moved them, and before anything else.
 */
export function decide(state: ConversationState, event: ConversationEvent, circumstances: Circumstances): Decision {
  const isBaseline = event.type === 'appointment-changed' && event.isBaseline === true;
  const draft: Draft = {
    state: countUp(state),
    effects: [],
    tasks: [],
    notes: [],
    lastUpdateId: null,
    isBaseline,
    isRestored: event.type === 'timer-fired' && event.isRestored === true,
  };

  if (event.type !== 'appointment-changed') fireTimers(draft, event, circumstances);
  const visitBefore = draft.state.visit;
  for (const body of expand(draft, event, circumstances)) step(draft, body, event, circumstances);
  const hasMoved = draft.state.visit !== visitBefore;
  fireTimers(draft, event, circumstances);

  const timers = timersOf(draft.state, circumstances);
  return {
    state: draft.state,
    effects: draft.effects,
    tasks: draft.tasks,
    dueAt: timers[0]?.at ?? null,
    outcome: outcomeOf(draft, hasMoved),
    reason: [...new Set(draft.notes)].join('; '),
  };
}

function countUp(state: ConversationState): ConversationState {
  return { ...state, context: { ...state.context, occurrence: state.context.occurrence + 1 } };
}

function fireTimers(draft: Draft, event: ConversationEvent, circumstances: Circumstances): void {
  for (let count = 0; count < maximumSteps; count += 1) {
    const timer = timersOf(draft.state, circumstances)[0];
    if (timer === undefined || timer.at > circumstances.now) return;
    step(draft, { type: `due.${timer.name}` }, event, circumstances);
  }
}

function step(draft: Draft, body: MachineEventBody, event: ConversationEvent, circumstances: Circumstances): void {
  const before = draft.state;
  const { next, orders } = makeStep(before, { ...body, ...circumstances, ...factsOf(draft, event) });
  const visit = next.value.visit as VisitState;
  const isNewState = visit !== before.visit;
  draft.state = {
    machineVersion,
    visit,
    notices: next.value.notices,
    context: isNewState ? { ...next.context, question: null, misunderstood: 0 } : next.context,
  };
  for (const order of orders) carryOut(draft, order, before.context, circumstances);
}

function factsOf(draft: Draft, event: ConversationEvent): EventFacts {
  const isChange = event.type === 'appointment-changed';
  return {
    isBaseline: draft.isBaseline,
    changedAt: isChange ? event.changedAt : null,
    isSessionJoined: isChange ? (event.isSessionJoined ?? null) : null,
    from: event.type === 'reply-received' || event.type === 'visit-arrived' ? event.from : null,
    isPatientHere: isPatientHere(draft.state.visit),
  };
}

/** Tells whether the patient has come, in person or to the video session, and is not done yet. */
export function isPatientHere(visit: VisitState): boolean {
  return (
    visit === 'arrived' || visit === 'awaited' || visit === 'called' || visit === 'remote-ready' || visit === 'held'
  );
}

function expand(draft: Draft, event: ConversationEvent, circumstances: Circumstances): readonly MachineEventBody[] {
  switch (event.type) {
    case 'appointment-changed':
      return see(draft, event.appointment, circumstances).map((change) => ({ type: `pms.${change}` }) as const);
    case 'appointment-gone':
      return [{ type: 'pms.gone' }];
    case 'reply-received':
      return [{ type: `reply.${replyName(draft.state, event)}` }];
    case 'visit-arrived':
      return [{ type: 'visit.arrived' }];
    case 'timer-fired':
      return [];
    case 'patient-joined':
      return [{ type: 'video.joined' }];
    case 'message-delivered':
      return event.template === 'DoctorReady' ? [{ type: 'delivery.delivered' }] : [];
    case 'message-undelivered':
      return event.template === 'DoctorReady' ? [{ type: 'delivery.failed' }] : [];
    case 'held-resolved':
      return [{ type: 'staff.resolved' }];
    default:
      return event satisfies never;
  }
}

/** Takes a snapshot into the context and tells what is new in it. */
function see(draft: Draft, appointment: Appointment, circumstances: Circumstances): readonly PmsChange[] {
  const { context } = draft.state;
  const times = { calendar: circumstances.calendar, profile: circumstances.settings.pmsProfile };
  const isFirst = context.occurrence === 1;
  const seen = observe(context, appointment, times);
  const stage = toVisitStage(appointment, times.profile);
  draft.state = {
    ...draft.state,
    context: { ...context, appointment, revision: context.revision + (seen.isNewRevision && !isFirst ? 1 : 0) },
  };
  if (isFirst) return stage === 'booked' ? [] : [stage];
  return seen.changes;
}

function replyName(
  state: ConversationState,
  event: Extract<ConversationEvent, { type: 'reply-received' }>,
): Extract<MachineEventBody, { type: `reply.${string}` }>['type'] extends `reply.${infer Name}` ? Name : never {
  const asked = state.context.question?.template;
  if (asked === 'ConfirmCancel') {
    if (event.intent === 'yes' || event.intent === 'cancel') return 'cancel-confirmed';
    if (event.intent === 'no') return 'cancel-withdrawn';
  }
  if (state.context.placeAskedAt !== null) {
    if (event.choice === 1 || event.intent === 'arrived') return 'at-clinic';
    if (event.choice === 2 || event.intent === 'ready') return 'at-phone';
  }
  return event.intent;
}

function outcomeOf(draft: Draft, hasMoved: boolean): Decision['outcome'] {
  const hasUpdate = draft.effects.some((effect) => effect.type === 'update-appointment');
  if (hasMoved || hasUpdate) return 'acted';
  if (draft.tasks.length > 0) return 'task';
  if (draft.effects.some((effect) => effect.type === 'send-message' && isQuestionBack(effect.template)))
    return 'asked-back';
  return draft.notes.every((reason) => reason === 'nothing to do') ? 'courtesy' : 'acted';
}

function isQuestionBack(template: string): boolean {
  return (
    template.endsWith('DontUnderstand') ||
    template === 'Unexpected' ||
    template === 'ConfirmCancel' ||
    template === 'AtClinicOrPhone'
  );
}
