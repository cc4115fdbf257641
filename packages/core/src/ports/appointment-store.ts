import type { Appointment, Modality } from '../appointment.ts';

/**
 * The appointments of one clinic, as the practice management system has them.
 *
 * Every method throws `AppointmentStoreError`, and `ConflictError` when a write lost against other writers more often
 * than its bound. Writes are levels, not edges: asking for what is already so succeeds and changes nothing. The contract is
 * checked by `testAppointmentStore` of `@clinicarrivals/core/testing`.
 */
export interface AppointmentStore {
  readonly abilities: AppointmentStoreAbilities;

  /**
   * Lists the appointments that start within a range.
   *
   * Idempotent. No order is promised. Returns `unchanged` or `changed` only if `token` came from an earlier listing of the
   * same range by this store, and `unchanged` only if nothing has changed since; any other token reads everything. A server
   * that breaks off throws rather than give half a listing.
   */
  list(query: ListAppointments): Promise<AppointmentListing>;

  /** Reads one appointment afresh. Null means that the PMS does not have it (never had, or deleted). */
  read(query: { readonly id: string }): Promise<Appointment | null>;

  /** Sets the status that says "arrived and waiting". Returns the snapshot as the PMS has it afterwards. */
  markArrived(change: { readonly id: string }): Promise<Appointment>;

  /** Records that patient and practitioner meet by video or telephone, with the practitioner's link if there is one. */
  setTelehealth(change: SetTelehealth): Promise<Appointment>;

  /** Records that they meet in person: takes the telehealth coding and the link away. */
  clearTelehealth(change: { readonly id: string }): Promise<Appointment>;

  /** Sets the patient's participant status to `accepted`. */
  confirm(change: { readonly id: string }): Promise<Appointment>;

  /** Cancels, with the reason "cancelled via automated reminder system". */
  cancel(change: { readonly id: string }): Promise<Appointment>;

  /**
   * Takes a cancellation back: sets the status to `booked` and takes the reason away. What is not cancelled, because it never was or is
   * booked again, stays as it is.
   *
   * Throws `slot-taken` when somebody else has the time meanwhile (a slot of the appointment is not free, or another live appointment of
   * the practitioner overlaps), and `refused` where it has ended in another way.
   */
  undoCancel(change: { readonly id: string }): Promise<Appointment>;
}

/** What a PMS lets us do. An ability that is false makes the engine raise a task for a person instead. */
export interface AppointmentStoreAbilities {
  readonly canMarkArrived: boolean;
  readonly canSetTelehealth: boolean;
  readonly canConfirm: boolean;
  readonly canCancel: boolean;
  /** False where a cancellation is final: then no patient is offered to take it back. */
  readonly canUndoCancel: boolean;
}

export interface ListAppointments {
  /** Start of the range, inclusive, epoch milliseconds. */
  readonly from: number;
  /** End of the range, exclusive, epoch milliseconds. */
  readonly to: number;
  /** The token of the last listing of this range; null reads everything. */
  readonly token: string | null;
}

export type AppointmentListing =
  | { readonly type: 'unchanged'; readonly readAt: number }
  | {
      readonly type: 'listed';
      readonly appointments: readonly Appointment[];
      /** Resources that cannot be used, each with its id and the reason. The others are served. */
      readonly unusable: readonly UnusableAppointment[];
      /** Give it to the next `list` of the same range. Null when the store cannot recognise an unchanged range. */
      readonly token: string | null;
      readonly readAt: number;
    }
  | {
      /** Only what differs since the token; whoever asks keeps the rest. Never the answer to a null token. */
      readonly type: 'changed';
      /** New in the range, or different from what the listing of the token had. */
      readonly changed: readonly Appointment[];
      /** Ids that were listed or unusable and are no longer in the range: moved away or deleted. */
      readonly gone: readonly string[];
      /** Resources that have become unusable since. An id that was listed before is not in `gone` as well. */
      readonly unusable: readonly UnusableAppointment[];
      readonly token: string;
      readonly readAt: number;
    };

export interface UnusableAppointment {
  readonly id: string;
  /** For reception and the log: what is missing. Never a name or a number. */
  readonly reason: string;
}

export interface SetTelehealth {
  readonly id: string;
  readonly modality: Exclude<Modality, 'in-person'>;
  /** The link for the practitioner; null leaves the PMS's link as it is. */
  readonly link: string | null;
}
