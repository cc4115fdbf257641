import type { ConversationState } from '../../conversation/state.ts';
import type { Effect } from '../../conversation/effect.ts';
import type { Intent } from '../../conversation/intent.ts';
import type { PhoneNumber } from '../../phone-number.ts';

/** A conversation as stored. All times are epoch milliseconds. */
export interface ConversationRecord {
  readonly appointmentId: string;
  /** Counts commits; 0 means not stored yet. */
  readonly version: number;
  readonly patientId: string;
  /** The number that the patient's texts go to; null when there is none. */
  readonly phone: PhoneNumber | null;
  /** The clinic day, `YYYY-MM-DD` in the clinic's zone. */
  readonly day: string;
  readonly startAt: number;
  /** When it wants to be woken next; null sleeps until something happens. */
  readonly dueAt: number | null;
  /** False once it is closed. */
  readonly isLive: boolean;
  readonly state: ConversationState;
}

export type EffectStatus = 'waiting' | 'claimed' | 'done' | 'dropped' | 'failed' | 'in-doubt';

/** One row of the outbox. */
export interface EffectRecord {
  readonly id: string;
  /** Null for texts that are about no appointment, such as the answer to an unknown number. */
  readonly appointmentId: string | null;
  readonly effect: Effect;
  readonly status: EffectStatus;
  /** When to look at it next; moves on when it is held or tried again. */
  readonly dueAt: number;
  readonly attempts: number;
  readonly claimedBy: string | null;
  readonly claimedAt: number | null;
  /** Why it is held, was dropped or has failed; null when there is nothing to say. */
  readonly reason: string | null;
  /** The text as it left; null before, for other effects, and after the bodies were purged. */
  readonly body: string | null;
  readonly gatewayId: string | null;
  readonly delivery: 'accepted' | 'sent' | 'delivered' | 'undelivered' | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** A change of one outbox row. It applies only while the row has the status `from`; otherwise the commit conflicts. */
export interface EffectChange {
  readonly id: string;
  readonly from: EffectStatus;
  readonly set: Partial<Omit<EffectRecord, 'id' | 'appointmentId' | 'effect' | 'createdAt'>>;
}

/** One line of the journal: what happened, what was decided, why. Append-only. */
export interface JournalEntry {
  readonly at: number;
  readonly appointmentId: string | null;
  readonly phone: PhoneNumber | null;
  /** `pms`, `patient`, `practitioner`, `engine`, `gateway`, or `staff:` and a name. */
  readonly by: string;
  /** The event, such as `reply-received`. */
  readonly event: string;
  /** The state before and after, where a conversation was concerned. */
  readonly from: string | null;
  readonly to: string | null;
  /** Why it was decided so, in a sentence; never the patient's words. */
  readonly reason: string;
}

/** How an inbound message ended. Every message ends in exactly one (promise P1). */
export type InboundOutcome = 'acted' | 'asked-back' | 'task' | 'courtesy' | 'consent' | 'unknown' | 'ignored';

/** An inbound message in the inbox. */
export interface InboxRecord {
  readonly gatewayId: string;
  /** The sender normalised to E.164; null when it is no number (an alphanumeric sender). */
  readonly phone: PhoneNumber | null;
  /** The sender and the receiver as the gateway wrote them. */
  readonly from: string;
  readonly to: string;
  /** Null after the bodies were purged. */
  readonly body: string | null;
  readonly receivedAt: number | null;
  readonly storedAt: number;
  readonly carrierKeyword: 'stop' | 'start' | 'help' | null;
  /** Null until it is dealt with. */
  readonly outcome: InboundOutcome | null;
  readonly intent: Intent | null;
  readonly appointmentId: string | null;
  readonly reason: string | null;
  readonly handledAt: number | null;
}

/** How one inbound message was dealt with. It applies only while the outcome is null; otherwise the commit conflicts. */
export interface InboxChange {
  readonly gatewayId: string;
  readonly outcome: InboundOutcome;
  readonly intent: Intent | null;
  readonly appointmentId: string | null;
  readonly reason: string;
  readonly handledAt: number;
}

/**
 * How it was learned whether texts are wanted: a `word` such as STOP or START · the `carrier`'s own keyword (Twilio's `OptOutType`) · a text
 * that was `refused` because the recipient had opted out (Twilio's error 21610) · `staff`. Null: recorded by an early version.
 */
export type ConsentSource = 'word' | 'carrier' | 'refused' | 'staff' | null;

/** One change of whether texts are wanted. */
export interface ConsentChange {
  readonly at: number;
  readonly consent: 'opted-in' | 'opted-out';
  /** `patient`, `gateway`, or `staff:` and a name. */
  readonly by: string;
  readonly how: ConsentSource;
}

/** All that is known about one phone number across its appointments. */
export interface ThreadRecord {
  readonly phone: PhoneNumber;
  /** Counts commits; 0 means not stored yet. */
  readonly version: number;
  readonly consent: 'unknown' | 'opted-in' | 'opted-out';
  readonly consentAt: number | null;
  /** Who changed it last: `patient`, `gateway`, or `staff:` and a name. */
  readonly consentBy: string | null;
  /** Every change of consent, oldest first; only ever added to. Absent in threads of an early version and where there was none. */
  readonly consentLog?: readonly ConsentChange[];
  /** How many texts left in a clinic day; `reminders` are among the `texts`, and absent where they were not counted yet. */
  readonly sent: {
    readonly day: string;
    readonly texts: number;
    readonly callIns: number;
    readonly reminders?: number;
  };
  readonly lastTextAt: number | null;
  readonly lastUnknownPhoneAt: number | null;
  /** "Which appointment?" was asked and is open. */
  readonly choice: OpenChoice | null;
  /** Patients who said that this number is not theirs; they are not texted here. */
  readonly wrongFor: readonly string[];
  /** What the gateway has told about the number: a `NumberFailure`; null while it works. Anything else was stored by an early version. */
  readonly failure: string | null;
}

/** A question about which of several appointments a reply was meant for. */
export interface OpenChoice {
  readonly intent: Intent;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** In the order in which they were numbered in the text, from 1. */
  readonly options: readonly { readonly appointmentId: string; readonly name: string }[];
}

/**
 * A small document: `practitioner` (practitioner settings by id), `template` (by `language/Name`), `setting` (by name),
 * `cursor` (where the gateway was read to, and other marks), `pause`, `choice` (until when a "which appointment?" is open, by number),
 * `adoption` (since when a message waits to be adopted by a number that was added, by the gateway's id), `receipt` (a receipt that waits for
 * its text, by the gateway's id and status), `ahead` (a text that was handed to the gateway ahead, by the id of its effect), `hint` (an
 * appointment that is to be read afresh, by its id and a mark of its own), `consent` (one change that staff
 * recorded about texts to a patient, by the patient's id and a mark of its own).
 */
export interface DocumentRecord {
  readonly kind:
    | 'practitioner'
    | 'template'
    | 'setting'
    | 'cursor'
    | 'pause'
    | 'choice'
    | 'adoption'
    | 'receipt'
    | 'ahead'
    | 'hint'
    | 'consent';
  readonly id: string;
  /** JSON; null deletes the document. */
  readonly value: JsonValue;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
