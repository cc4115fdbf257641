import type { UpdateAppointmentEffect } from './effect.ts';
import type { TaskKind } from '../task.ts';
import type { TemplateName } from './template-name.ts';

/**
 * What the machine orders: named actions with plain parameters. The machine runs nothing; `decide` turns the orders of one
 * transition into effects, tasks and the reason for the journal.
 */
export type Order =
  | {
      readonly type: 'say';
      readonly params: {
        readonly template: TemplateName;
        /** The text asserts what the update ordered before it does, so it waits for the PMS's acknowledgement. */
        readonly afterUpdate?: boolean;
        /** It answers a reply, so the time that it is of use counts from now and not from the change in the PMS. */
        readonly isFromNow?: boolean;
        /** It answers a reply, so it waits for no hours and is said again. */
        readonly isAnswer?: boolean;
        /** The practitioner will ring because there is no room so far. */
        readonly isForWantOfRoom?: boolean;
      };
    }
  | { readonly type: 'update'; readonly params: { readonly change: UpdateName } }
  /** Says what the state says to a reply that is not understood. */
  | { readonly type: 'dontUnderstand'; readonly params: undefined }
  /** Asks the open question once more, at a number that is new. */
  | { readonly type: 'askAgain'; readonly params: undefined }
  | { readonly type: 'openSession'; readonly params: undefined }
  | { readonly type: 'closeSession'; readonly params: undefined }
  /** Closes the room of a visit that should be over, once nobody is in it. */
  | { readonly type: 'closeEmptyRoom'; readonly params: undefined }
  /** Says how to meet: by telephone at once, by video when the room is open. */
  | { readonly type: 'invite'; readonly params: undefined }
  /** Reminds of the appointment, and of the others of the number on that day. */
  | { readonly type: 'remind'; readonly params: undefined }
  | { readonly type: 'raise'; readonly params: { readonly kind: TaskKind } }
  | { readonly type: 'note'; readonly params: { readonly reason: string } };

/** The name of a write to the appointment. */
export type UpdateName = UpdateAppointmentEffect['change']['type'];
