import type { Circumstances } from './circumstances.ts';
import type { TimerName } from './event.ts';
import { toVisitStage } from '../pms-profile.ts';
import { isByTelephone } from './observe.ts';
import { nextOutreachAt } from './outreach-hours.ts';
import { plannedReminders } from './reminders/reminder-plan.ts';
import { roomOf } from './state.ts';
import type { ConversationState, VisitContext, VisitState } from './state.ts';

const minute = 60_000;
/** For how long an invite waits for its room before it says that the practitioner will ring. */
const roomAnswerMs = 20_000;

/** A moment at which a conversation wants to be woken, and what for. */
export interface Timer {
  readonly name: TimerName;
  /** Epoch milliseconds; in the past when it is overdue. */
  readonly at: number;
}

type Times = Pick<Circumstances, 'settings' | 'calendar' | 'now' | 'hasVideoLink'>;

/**
 * Tells what a conversation waits for, earliest first.
 *
 * Timers follow from the state and are never stored themselves, so that a changed setting, a moved appointment or a clock that
 * jumped needs no repair.
 */
export function timersOf(state: ConversationState, times: Times): readonly Timer[] {
  // What is told first at one moment comes first.
  const timers: Timer[] = [...settleTimer(state.context, times), ...visitTimers(state, times)];
  return timers.sort((a, b) => a.at - b.at);
}

/** A change is told when it has been quiet for a while, in the hours of outreach: until then it may be taken back. */
function settleTimer(context: VisitContext, times: Times): readonly Timer[] {
  const settledAt = settlesAt(context, times);
  if (settledAt === null) return [];
  const opensAt = nextOutreachAt(settledAt, times);
  // Where the hours begin too late for it to be told, somebody must hear of that now.
  return [{ name: 'settle', at: opensAt < newsOfUseUntil(context, times) ? opensAt : settledAt }];
}

function newsOfUseUntil({ appointment, known }: VisitContext, { settings }: Times): number {
  const stage = toVisitStage(appointment, settings.pmsProfile);
  if (stage === 'noshow') return appointment.startAt + 24 * 60 * minute;
  return stage === 'cancelled' ? known.startAt : appointment.startAt;
}

/** Until when a change waits for what else comes; null when none waits. */
function settlesAt({ settlingSince }: VisitContext, { settings }: Times): number | null {
  return settlingSince === null ? null : settlingSince + settings.settleSeconds * 1000;
}

function visitTimers(state: ConversationState, times: Times): readonly Timer[] {
  const { context, visit } = state;
  if (visit === 'closed') return [];
  if (visit === 'held') return roomTimers(context, times).filter(({ name }) => name === 'room-end');
  return [
    { name: 'day-end', at: dayEndAt(context, times) },
    ...(mayHaveRoom.has(visit) ? roomTimers(context, times) : []),
    ...timersOfVisit(state, times),
  ];
}

/** The states in which a visit may be by video. */
const mayHaveRoom: ReadonlySet<VisitState> = new Set<VisitState>([
  'remote-scheduled',
  'remote-invited',
  'remote-ready',
  'awaited',
  'called',
]);

/** The room is asked for when the invite window opens, whatever the visit is about then, and for every new start. */
function roomTimers(context: VisitContext, times: Times): readonly Timer[] {
  if (context.sessionId === null || isByTelephone(context, times)) return [];
  const { settings, now } = times;
  const { startAt, endAt } = context.appointment;
  const { phase, inviteWaitsSince } = roomOf(context);
  const endsAt = endAt + settings.roomMinutes * minute;
  switch (phase) {
    case 'none':
      return now < endsAt ? [{ name: 'room', at: startAt - settings.inviteMinutes * minute }] : [];
    case 'asked':
    case 'open':
    case 'failed': {
      const end: Timer = { name: 'room-end', at: endsAt };
      return inviteWaitsSince === null ? [end] : [{ name: 'room-answer', at: inviteWaitsSince + roomAnswerMs }, end];
    }
    case 'closing':
    case 'closed':
      return [];
  }
}

function timersOfVisit(state: ConversationState, times: Times): readonly Timer[] {
  const { visit, context } = state;
  const { settings } = times;
  const { startAt } = context.appointment;
  switch (visit) {
    case 'upcoming':
      return afterSettling([...upcomingTimers(context, times), ...reminderTimer(state, times)], context, times);
    case 'notices-only':
      return afterSettling(reminderTimer(state, times), context, times);
    case 'screening':
      return [{ name: 'start', at: startAt }];
    case 'remote-scheduled':
      return [{ name: 'invite', at: startAt - settings.inviteMinutes * minute }, ...placeTimer(context, times)];
    case 'remote-invited':
      return placeTimer(context, times);
    case 'awaited':
      return awaitsInvite(context) ? [{ name: 'invite', at: startAt - settings.inviteMinutes * minute }] : [];
    case 'called':
      return [
        ...aloneTimer(context, times),
        ...(context.receiptAwaitedSince === null
          ? []
          : [{ name: 'receipt', at: context.receiptAwaitedSince + settings.receiptMinutes * minute } as const]),
      ];
    default:
      return [];
  }
}

/** Once the practitioner was ready, no patient sits in the room alone for long without somebody knowing. */
function aloneTimer(context: VisitContext, { settings }: Times): readonly Timer[] {
  const { patientInSince, practitionerInSince, practitionerLeftAt, aloneToldFor } = roomOf(context);
  if (context.sessionId === null || patientInSince === null || practitionerInSince !== null) return [];
  // Who only stays behind was seen.
  const hasMet = practitionerLeftAt !== null && practitionerLeftAt > patientInSince;
  if (hasMet || aloneToldFor === patientInSince) return [];
  return [{ name: 'alone', at: Math.max(patientInSince, context.readyAt ?? 0) + settings.aloneMinutes * minute }];
}

/** The practitioner was ready before the invite window: the patient was promised a text, and is still to be invited. */
function awaitsInvite(context: VisitContext): boolean {
  const isInvited = context.told.VideoInvite !== undefined || roomOf(context).inviteWaitsSince !== null;
  return context.sessionId !== null && !isInvited;
}

function placeTimer({ placeAskedAt }: VisitContext, { settings }: Times): readonly Timer[] {
  return placeAskedAt === null ? [] : [{ name: 'place', at: placeAskedAt + settings.placeMinutes * minute }];
}

/** While a change settles, nothing is asked or announced about it. */
function afterSettling(timers: readonly Timer[], context: VisitContext, times: Times): readonly Timer[] {
  const settledAt = settlesAt(context, times) ?? -Infinity;
  return timers.map(({ name, at }) => ({ name, at: Math.max(at, settledAt) }));
}

function reminderTimer(state: ConversationState, times: Times): readonly Timer[] {
  const at = plannedReminders(state, times)[0]?.at ?? null;
  return at === null ? [] : [{ name: 'reminder', at }];
}

function upcomingTimers(context: VisitContext, times: Times): readonly Timer[] {
  const { startAt } = context.appointment;
  const timers: Timer[] = [];
  if (context.told.Registration === undefined && times.now < times.calendar.dayOf(startAt).from) {
    timers.push({ name: 'registration', at: registrationOpensAt(startAt, times) });
  }
  const screeningAt = notAtNight(screeningOpensAt(startAt, times), times);
  if (context.screenedFor !== context.revision && screeningAt < startAt && times.now < startAt) {
    timers.push({ name: 'screening', at: screeningAt });
  }
  return timers;
}

/** What has been due for a while and finds us at night, because it was booked late, waits for the morning. */
function notAtNight(dueAt: number, times: Times): number {
  const { calendar, settings, now } = times;
  if (dueAt > now) return dueAt;
  const { day } = calendar.dayOf(now);
  const morning = calendar.at(day, settings.morningScreeningAt);
  if (now < morning) return morning;
  if (now < calendar.at(day, settings.outreachTo)) return dueAt;
  return calendar.at(calendar.dayAfter(day, 1).day, settings.morningScreeningAt);
}

/** When `Registration` may go out: the first outreach hour of the day that lies `registrationDays` before the start's. */
export function registrationOpensAt(startAt: number, times: Pick<Times, 'settings' | 'calendar'>): number {
  const { calendar, settings } = times;
  const day = calendar.dayAfter(calendar.dayOf(startAt).day, -settings.registrationDays).day;
  return nextOutreachAt(calendar.at(day, settings.outreachFrom), times);
}

/**
 * When the screening window opens.
 *
 * What would be due at night goes in the morning, or the evening before when the morning would leave too little time.
 */
export function screeningOpensAt(startAt: number, times: Pick<Times, 'settings' | 'calendar'>): number {
  const { calendar, settings } = times;
  const opensAt = startAt - settings.screeningMinutes * minute;
  const { day } = calendar.dayOf(opensAt);
  const leaves = (at: number): boolean => startAt - at >= settings.screeningLeadMinutes * minute;

  const morning = calendar.at(day, settings.morningScreeningAt);
  if (opensAt < morning) {
    return leaves(morning) ? morning : calendar.at(calendar.dayAfter(day, -1).day, settings.eveningScreeningAt);
  }
  if (opensAt >= calendar.at(day, settings.outreachTo)) {
    const nextMorning = calendar.at(calendar.dayAfter(day, 1).day, settings.morningScreeningAt);
    return leaves(nextMorning) ? nextMorning : calendar.at(day, settings.eveningScreeningAt);
  }
  return opensAt;
}

/** When the clinic day of an appointment ends for it: with the day, or two hours after its own end if that is later. */
export function dayEndAt(context: VisitContext, times: Pick<Times, 'calendar'>): number {
  const { startAt, endAt } = context.appointment;
  return Math.max(times.calendar.dayOf(startAt).to, endAt + 120 * minute);
}
