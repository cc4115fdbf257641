import type { Appointment } from '../appointment.ts';
import type { Circumstances } from './circumstances.ts';
import type { Decision } from './decision.ts';
import { carryOut } from './carry-out.ts';
import type { Draft } from './draft.ts';
import { openQuestion } from './accepts.ts';
import type { ConversationEvent, EventFacts, MachineEventBody, ReplyName } from './event.ts';
import type { Intent } from './intent.ts';
import { toKnown } from './observe.ts';
import { countAsReminded, passOn, remindOnRequest } from './reminders/remind.ts';
import { changesOfPart, noteWhoIsHere, seeSnapshot } from './see-snapshot.ts';
import type { ConversationState, RoomState, VisitState, VisitContext } from './state.ts';
import { isPatientHere, machineVersion, noRoom, roomOf } from './state.ts';
import type { TemplateName } from './template-name.ts';
import { timersOf } from './timers.ts';
import type { Timer } from './timers.ts';
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
      room: noRoom,
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
 * Timers that are due are handled in the same decision: after a snapshot, which may have moved them, after what dealt with them, and before
 * anything else.
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

  if (event.type !== 'appointment-changed') {
    align(draft, event, circumstances);
    // What was reminded together is not reminded once more because its own time has come at the same moment.
    if (event.type !== 'family-reminded') fireTimers(draft, event, circumstances);
  }
  const before: Marks = {
    visit: draft.state.visit,
    effects: draft.effects.length,
    tasks: draft.tasks.length,
    notes: draft.notes.length,
  };
  for (const body of expand(draft, event, circumstances)) step(draft, body, event, circumstances);
  const outcome = outcomeSince(before, draft);
  const next = fireTimers(draft, event, circumstances);

  return {
    state: isUnchanged(state, draft) ? state : draft.state,
    effects: draft.effects,
    tasks: draft.tasks,
    dueAt: next?.at ?? null,
    outcome,
    reason: [...new Set(draft.notes)].join('; '),
  };
}

/** Tells whether nothing has come of it, so that the very same state is given back and nothing needs to be written. */
function isUnchanged(before: ConversationState, { state, effects, tasks }: Draft): boolean {
  if (effects.length > 0 || tasks.length > 0 || before.context.occurrence === 0) return false;
  if (before.visit !== state.visit || before.notices !== state.notices) return false;
  const after: VisitContext = { ...state.context, occurrence: before.context.occurrence };
  return contextKeys(after).every((key) => after[key] === before.context[key]);
}

function contextKeys(context: VisitContext): readonly (keyof VisitContext)[] {
  // The type names all keys of a context, and nothing else is ever put into one.
  return Object.keys(context) as (keyof VisitContext)[];
}

function countUp(state: ConversationState): ConversationState {
  return { ...state, context: { ...state.context, occurrence: state.context.occurrence + 1 } };
}

/** Settings and the type of the appointment say whether it is a whole visit by text; what they said last may not hold any more. */
function align(draft: Draft, event: ConversationEvent, circumstances: Circumstances): void {
  for (const change of changesOfPart(draft.state, circumstances))
    step(draft, { type: `pms.${change}` }, event, circumstances);
}

/** Handles the timers that are due, and gives the one that is next. */
function fireTimers(draft: Draft, event: ConversationEvent, circumstances: Circumstances): Timer | undefined {
  let [timer] = timersOf(draft.state, circumstances);
  for (let count = 0; timer !== undefined && timer.at <= circumstances.now && count < maximumSteps; count += 1) {
    step(draft, { type: `due.${timer.name}` }, event, circumstances);
    [timer] = timersOf(draft.state, circumstances);
  }
  return timer;
}

function step(draft: Draft, body: MachineEventBody, event: ConversationEvent, circumstances: Circumstances): void {
  const before = draft.state;
  const { next, orders } = makeStep(before, { ...body, ...circumstances, ...factsOf(draft, event) });
  const visit = next.value.visit;
  const isNewState = visit !== before.visit;
  draft.state = {
    machineVersion,
    visit,
    notices: next.value.notices,
    context: isNewState ? { ...next.context, question: null, misunderstood: 0 } : next.context,
  };
  for (const order of orders) carryOut(draft, order, before.context, circumstances);
  noteWhoIsHere(draft, circumstances);
}

function factsOf(draft: Draft, event: ConversationEvent): EventFacts {
  const isChange = event.type === 'appointment-changed';
  return {
    isBaseline: draft.isBaseline,
    changedAt: isChange ? event.changedAt : null,
    isSessionJoined: isChange ? (event.isSessionJoined ?? null) : null,
    from: event.type === 'reply-received' || event.type === 'visit-arrived' ? event.from : null,
    isSure: event.type === 'reply-received' && event.isSure === true,
    textDecidedAt: event.type === 'message-delivered' || event.type === 'message-undelivered' ? event.decidedAt : null,
    roomStartAt: event.type === 'room-opened' || event.type === 'room-failed' ? event.startAt : null,
    isPatientHere: isPatientHere(draft.state.visit),
  };
}

function expand(draft: Draft, event: ConversationEvent, circumstances: Circumstances): readonly MachineEventBody[] {
  switch (event.type) {
    case 'appointment-changed':
      return seeSnapshot(draft, event, circumstances).map((change) => ({ type: `pms.${change}` }) as const);
    case 'appointment-gone':
      return [{ type: 'pms.gone' }];
    case 'reply-received':
      return [{ type: `reply.${replyName(draft.state, event, circumstances.now)}` }];
    case 'visit-arrived':
      return [{ type: 'visit.arrived' }];
    case 'timer-fired':
      return [];
    case 'patient-joined':
      if (event.isWatched === true) notePresence(draft, { patientInSince: circumstances.now, patientLeftAt: null });
      return [{ type: 'video.joined' }];
    case 'patient-left':
      notePresence(draft, { patientInSince: null, patientLeftAt: circumstances.now });
      return [{ type: 'video.left' }];
    case 'practitioner-joined':
      notePresence(draft, { practitionerInSince: circumstances.now, practitionerLeftAt: null });
      return [{ type: 'video.practitioner' }];
    case 'practitioner-left':
      notePresence(draft, { practitionerInSince: null, practitionerLeftAt: circumstances.now });
      return [{ type: 'video.practitioner' }];
    case 'call-requested':
      return [{ type: 'video.call-requested' }];
    case 'room-opened':
      return [{ type: 'room.opened' }];
    case 'room-failed':
      return [{ type: 'room.failed' }];
    case 'room-closed':
      return [{ type: 'room.closed' }];
    case 'message-delivered':
      return event.template === 'DoctorReady' ? [{ type: 'delivery.delivered' }] : [];
    case 'message-undelivered':
      return event.template === 'DoctorReady' ? [{ type: 'delivery.failed' }] : [];
    case 'held-resolved':
      return [{ type: 'staff.resolved' }];
    case 'family-reminded':
      countAsReminded(draft, event.ruleId, circumstances);
      return [];
    case 'reminder-passed-on':
      passOn(draft, event, circumstances);
      return [];
    case 'reminder-requested':
      remindOnRequest(draft, event.key, circumstances);
      return [];
  }
}

/** Who is in the room is known for as long as there is a session. */
function notePresence(draft: Draft, presence: Partial<RoomState>): void {
  const { context } = draft.state;
  if (context.sessionId === null) return;
  draft.state = { ...draft.state, context: { ...context, room: { ...roomOf(context), ...presence } } };
}

function replyName(
  state: ConversationState,
  { intent, isOutdated }: Extract<ConversationEvent, { type: 'reply-received' }>,
  now: number,
): ReplyName {
  const name = answerTo(openQuestion(state, now)?.template ?? null, intent);
  if (isOutdated !== true) return name;
  if (name === 'cancel' || name === 'cancel-confirmed') return 'cancel-outdated';
  return name === 'confirm' ? 'confirm-outdated' : name;
}

/** What an intent means as the answer to the question that is open. */
function answerTo(question: TemplateName | null, intent: Intent): ReplyName {
  switch (question) {
    case 'ConfirmCancel':
      if (intent === 'yes' || intent === 'cancel') return 'cancel-confirmed';
      return intent === 'no' ? 'cancel-withdrawn' : intent;
    case 'AtClinicOrPhone':
      if (intent === 'arrived') return 'at-clinic';
      return intent === 'ready' ? 'at-phone' : intent;
    case 'Booked':
    case 'Reminder':
    case 'FamilyReminder':
      if (intent === 'yes') return 'confirm';
      return intent === 'no' ? 'cancel' : intent;
    default:
      return intent;
  }
}

/** Where the draft stood before the event itself, so that timers which were due beside it do not count. */
interface Marks {
  readonly visit: VisitState;
  readonly effects: number;
  readonly tasks: number;
  readonly notes: number;
}

function outcomeSince(before: Marks, draft: Draft): Decision['outcome'] {
  const effects = draft.effects.slice(before.effects);
  const hasUpdate = effects.some((effect) => effect.type === 'update-appointment');
  if (draft.state.visit !== before.visit || hasUpdate) return 'acted';
  if (draft.tasks.length > before.tasks) return 'task';
  if (effects.some((effect) => effect.type === 'send-message' && questionsBack.has(effect.template)))
    return 'asked-back';
  return draft.notes.slice(before.notes).every((reason) => reason === 'nothing to do') ? 'courtesy' : 'acted';
}

const questionsBack: ReadonlySet<TemplateName> = new Set<TemplateName>([
  'ScreeningDontUnderstand',
  'ArrivingDontUnderstand',
  'VideoDontUnderstand',
  'Unexpected',
  'ConfirmCancel',
  'AtClinicOrPhone',
  'Booked',
]);
