import type { Intent } from '../../intent.ts';

const live: readonly Intent[] = ['late', 'cancel', 'reschedule'];

/** What was asked before a labelled reply came, and the intents that the open question then accepts. */
export const questions = {
  nothing: [],
  /** Come in, or meet by video? (`ConsiderTeleHealth`) */
  screening: ['yes', 'no', 'arrived', ...live],
  /** Reply when you are here. (`CantConsiderTeleHealth`) */
  coming: ['arrived', ...live],
  /** See you; a change of mind to video is still open. (`ScreeningNoToVideo`) */
  seeYou: ['arrived', 'yes', ...live],
  /** Open the video and say when you are ready. (`VideoInvite`) */
  invite: ['ready', 'no', 'arrived', ...live],
  readyOnly: ['ready'],
  /** Confirm with 1, or 2 if you cannot come. (`Booked`, `Reminder`) */
  booked: ['confirm', 'cancel', 'choice'],
  /** At the clinic, or at your phone? (`AtClinicOrPhone`) */
  place: ['arrived', 'ready'],
  /** Do you want to cancel? (`ConfirmCancel`) */
  cancelling: ['yes', 'no', 'cancel'],
  /** Which of these? (`WhichAppointment`) */
  choosing: ['choice'],
} as const satisfies Record<string, readonly Intent[]>;

/** One of {@link questions}. */
export type Question = keyof typeof questions;
