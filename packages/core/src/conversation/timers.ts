import type { Circumstances } from './circumstances.ts';
import type { TimerName } from './event.ts';
import type { ConversationState, VisitContext } from './state.ts';

const minute = 60_000;

/** A moment at which a conversation wants to be woken, and what for. */
export interface Timer {
  readonly name: TimerName;
  /** Epoch milliseconds; in the past when it is overdue. */
  readonly at: number;
}

type Times = Pick<Circumstances, 'settings' | 'calendar' | 'now'>;

/**
 * Tells what a conversation waits for, earliest first.
 *
 * Timers follow from the state and are never stored themselves, so that a changed setting, a moved appointment or a clock that
 * jumped needs no repair.
 */
export function timersOf(state: ConversationState, times: Times): readonly Timer[] {
  const { context } = state;
  const timers: Timer[] = [...visitTimers(state, times)];
  if (context.settlingSince !== null && state.notices === 'settling') {
    timers.push({ name: 'settle', at: context.settlingSince + times.settings.settleSeconds * 1000 });
  }
  return timers.sort((a, b) => a.at - b.at);
}

function visitTimers(state: ConversationState, times: Times): readonly Timer[] {
  const { context } = state;
  const { settings } = times;
  const { startAt } = context.appointment;
  if (state.visit === 'closed' || state.visit === 'held') return [];

  const timers: Timer[] = [{ name: 'day-end', at: dayEndAt(context, times) }];
  if (state.visit === 'upcoming') timers.push(...upcomingTimers(context, times));
  if (state.visit === 'screening') timers.push({ name: 'start', at: startAt });
  if (state.visit === 'remote-scheduled')
    timers.push({ name: 'invite', at: startAt - settings.inviteMinutes * minute });
  if (context.placeAskedAt !== null) {
    timers.push({ name: 'place', at: context.placeAskedAt + settings.placeMinutes * minute });
  }
  if (context.receiptAwaitedSince !== null) {
    timers.push({ name: 'receipt', at: context.receiptAwaitedSince + settings.receiptMinutes * minute });
  }
  return timers;
}

function upcomingTimers(context: VisitContext, times: Times): readonly Timer[] {
  const { startAt } = context.appointment;
  const timers: Timer[] = [];
  const registrationAt = registrationOpensAt(startAt, times);
  if (context.told.Registration === undefined && times.now < startOfDay(startAt, times)) {
    timers.push({ name: 'registration', at: registrationAt });
  }
  // While a change settles, nothing is asked about it.
  if (context.screenedFor !== context.revision && context.settlingSince === null && times.now < startAt) {
    timers.push({ name: 'screening', at: screeningOpensAt(startAt, times) });
  }
  return timers;
}

/** When `Registration` may go out: the first outreach hour of the day that lies `registrationDays` before the start's. */
export function registrationOpensAt(startAt: number, times: Pick<Times, 'settings' | 'calendar'>): number {
  const { calendar, settings } = times;
  const day = calendar.dayAfter(calendar.dayOf(startAt).day, -settings.registrationDays).day;
  return calendar.at(day, settings.outreachFrom);
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

/** The first moment of the clinic day on which an appointment starts. */
export function startOfDay(startAt: number, times: Pick<Times, 'calendar'>): number {
  return times.calendar.dayOf(startAt).from;
}
