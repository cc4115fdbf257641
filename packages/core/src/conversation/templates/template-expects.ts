import type { Intent } from '../intent.ts';
import type { TemplateName } from '../template-name.ts';

/** What can be said at any time before arrival. */
const always = ['late', 'cancel', 'reschedule'] as const satisfies readonly Intent[];

/**
 * The intents that each text invites or leaves open: what the question it opens accepts, and what `interpretReply` is to
 * expect while that question stands. A text that asks nothing accepts nothing.
 */
export const templateExpects: Readonly<Record<TemplateName, readonly Intent[]>> = {
  Registration: [],
  Cancellation: ['undo'],
  UnknownPhone: [],
  TooManyAppointments: [],
  Unexpected: [],
  ConsiderTeleHealth: ['yes', 'no', 'arrived', ...always],
  CantConsiderTeleHealth: ['arrived', ...always],
  ScreeningYesToVideo: ['ready', 'no', 'arrived', ...always],
  ScreeningNoToVideo: ['arrived', 'yes', ...always],
  ScreeningDontUnderstand: ['yes', 'no', 'arrived', ...always],
  VideoWelcome: ['ready', 'no', 'arrived', ...always],
  VideoInvite: ['ready', 'no', 'arrived', ...always],
  VideoThanks: [],
  VideoDontUnderstand: ['ready', 'no', 'arrived', ...always],
  ArrivedThanks: [],
  ArrivingDontUnderstand: ['arrived', ...always],
  DoctorReady: [],
  Booked: ['confirm', 'cancel', 'choice'],
  Rescheduled: [],
  Modified: [],
  Confirmed: [],
  NoShow: [],
  Reminder: ['confirm', 'cancel', 'choice'],
  FamilyReminder: ['confirm', 'cancel', 'choice'],
  WhichAppointment: ['choice'],
  Received: [],
  Emergency: [],
  AtClinicOrPhone: ['arrived', 'ready'],
  ConfirmCancel: ['yes', 'no', 'cancel'],
};
