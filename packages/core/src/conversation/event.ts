import type { Appointment } from '../appointment.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Circumstances } from './circumstances.ts';
import type { Intent } from './intent.ts';
import type { TemplateName } from './template-name.ts';

/** What can happen to one conversation, in the words of the outside world. */
export type ConversationEvent =
  | {
      readonly type: 'appointment-changed';
      readonly appointment: Appointment;
      /** True at the first scan ever: what was due before counts as not sent. */
      readonly isBaseline?: boolean;
      /** True where it is seen first because its day has come into view: nobody knows when it was booked, so that is no news. */
      readonly isBookedBefore?: boolean;
      /** When the PMS made the change; null when it cannot be known (after a gap in polling). */
      readonly changedAt: number | null;
      /** Whether anybody is in the video session; null when the provider cannot know. */
      readonly isSessionJoined?: boolean | null;
    }
  | { readonly type: 'appointment-gone' }
  | {
      readonly type: 'reply-received';
      readonly intent: Intent;
      readonly from: PhoneNumber;
      /** Said in so many words, so that a cancellation needs no echo. */
      readonly isSure?: boolean;
      /** It answers what the appointment was before it changed: nothing is done, and the patient is asked anew. */
      readonly isOutdated?: boolean;
    }
  /** Another appointment of the same visit was marked arrived by the patient's reply. */
  | { readonly type: 'visit-arrived'; readonly from: PhoneNumber }
  | {
      readonly type: 'timer-fired';
      /** True after a restore from a backup: what falls due is not sent, a person finds out. */
      readonly isRestored?: boolean;
    }
  | {
      readonly type: 'patient-joined';
      /** True where it will be seen when they leave; else nobody can know whether they still are in the room. */
      readonly isWatched?: boolean;
    }
  | { readonly type: 'patient-left' }
  | { readonly type: 'practitioner-joined' | 'practitioner-left' }
  /** The patient asks on the join page to be rung instead. */
  | { readonly type: 'call-requested' }
  | {
      readonly type: 'room-opened' | 'room-failed';
      /** The start for which the room was asked. */
      readonly startAt: number;
    }
  /** The room was closed because the visit should be long over. */
  | { readonly type: 'room-closed' }
  | {
      readonly type: 'message-delivered' | 'message-undelivered';
      readonly template: TemplateName;
      /** When the text was decided: what became of an earlier call-in says nothing about the present one. */
      readonly decidedAt: number;
    }
  | { readonly type: 'held-resolved' }
  /** A reminder that went to the number speaks of this appointment too. */
  | { readonly type: 'family-reminded'; readonly ruleId: string }
  /** A reminder for several appointments could not leave, because one of them has changed: it is said anew for this one and these others. */
  | { readonly type: 'reminder-passed-on'; readonly ruleId: string; readonly others: readonly string[] }
  /** Somebody asks for a reminder now. The same key asks for the same reminder. */
  | { readonly type: 'reminder-requested'; readonly key: string };

/** A {@link ConversationEvent} taken apart for the machine: each is one change, and rides with its circumstances. */
export type MachineEvent = MachineEventBody & Circumstances & EventFacts;

/** Facts of the outside event that guards look at. */
export interface EventFacts {
  readonly isBaseline: boolean;
  readonly changedAt: number | null;
  readonly isSessionJoined: boolean | null;
  readonly from: PhoneNumber | null;
  /** The reply says it in so many words. */
  readonly isSure: boolean;
  /** When the text was decided that a receipt is about; null when it is about none. */
  readonly textDecidedAt: number | null;
  /** The start for which the room was asked that this is about; null when it is about none. */
  readonly roomStartAt: number | null;
  /** The patient has arrived, is ready, awaited or called in: nothing is told by itself any more. */
  readonly isPatientHere: boolean;
}

export type MachineEventBody =
  | { readonly type: `pms.${PmsChange}` }
  | { readonly type: `reply.${ReplyName}` }
  | { readonly type: `due.${TimerName}` }
  | { readonly type: 'visit.arrived' }
  | { readonly type: `video.${'joined' | 'left' | 'practitioner' | 'call-requested'}` }
  | { readonly type: `room.${'opened' | 'failed' | 'closed'}` }
  | { readonly type: `delivery.${'delivered' | 'failed'}` }
  | { readonly type: 'staff.resolved' };

/** One change in the PMS. */
export const pmsChanges = [
  'moved-within-day',
  'moved-to-another-day',
  'modified',
  'other-practitioner',
  'telehealth',
  'in-person',
  'by-phone',
  'by-video',
  'number-changed',
  'notices-only',
  'whole-visit',
  'confirmed',
  'booked',
  'arrived',
  'ready',
  'maybe-ready',
  'over',
  'tentative',
  'cancelled',
  'noshow',
  'entered-in-error',
  'gone',
] as const;

/** One of {@link pmsChanges}. */
export type PmsChange = (typeof pmsChanges)[number];

/** What a reply says to the machine: an intent, or the answer to a question that is open. */
export type ReplyName =
  Intent | 'cancel-confirmed' | 'cancel-withdrawn' | 'confirm-outdated' | 'cancel-outdated' | 'at-clinic' | 'at-phone';

/** What a conversation can be woken for. */
export const timerNames = [
  'registration',
  'screening',
  'start',
  'room',
  'invite',
  'room-answer',
  'room-end',
  'alone',
  'receipt',
  'place',
  'settle',
  'reminder',
  'day-end',
] as const;

/** One of {@link timerNames}. */
export type TimerName = (typeof timerNames)[number];
