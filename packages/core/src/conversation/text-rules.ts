import type { Circumstances } from './circumstances.ts';
import type { SendMessageEffect, Urgency } from './effect.ts';
import type { VisitContext } from './state.ts';
import type { TemplateName } from './template-name.ts';

const minute = 60_000;

/** How one text is treated: when it may leave and until when it is of use. */
export interface TextRule {
  readonly urgency: Urgency;
  readonly latest: 'day-before' | 'start' | 'known-start' | 'end' | 'day-after' | 'call-in' | 'answer';
}

const outreach = { urgency: 'outreach', latest: 'start' } as const;
const answer = { urgency: 'answer', latest: 'answer' } as const;

/** The rule of every text. */
export const textRules: Readonly<Record<TemplateName, TextRule>> = {
  Registration: { ...outreach, latest: 'day-before' },
  Cancellation: { ...outreach, latest: 'known-start' },
  Rescheduled: outreach,
  Modified: outreach,
  Booked: outreach,
  Confirmed: outreach,
  NoShow: { ...outreach, latest: 'day-after' },
  Reminder: outreach,
  FamilyReminder: outreach,
  ConsiderTeleHealth: { urgency: 'screening', latest: 'start' },
  CantConsiderTeleHealth: { urgency: 'screening', latest: 'start' },
  VideoWelcome: { urgency: 'screening', latest: 'start' },
  VideoInvite: { urgency: 'invite', latest: 'end' },
  DoctorReady: { urgency: 'call-in', latest: 'call-in' },
  ScreeningYesToVideo: answer,
  ScreeningNoToVideo: answer,
  ScreeningDontUnderstand: answer,
  ArrivingDontUnderstand: answer,
  VideoDontUnderstand: answer,
  VideoThanks: answer,
  ArrivedThanks: answer,
  AtClinicOrPhone: answer,
  ConfirmCancel: answer,
  WhichAppointment: answer,
  TooManyAppointments: answer,
  Received: answer,
  Emergency: answer,
  Unexpected: answer,
  UnknownPhone: answer,
};

/** Tells whether a text reminds of appointments: a number gets only so many of them a day. */
export function isReminder(template: TemplateName): boolean {
  return template === 'Reminder' || template === 'FamilyReminder';
}

/** Marks an invite that says that the practitioner will ring, because there is no room so far. */
export const forWantOfRoom = { insteadOf: 'room' } as const satisfies SendMessageEffect['variables'];

/** Tells whether a text is of no use any more once there is a room. */
export function isForWantOfRoom({ variables }: Pick<SendMessageEffect, 'variables'>): boolean {
  return variables['insteadOf'] === forWantOfRoom.insteadOf;
}

/** The moment after which a text is of no use, epoch milliseconds. */
export function latestTimeOf(
  template: TemplateName,
  context: VisitContext,
  circumstances: Pick<Circumstances, 'now' | 'settings' | 'calendar'>,
): number {
  const { now, settings, calendar } = circumstances;
  const { startAt, endAt } = context.appointment;
  const { latest } = textRules[template];
  switch (latest) {
    case 'day-before':
      return calendar.dayOf(startAt).from;
    case 'start':
      return startAt;
    case 'known-start':
      return context.known.startAt;
    case 'end':
      return endAt;
    case 'day-after':
      return startAt + 24 * 60 * minute;
    case 'call-in':
      return (context.readyAt ?? now) + settings.callInMinutes * minute;
    case 'answer':
      return now + settings.answerMinutes * minute;
  }
}
