import type { Appointment } from '../appointment.ts';
import { createClinicCalendar } from '../clinic-calendar.ts';
import { defaultSettings } from '../clinic-settings.ts';
import type { ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import type { Circumstances, VisitParts } from '../conversation/circumstances.ts';
import { beginConversation, decide } from '../conversation/decide.ts';
import type { Decision } from '../conversation/decision.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import type { Intent } from '../conversation/intent.ts';
import { noRoom } from '../conversation/state.ts';
import type { ConversationState, VisitContext, VisitState } from '../conversation/state.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { TaskKind } from '../task.ts';

/** The calendar of {@link aVisit}: Melbourne, days that end at three in the morning. */
export const calendar = createClinicCalendar({ timeZone: 'Australia/Melbourne', dayEndsAt: '03:00' });

/** The day of {@link aVisit} unless it says otherwise: a Monday. */
export const monday = '2026-03-02';

/** The number of the patient of {@link aVisit}. */
export const mobile: PhoneNumber = '+61491570006';

/** A moment of the plain Monday, or of another day. */
export const at = (time: string, day = monday): number => calendar.at(day, time);

/** An appointment at 10:10 on the plain Monday, and how it differs from that. */
export function anAppointmentWith(change: Partial<Appointment> = {}): Appointment {
  const startAt = change.startAt ?? at('10:10');
  return {
    id: 'a1',
    version: '1',
    status: 'booked',
    startAt,
    endAt: startAt + 15 * 60_000,
    typeCode: null,
    modality: 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: 'Level 1',
    encounter: 'none',
    patient: {
      id: 'p1',
      name: 'Amelia Wong',
      firstName: 'Amelia',
      mobile,
      mayBeTexted: true,
      notTextedReason: null,
      language: null,
    },
    practitioner: { id: 'sharma', name: 'Dr Priya Sharma', lastName: 'Sharma' },
    changedAt: null,
    readAt: 0,
    ...change,
  };
}

/** How a visit begins in a test. */
export interface VisitOptions {
  readonly visit?: VisitState;
  readonly now?: number;
  readonly appointment?: Partial<Appointment>;
  readonly context?: Partial<VisitContext>;
  readonly notices?: ConversationState['notices'];
  readonly settings?: Partial<ClinicSettings>;
  readonly practitioner?: Partial<PractitionerSettings>;
  readonly parts?: Partial<VisitParts>;
  readonly family?: readonly ConversationRecord[];
  /** False where the practitioner rings instead; true if not given. */
  readonly hasVideoLink?: boolean;
  /** False where a cancellation is final; true if not given. */
  readonly canUndoCancel?: boolean;
}

/** What one event brought about, in few words. */
export interface Consequence {
  readonly state: VisitState;
  readonly texts: readonly TemplateName[];
  readonly updates: readonly string[];
  readonly tasks: readonly TaskKind[];
  readonly outcome: Decision['outcome'];
  readonly reason: string;
  readonly decision: Decision;
}

/** A conversation that a test drives event by event through `decide`, with no engine around it. */
export interface OneVisit {
  readonly state: ConversationState;
  now: number;
  circumstances(): Circumstances;
  meets(event: ConversationEvent): Consequence;
  replies(intent: Intent, from?: PhoneNumber): Consequence;
  /** The PMS shows a change, noticed at once. */
  sees(change: Partial<Appointment>, facts?: SnapshotFacts): Consequence;
  /** Time passes to a moment, and what was due by then is dealt with at that moment. */
  waitsUntil(moment: number): Consequence;
}

/** What comes with a snapshot. */
export type SnapshotFacts = Partial<
  Pick<
    Extract<ConversationEvent, { type: 'appointment-changed' }>,
    'changedAt' | 'isBaseline' | 'isBookedBefore' | 'isSessionJoined'
  >
>;

/** Puts a visit into a state, for a test of what follows. */
export function aVisit(options: VisitOptions = {}): OneVisit {
  const appointment = anAppointmentWith(options.appointment);
  const fresh = beginConversation({ appointment, sessionKey: 'key-1' });
  const visit = options.visit ?? 'upcoming';
  const isRemote = visit.startsWith('remote');
  let state: ConversationState = {
    ...fresh,
    visit,
    notices: options.notices ?? 'quiet',
    context: {
      ...fresh.context,
      occurrence: options.visit === undefined ? 0 : 1,
      ...(isRemote ? { sessionId: 'key-1', chosen: 'video' as const } : {}),
      ...options.context,
    },
  };
  if (options.context?.room === undefined) state = withRoom(state, options.now ?? at('09:00'));
  const own: OneVisit = {
    get state() {
      return state;
    },
    now: options.now ?? at('09:00'),
    circumstances: () => ({
      now: own.now,
      clinic: { id: 'c', name: 'Main Street', phone: '(03) 5550 0100', timeZone: calendar.timeZone, country: 'AU' },
      settings: { ...defaultSettings, pmsProfile: 'starts-on-fulfilled', ...options.settings },
      calendar,
      practitioner: {
        id: 'sharma',
        name: 'Dr Priya Sharma',
        takesPart: true,
        takesVideo: true,
        room: 'Room 7',
        ...options.practitioner,
      },
      hasVideoLink: options.hasVideoLink ?? true,
      canUndoCancel: options.canUndoCancel ?? true,
      visit: { hasPartInPerson: false, isCalledIn: false, ...options.parts },
      family: options.family ?? [],
    }),
    meets: (event) => {
      const decision = decide(state, event, own.circumstances());
      state = decision.state;
      return toConsequence(decision);
    },
    replies: (intent, from = mobile) => own.meets({ type: 'reply-received', intent, from }),
    sees: (change, facts) =>
      own.meets({
        type: 'appointment-changed',
        appointment: { ...state.context.appointment, ...change },
        changedAt: own.now,
        ...facts,
      }),
    waitsUntil: (moment) => {
      own.now = moment;
      return own.meets({ type: 'timer-fired' });
    },
  };
  return own;
}

/** A visit by video whose invite window is open has its room. */
function withRoom(state: ConversationState, now: number): ConversationState {
  const { context, visit } = state;
  const { startAt } = context.appointment;
  const hasRoom = context.sessionId !== null && visit !== 'remote-scheduled' && visit !== 'closed';
  if (!hasRoom || now < startAt - defaultSettings.inviteMinutes * 60_000) return state;
  return { ...state, context: { ...context, room: { ...noRoom, phase: 'open', startAt } } };
}

function toConsequence(decision: Decision): Consequence {
  return {
    state: decision.state.visit,
    texts: textsOf(decision).map(({ template }) => template),
    updates: decision.effects.flatMap((effect) =>
      effect.type === 'update-appointment' ? [effect.change.type] : effect.type === 'send-message' ? [] : [effect.type],
    ),
    tasks: decision.tasks.map(({ kind }) => kind),
    outcome: decision.outcome,
    reason: decision.reason,
    decision,
  };
}

/** The texts that a decision sends. */
export function textsOf(decision: Decision): readonly SendMessageEffect[] {
  return decision.effects.filter((effect) => effect.type === 'send-message');
}

/** What a row of the table says; a list that is not given is empty. */
export interface Row {
  readonly state: VisitState;
  readonly texts?: readonly TemplateName[];
  readonly updates?: readonly string[];
  readonly tasks?: readonly TaskKind[];
  readonly outcome?: Decision['outcome'];
}

/** A consequence beside the row that it should be, for one `toEqual`. */
export function asRow({ state, texts, updates, tasks, outcome }: Consequence, row: Row): readonly [Row, Row] {
  const expected = { texts: [], updates: [], tasks: [], ...row };
  return [{ state, texts, updates, tasks, ...(row.outcome === undefined ? {} : { outcome }) }, expected];
}

/** One of several conversations on a phone. */
export function aRecord(options: {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly visit: VisitState;
  readonly patient?: string;
  readonly language?: string;
  readonly practitioner?: string;
  readonly appointment?: Partial<Appointment>;
  readonly context?: Partial<VisitContext>;
}): ConversationRecord {
  const { id, name, visit, context } = options;
  const plain = anAppointmentWith();
  const practitionerId = options.practitioner ?? 'sharma';
  const appointment: Partial<Appointment> = {
    id,
    startAt: options.at,
    endAt: options.at + 10 * 60_000,
    patient: {
      ...plain.patient,
      id: options.patient ?? name.toLowerCase(),
      firstName: name,
      language: options.language ?? null,
    },
    practitioner: { ...plain.practitioner, id: practitionerId },
    ...options.appointment,
  };
  const { state } = aVisit({ visit, appointment, ...(context === undefined ? {} : { context }) });
  const { patient, startAt } = state.context.appointment;
  return {
    appointmentId: id,
    version: 1,
    patientId: patient.id,
    phone: patient.mobile,
    day: calendar.dayOf(startAt).day,
    startAt,
    dueAt: null,
    isLive: visit !== 'closed',
    state,
  };
}
