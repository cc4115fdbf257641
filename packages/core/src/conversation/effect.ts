import type { Modality } from '../appointment.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { TemplateName } from './template-name.ts';

/**
 * Something to do outside, as plain data: decided by the conversation, committed to the outbox, done by the dispatcher.
 *
 * `id` is the same whenever the same thing is decided again, so that it is done at most once.
 */
export type Effect = SendMessageEffect | UpdateAppointmentEffect | OpenSessionEffect | CloseSessionEffect;

interface EffectBase {
  /** Unique within the clinic. For texts: appointment, revision, kind, recipient and occurrence (promise P2). */
  readonly id: string;
  /** The id of the effect that must have been acknowledged before this one may be done; null waits for nothing. */
  readonly after: string | null;
  /** Not before this moment, epoch milliseconds. */
  readonly dueAt: number;
  /** Of no use after this moment: dropped with the reason, epoch milliseconds. */
  readonly latestAt: number;
}

/** Sends one text. The body is rendered when it leaves, from the snapshot as it is then. */
export interface SendMessageEffect extends EffectBase {
  readonly type: 'send-message';
  readonly template: TemplateName;
  readonly to: PhoneNumber;
  readonly language: string | null;
  /** The revision of the conversation that this text speaks about; a later revision makes it untrue. Null: about none. */
  readonly revision: number | null;
  /** The start that this text speaks about; when the PMS shows another one the text is untrue. Null: about none. */
  readonly startAt: number | null;
  readonly urgency: Urgency;
  /** Extra template variables, such as the `url` of an invite, the `room` of a call-in, the choices of a question. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Which guards apply to a text: only outreach waits for the clinic's hours, and only the call-in has a reserve above the daily cap. */
export type Urgency = 'call-in' | 'answer' | 'invite' | 'screening' | 'outreach';

/** Writes to the appointment in the PMS. */
export interface UpdateAppointmentEffect extends EffectBase {
  readonly type: 'update-appointment';
  /** The start that it was decided for, epoch milliseconds: a cancellation is not meant for the time that it was moved to since. */
  readonly startAt: number;
  readonly change:
    | { readonly type: 'mark-arrived' }
    | { readonly type: 'set-telehealth'; readonly modality: Exclude<Modality, 'in-person'>; readonly sessionId: string }
    | { readonly type: 'clear-telehealth' }
    | { readonly type: 'confirm' }
    | { readonly type: 'cancel' }
    | { readonly type: 'undo-cancel' };
}

/** Makes the video room. */
export interface OpenSessionEffect extends EffectBase {
  readonly type: 'open-session';
  readonly sessionId: string;
  readonly practitionerId: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Ends the video room and its links. */
export interface CloseSessionEffect extends EffectBase {
  readonly type: 'close-session';
  readonly sessionId: string;
  /** The visit goes on as far as is known: the room is closed only when nobody is in it. */
  readonly waitsUntilEmpty?: true;
}
