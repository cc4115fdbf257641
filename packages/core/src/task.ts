import type { PhoneNumber } from './phone-number.ts';

/** Why a person must look. One word per situation, so that reception can sort and an integrator can map them. */
export const taskKinds = [
  'no-answer',
  'doctor-ready-no-arrival',
  'profile-not-chosen',
  'call-in-not-delivered',
  'text-not-delivered',
  'text-in-doubt',
  'text-left-untrue',
  'reply-not-understood',
  'reply-too-old',
  'reply-while-paused',
  'reply-without-question',
  'which-appointment',
  'changed-mind-late',
  'not-in-session',
  'patient-is-here',
  'patient-cannot-come',
  'at-clinic-or-phone',
  'video-impossible',
  'late-after-start',
  'wants-to-reschedule',
  'wants-to-cancel',
  'may-want-to-cancel',
  'undo-impossible',
  'arrived-opted-out',
  'event-refused',
  'opted-out',
  'urgent',
  'wrong-number',
  'pms-not-updated',
  'pms-update',
  'appointment-gone',
  'appointment-unusable',
  'duplicate-appointment',
  'arrived-elsewhere',
  'video-unavailable',
  'alone-in-room',
  'ready-late',
  'wants-to-be-rung',
  'restored',
  'daily-limit',
] as const;

/** One of {@link taskKinds}. */
export type TaskKind = (typeof taskKinds)[number];

/** Something that a person must look at. */
export interface Task {
  /** The same whenever the same task is raised again, so that it stands once. */
  readonly id: string;
  readonly kind: TaskKind;
  readonly appointmentId: string | null;
  readonly phone: PhoneNumber | null;
  /** What happened, in a sentence for reception, without the patient's words. */
  readonly reason: string;
  /** What to do now, in a sentence that begins with a verb. */
  readonly nextAction: string;
  readonly isUrgent: boolean;
  readonly raisedAt: number;
  readonly escalatedAt: number | null;
  readonly resolvedAt: number | null;
  /** Who ticked it; null while open. */
  readonly resolvedBy: string | null;
  /** The waiting effect that a person does by hand: ticking the task counts as its acknowledgement. */
  readonly standsFor: string | null;
}
