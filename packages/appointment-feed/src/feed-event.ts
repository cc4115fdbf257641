import type { AppointmentStatus, Modality, PhoneNumber } from '@clinicarrivals/core';

/**
 * What an EHR says about one appointment, whatever the format in which it came: as much as the message tells. Absent fields
 * leave what is known as it is.
 *
 * All times are epoch milliseconds.
 */
export interface FeedEvent {
  /** The id of the message; the same message twice has the same one. Null when the format has none. */
  readonly messageId: string | null;
  /** When the EHR made it: what is older than what is known changes nothing. Null when it does not say. */
  readonly madeAt: number | null;
  readonly appointment: FeedAppointment;
}

/** The fields of an appointment that a message tells. */
export interface FeedAppointment {
  /** The EHR's stable id. */
  readonly id: string;
  readonly status?: AppointmentStatus;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly typeCode?: string | null;
  readonly modality?: Modality | 'unknown';
  readonly isConfirmed?: boolean;
  readonly location?: string | null;
  readonly patient?: FeedPatient;
  readonly practitioner?: FeedPractitioner;
}

/** The patient as a message tells of them. */
export interface FeedPatient {
  readonly id: string;
  /** The full name in reading order; any script. */
  readonly name: string;
  readonly firstName: string;
  /** E.164; null when the message has none that can be texted. */
  readonly mobile: PhoneNumber | null;
  /** Why there is no mobile number, in words for reception; null when there is one. */
  readonly notTextedReason: string | null;
  /** BCP 47; null when unknown. */
  readonly language: string | null;
}

/** The practitioner as a message tells of them. */
export interface FeedPractitioner {
  readonly id: string;
  readonly name: string;
  readonly lastName: string;
}

/** What became of an event. */
export type FeedOutcome =
  /** It is stored, and tells something new. */
  | { readonly type: 'stored' }
  /** It tells nothing new: the same again, or what is known already. */
  | { readonly type: 'unchanged' }
  /** It is older than what is known, and changes nothing. */
  | { readonly type: 'outdated' }
  /** It cannot be used; reception sees that it came. */
  | {
      readonly type: 'refused';
      /** The field, in the words of the format. */
      readonly field: string;
      /** What is wrong and what to send instead; never a value. */
      readonly message: string;
    };

/** Takes what an EHR says: `createAppointmentFeed` for a clinic without a FHIR server, or a hint for one with. */
export interface FeedEventSink {
  /**
   * Resolves once what it says is durable.
   *
   * @throws StorageError when it cannot be stored; the EHR is to send it again
   */
  accept(event: FeedEvent): Promise<FeedOutcome>;
  /** Notes a message that could not be read, so that reception sees it where it matters; never with a patient's data. */
  refuse(refusal: {
    readonly appointmentId: string | null;
    readonly messageId: string | null;
    readonly field: string;
    readonly message: string;
  }): Promise<void>;
  /** Sends a reminder of an appointment now, if the guards allow it. Resolves with false when the appointment is not known. */
  remind(query: { readonly appointmentId: string }): Promise<boolean>;
}
