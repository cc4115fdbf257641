import type { AppointmentStatus, EncounterStage, Modality, PhoneNumber } from '@clinicarrivals/core';

/**
 * What an EHR says about one appointment, whatever the format in which it came: as much as the message tells. Absent fields
 * leave what is known as it is.
 *
 * All times are epoch milliseconds.
 */
export interface FeedEvent {
  /**
   * The id of the message, at most 256 characters; the same message twice has the same one, and two events of one message have
   * different ones. Null when the format has none.
   */
  readonly messageId: string | null;
  /**
   * When the EHR made it: what is older than what is known changes nothing. Null when it does not say; then the order of arrival is
   * all there is. Never the time of an attempt to send it: an old message that is tried again would look new.
   */
  readonly madeAt: number | null;
  readonly appointment: FeedAppointment;
}

/** The fields of an appointment that a message tells. */
export interface FeedAppointment {
  /** The EHR's stable id. */
  readonly id: string;
  readonly status?: AppointmentStatus;
  /**
   * True for a message that books or moves without saying a status: what was proposed, or had ended without a visit, is booked; who has
   * arrived stays arrived.
   */
  readonly takesPlace?: boolean;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly typeCode?: string | null;
  readonly modality?: Modality | 'unknown';
  readonly isConfirmed?: boolean;
  readonly location?: string | null;
  /** Whether the visit is being held or is over, where the EHR tells it beside the status. */
  readonly encounter?: EncounterStage;
  readonly patient?: FeedPatient;
  readonly practitioner?: FeedPractitioner;
}

/** The patient as a message tells of them. Absent fields leave what is known of the same patient. */
export interface FeedPatient {
  readonly id: string;
  /** The full name in reading order; any script. */
  readonly name: string;
  readonly firstName: string;
  /** E.164; null when the message has none that can be texted. */
  readonly mobile?: PhoneNumber | null;
  /** False for somebody who is inactive, or is marked *do not text*. */
  readonly mayBeTexted?: boolean;
  /** True for somebody who has died; false where the record says that they have not, which makes nobody want texts. */
  readonly isDeceased?: boolean;
  /** Why there is no mobile number or the patient may not be texted, in words for reception; null when all is well. */
  readonly notTextedReason?: string | null;
  /** BCP 47; null when unknown. */
  readonly language?: string | null;
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
  /** It is stored; the appointment is long over, so that nobody is told anything. */
  | { readonly type: 'past' }
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

/** A message that could not be read. */
export interface FeedRefusal {
  readonly appointmentId: string | null;
  readonly messageId: string | null;
  /** When the EHR made it, as {@link FeedEvent.madeAt}: what is older neither settles nor raises a doubt. */
  readonly madeAt: number | null;
  /** The field, in the words of the format. */
  readonly field: string;
  /** What is wrong with it; never a value. */
  readonly message: string;
  /**
   * True when it may say something that is not known, such as a new time that cannot be read: until the EHR has said it again, nobody is
   * texted about this appointment. False for kinds of messages that are not for us.
   */
  readonly leavesDoubt: boolean;
}

/** Takes what an EHR says: `createAppointmentFeed` for a clinic without a FHIR server, or a hint for one with. */
export interface FeedEventSink {
  /**
   * Resolves once what it says is durable.
   *
   * @throws StorageError when it cannot be stored; the EHR is to send it again
   */
  accept(event: FeedEvent): Promise<FeedOutcome>;
  /** Notes a message that could not be read, so that reception sees it where it matters; never with a patient's data. */
  refuse(refusal: FeedRefusal): Promise<void>;
  /**
   * Sends a reminder of an appointment now, if the guards allow it. Resolves with false when the appointment is not known.
   *
   * @param query.key the same key asks for the same reminder; each call for another when it is absent
   */
  remind(query: { readonly appointmentId: string; readonly key?: string }): Promise<boolean>;
}
