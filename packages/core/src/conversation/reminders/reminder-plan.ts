import type { Appointment } from '../../appointment.ts';
import type { ClinicSettings, ReminderRule } from '../../clinic-settings.ts';
import type { Circumstances } from '../circumstances.ts';
import type { SendMessageEffect } from '../effect.ts';
import type { ConversationState } from '../state.ts';
import { isPatientHere } from '../state.ts';
import { reminderMoment } from './reminder-times.ts';

const minute = 60_000;

/** One reminder of an appointment: when it will go out, or why it will not. */
export interface PlannedReminder {
  readonly ruleId: string;
  /** Epoch milliseconds; in the past when it is due. Null when it will not go out by itself. */
  readonly at: number | null;
  /** Why it will not, in words for reception; null when it will. */
  readonly reason: string | null;
  /** It was sent or given up; the journal says which. */
  readonly isDealtWith: boolean;
}

type Times = Pick<Circumstances, 'settings' | 'calendar' | 'now'>;

/** Tells of every reminder that the rules give an appointment whether and when it will go out. Pure; earliest first, those that will not last. */
export function plannedReminders(state: ConversationState, times: Times): readonly PlannedReminder[] {
  const { appointment } = state.context;
  const rules = rulesFor(appointment, times.settings);
  if (rules.length === 0) return [];
  const obstacle = whyNotReminded(state, times);
  return rules
    .map(({ id, when }): PlannedReminder => {
      const no = (reason: string): PlannedReminder => ({ ruleId: id, at: null, reason, isDealtWith: false });
      if (isDealtWith(state, id)) return { ...no('it was sent or given up already'), isDealtWith: true };
      if (obstacle !== null) return no(obstacle);
      const moment = reminderMoment(when, appointment.startAt, times);
      return moment.at === null ? no(moment.reason) : { ruleId: id, at: moment.at, reason: null, isDealtWith: false };
    })
    .sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
}

/** The rules that are meant for an appointment. */
export function rulesFor(
  appointment: Appointment,
  { reminders }: Pick<ClinicSettings, 'reminders'>,
): readonly ReminderRule[] {
  const { typeCode, practitioner } = appointment;
  return reminders.filter(
    ({ appointmentTypes, practitioners }) =>
      (appointmentTypes === undefined || (typeCode !== null && appointmentTypes.includes(typeCode))) &&
      (practitioners === undefined || practitioners.includes(practitioner.id)),
  );
}

/** A reminder was sent or given up for the present start: a moved appointment is reminded at its new time. */
function isDealtWith({ context }: ConversationState, ruleId: string): boolean {
  return context.reminded?.[ruleId] === context.appointment.startAt;
}

/**
 * Why an appointment gets no reminder, in words for reception; null when it may.
 *
 * @param times.isAsked somebody asks for it, so it goes also to who has confirmed
 */
export function whyNotReminded(
  { visit, context }: ConversationState,
  { settings, now, isAsked }: Pick<Times, 'settings' | 'now'> & { readonly isAsked?: boolean },
): string | null {
  const { appointment, confirmation } = context;
  if (visit === 'closed') return 'the visit is over';
  if (isPatientHere(visit)) return 'the patient is here';
  if (visit !== 'upcoming' && visit !== 'notices-only') return 'the patient was told already how the visit will be';
  if (now >= appointment.startAt) return 'the appointment has begun';
  const isCancelling = (context.cancelledByTextAt ?? null) !== null && (context.undoAskedAt ?? null) === null;
  if (isCancelling) return 'the patient has cancelled it';
  if (isAsked === true || settings.remindsConfirmed) return null;
  const isConfirmed = appointment.isConfirmed || confirmation?.startAt === appointment.startAt;
  return isConfirmed ? 'it is confirmed' : null;
}

/** Marks a reminder that somebody asked for. */
export const askedFor = { isAsked: 'yes' } as const satisfies SendMessageEffect['variables'];

/** Tells whether somebody asked for a reminder. */
export function isAskedFor({ variables }: Pick<SendMessageEffect, 'variables'>): boolean {
  return variables['isAsked'] === askedFor.isAsked;
}

/** The moment after which a reminder is of no use, epoch milliseconds. */
export function reminderLatestAt(
  at: number,
  startAt: number,
  settings: Pick<ClinicSettings, 'reminderLateMinutes'>,
): number {
  return Math.min(startAt, at + settings.reminderLateMinutes * minute);
}
