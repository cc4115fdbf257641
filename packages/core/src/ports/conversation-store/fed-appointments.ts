import type { Appointment, Modality } from '../../appointment.ts';

/**
 * The appointments of a clinic whose EHR pushes them: what it has said, and what it is to be told. They are kept beside the
 * conversations, so that the same commits, backups and erasures carry them. Clinics with a FHIR server keep none.
 */
export interface FedAppointments {
  snapshot(query: { readonly appointmentId: string }): Promise<SnapshotRecord | null>;
  /** Those of appointments that start in a range (to exclusive), by start and then id. */
  snapshotsBetween(query: { readonly from: number; readonly to: number }): Promise<readonly SnapshotRecord[]>;
  /** Those written after a mark was read, in the order in which they were last written; at most so many. */
  snapshotsSince(query: { readonly written: number; readonly limit: number }): Promise<readonly SnapshotRecord[]>;
  /** How far the snapshots have come. It costs the same however many there are. */
  snapshotMark(): Promise<SnapshotMark>;
  /** The answers that the EHR has not taken yet, in the order in which they were stored. */
  waitingAnswers(query: { readonly limit: number }): Promise<readonly AnswerRecord[]>;
  /** All answers about one appointment, in the order in which they were stored. */
  answersOfAppointment(query: { readonly appointmentId: string }): Promise<readonly AnswerRecord[]>;
}

/** A moment in the history of a clinic's snapshots: as long as it is the same, they are. */
export interface SnapshotMark {
  /** Grows with each snapshot that is written. */
  readonly written: number;
  /** Grows when snapshots are purged or erased. */
  readonly removed: number;
}

/** What is known of one appointment from what the EHR has said. All times are epoch milliseconds. */
export interface SnapshotRecord {
  readonly appointmentId: string;
  /** Counts commits; 0 means not stored yet. */
  readonly version: number;
  /** Null when no more is known than that it is over or, with a `doubt`, that something was said that could not be used. */
  readonly appointment: Appointment | null;
  /** When the EHR made the newest of what it has said; null when it never says. */
  readonly madeAt: number | null;
  /** When the parts were told that the newest of it did not tell; absent when it has told all of them. */
  readonly toldAt?: Readonly<Partial<Record<ToldPart, number>>>;
  /** The ids of the last messages about it, newest last. */
  readonly messageIds: readonly string[];
  /** Why it cannot be used until the EHR has said it again, for reception; null when it can. */
  readonly doubt: string | null;
  /** What the EHR has taken from us; null when nothing. */
  readonly answered: AnsweredFields | null;
  readonly storedAt: number;
}

/** A part of an appointment that an EHR may tell without the others. */
export type ToldPart =
  'status' | 'time' | 'isConfirmed' | 'typeCode' | 'modality' | 'location' | 'encounter' | 'patient' | 'practitioner';

/** What of an appointment the EHR has taken from us, and when it was asked to: what it made before does not know of it. */
export interface AnsweredFields {
  readonly at: number;
  readonly fields: Partial<Pick<Appointment, 'status' | 'isConfirmed' | 'modality' | 'videoLink'>>;
}

/** What the EHR is to be told about an appointment. */
export type AnswerContent =
  | { readonly type: 'mark-arrived' | 'confirm' | 'cancel' | 'undo-cancel' | 'clear-telehealth' }
  | {
      readonly type: 'set-telehealth';
      readonly modality: Exclude<Modality, 'in-person'>;
      /** The practitioner's link; null leaves the one that the EHR has. */
      readonly link: string | null;
    };

/** One answer to the EHR. All times are epoch milliseconds. */
export interface AnswerRecord {
  /** The same whenever the same answer is made again, also after a restore: the EHR knows by it what it has taken. */
  readonly id: string;
  readonly appointmentId: string;
  /** Whom the appointment was for: an answer is never given for somebody else. */
  readonly patientId: string;
  readonly content: AnswerContent;
  /** The start of the appointment that was answered for. */
  readonly startAt: number;
  /** `withdrawn`: it does not hold any more and was not taken. */
  readonly status: 'waiting' | 'accepted' | 'refused' | 'withdrawn';
  readonly attempts: number;
  /** Not tried before. */
  readonly dueAt: number;
  readonly createdAt: number;
  readonly finishedAt: number | null;
  /** Why it waits or was not taken; null when there is nothing to say. */
  readonly reason: string | null;
}

/** A change of one answer. It applies only while the answer waits and has had so many attempts; otherwise the commit conflicts. */
export interface AnswerChange {
  readonly id: string;
  readonly attempts: number;
  readonly set: Partial<Pick<AnswerRecord, 'status' | 'attempts' | 'dueAt' | 'finishedAt' | 'reason'>>;
}
