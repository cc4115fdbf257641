/**
 * What can be seen of a day from outside: the logs of the PMS and of the gateway, and what reception was shown.
 *
 * The logs of `createSimulatedPms`, `createSimulatedGateway` and `createSimulatedVideoServer` fit as they are. Times are epoch milliseconds; each list is in
 * order of time.
 */
export interface ObservedDay {
  /** Every change of every resource in the PMS. */
  readonly changes: readonly ResourceSeen[];
  /** Every text in and out, as the gateway took it. */
  readonly texts: readonly TextSeen[];
  /** Every step of a text's delivery. */
  readonly deliveries: readonly DeliverySeen[];
  /** Every task that reception was shown. */
  readonly tasks: readonly TaskSeen[];
  /** What was seen of consultations by video; not checked where nobody looked. */
  readonly video?: VideoSeen;
  /** Every time that stored data was put back from a backup; none unless given. */
  readonly restores?: readonly Restore[];
  /** Path and query of every request to the PMS; not checked where nobody listened. */
  readonly requests?: readonly string[];
  /** Every line that was logged; not checked where nobody listened. */
  readonly logLines?: readonly string[];
  readonly facts: ClinicFacts;
}

/** One change of one FHIR resource. `engine` wrote over HTTP, `pms` is the clinic itself. */
export interface ResourceSeen {
  readonly at: number;
  readonly by: 'pms' | 'engine';
  readonly type: string;
  readonly id: string;
  /** Null when the resource was deleted. */
  readonly after: object | null;
}

/** One text. */
export interface TextSeen {
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** True for what the carrier says by itself. */
  readonly isAutomatic: boolean;
}

/** One step of a text's delivery, in Twilio's words. */
export interface DeliverySeen {
  readonly at: number;
  readonly sid: string;
  readonly status: string;
}

/** One task. */
export interface TaskSeen {
  readonly at: number;
  readonly appointment: string | null;
  readonly phone: string | null;
}

/** What was seen of consultations by video. */
export interface VideoSeen {
  /** Where the links to the clinic's own page begin, such as `https://clinic.example/v/`. */
  readonly joinUrl: string;
  /** What the video server has logged. */
  readonly log: readonly VideoServerSeen[];
  /** What people really did, whatever anybody took it for. */
  readonly calls: readonly CallSeen[];
  /** When the video server did not answer; `to` is null while it still does not. */
  readonly outages: readonly { readonly from: number; readonly to: number | null }[];
}

/** Something that happened at the video server: `opened`, `joined`, `left`, `closed` and others. */
export interface VideoServerSeen {
  readonly at: number;
  readonly type: string;
  readonly sessionId?: string;
  readonly participantId?: string;
  /** Of `closed`: `asked` when the API was asked to. */
  readonly reason?: string;
}

/** What somebody did in a consultation. */
export interface CallSeen {
  readonly at: number;
  readonly who: 'patient' | 'doctor';
  /** `joined`, `came back`, `left`, `dropped`, `was put out`, `asked to be rung` and others. */
  readonly did: string;
  /** The appointment of which the person takes part. */
  readonly appointment: string;
  /** The room that they are or were in; null where they are in none. */
  readonly sessionId: string | null;
}

/** A restore from a backup. */
export interface Restore {
  readonly takenAt: number;
  readonly restoredAt: number;
}

/** What has to be known about the clinic to judge its day. */
export interface ClinicFacts {
  /** IANA zone in which texts name times. */
  readonly timeZone: string;
  /** The status by which a practitioner says "come in". */
  readonly readyStatus: string;
  /** Numbers that can be texted at all, such as `^\+614` in Australia. */
  readonly mobile: RegExp;
  /** The only numbers that may be texted; null for all. */
  readonly allowList: readonly string[] | null;
  /** When the observation ends: what had no time to happen before is not missed. */
  readonly endsAt: number;
  /** How the clinic reminds; notices and reminders are not checked where it is not known. */
  readonly reminders?: ReminderFacts;
}

/** How a clinic announces and reminds. Times of day are `HH:MM` in the clinic's zone. */
export interface ReminderFacts {
  /** What was in the book at this moment is no news. */
  readonly startedAt: number;
  readonly rules: readonly ReminderRuleFacts[];
  /** What the clinic starts leaves between these. */
  readonly outreachFrom: string;
  readonly outreachTo: string;
  readonly quietHours: readonly { readonly days?: readonly string[]; readonly from: string; readonly to: string }[];
  /** When a reminder goes the evening before that would be due outside those hours. */
  readonly eveningAt: string;
  /** Days of the week in English, in lower case. */
  readonly workingDays: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly closedDays: readonly string[];
  /** At most this many reminders to one number a day. */
  readonly mostPerDay: number;
  /** No reminder within this of another text to the number. */
  readonly gapMinutes: number;
  /** A reminder leaves at most this long after its time. */
  readonly lateMinutes: number;
  /** Also who has confirmed is reminded. */
  readonly remindsConfirmed: boolean;
}

/** A time at which appointments are reminded: elapsed time before the start, or a time of day some days before. */
export interface ReminderRuleFacts {
  readonly id: string;
  readonly when:
    | { readonly minutesBefore: number }
    | { readonly daysBefore: number; readonly at: string; readonly countsWorkingDays?: boolean };
}
