import type { Clinic, ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';

/** What a decision depends on besides the state and the event. It rides in the event and is never stored. */
export interface Circumstances {
  /** The moment of the decision, epoch milliseconds. */
  readonly now: number;
  readonly clinic: Clinic;
  readonly settings: ClinicSettings;
  readonly calendar: ClinicCalendar;
  /** The practitioner of the appointment as the clinic has set them. */
  readonly practitioner: PractitionerSettings;
  /** False where the practitioner has no video link: a visit that is not in person is held by telephone. */
  readonly hasVideoLink: boolean;
  /** The PMS lets a cancellation be taken back. */
  readonly canUndoCancel: boolean;
  readonly visit: VisitParts;
  /** The other conversations of the number around this day: one reminder speaks of all that are reminded of on one day. */
  readonly family: readonly ConversationRecord[];
}

/** What the other appointments of the same visit add: those of the same patient and day with short gaps between. */
export interface VisitParts {
  /** Another part is known to be in person, so the patient comes in anyway. */
  readonly hasPartInPerson: boolean;
  /** The patient was already called in for a part with the same practitioner that is contiguous with this one. */
  readonly isCalledIn: boolean;
}
