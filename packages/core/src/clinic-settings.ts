import type { TemplateName } from './conversation/template-name.ts';
import type { PhoneNumber } from './phone-number.ts';
import type { PmsProfileName } from './pms-profile.ts';

/** Who the clinic is. */
export interface Clinic {
  /** Stable id, letters, digits, hyphens; the first part of every key in storage. */
  readonly id: string;
  readonly name: string;
  /** The number that patients ring, as it should stand in a text. */
  readonly phone: string;
  /** IANA time zone, such as `Australia/Melbourne`. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2 code, such as `AU`: how national numbers are read. */
  readonly country: string;
}

/** A day of the week. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** When a reminder goes out: elapsed time before the start, or a time of day some days before it in the clinic's zone. */
export type ReminderTime =
  | { readonly minutesBefore: number }
  | {
      /** 0 is the day itself. */
      readonly daysBefore: number;
      /** `HH:MM`. */
      readonly at: string;
      /** Count only `workingDays` that are not in `closedDays`. Default: every day counts. */
      readonly countsWorkingDays?: boolean;
    };

/** One reminder that appointments get. */
export interface ReminderRule {
  /** Letters, digits and hyphens, such as `day-before`. It is remembered with what was sent: another id is another reminder. */
  readonly id: string;
  readonly when: ReminderTime;
  /** Only for appointments of these type codes; all when absent. */
  readonly appointmentTypes?: readonly string[];
  /** Only for appointments with these practitioners, by id; all when absent. */
  readonly practitioners?: readonly string[];
}

/** Hours in which nothing leaves that we start, beside those outside the outreach window. */
export interface QuietHours {
  /** Every day when absent. */
  readonly days?: readonly Weekday[];
  /** `HH:MM`, inclusive. */
  readonly from: string;
  /** `HH:MM`, exclusive; later than `from`. */
  readonly to: string;
}

/** How the clinic works: every default can be changed. Times of day are `HH:MM` in the clinic's zone. */
export interface ClinicSettings {
  /** How the PMS uses its statuses. While `unset`, a ready practitioner raises a task and texts nobody. */
  readonly pmsProfile: PmsProfileName;
  /** BCP 47 language of texts where the patient's own is not known. */
  readonly language: string;
  /** False where only notices and reminders are sent: nobody is asked how to meet, and nobody is called in by text. */
  readonly waitingRoom: boolean;
  /** False where the clinic holds no consultations by video or telephone. */
  readonly offersVideo: boolean;
  /** Screening asks this long before the start. */
  readonly screeningMinutes: number;
  /** The invite goes out this long before the start. */
  readonly inviteMinutes: number;
  /** `Registration` goes out at most this many days ahead. */
  readonly registrationDays: number;
  /** What we start leaves only between these times of day. */
  readonly outreachFrom: string;
  readonly outreachTo: string;
  /** Screening that would be due at night goes at this time … */
  readonly morningScreeningAt: string;
  /** … or at this time the evening before, when less than `screeningLeadMinutes` would remain. */
  readonly eveningScreeningAt: string;
  readonly screeningLeadMinutes: number;
  /** Appointments of one patient with gaps of at most this are one visit. */
  readonly visitGapMinutes: number;
  /** When the clinic day ends, after midnight. */
  readonly clinicDayEndsAt: string;
  /** At the first scan ever, screening and arrival texts go only to visits at least this far ahead. */
  readonly baselineMinutes: number;
  /** *arrived* after the practitioner was ready calls in at once if ready was seen at most this long ago. */
  readonly awaitedMinutes: number;
  /** A call-in without delivery receipt after this becomes a task. */
  readonly receiptMinutes: number;
  /** "At the clinic, or at your phone?" unanswered after this becomes a task. */
  readonly placeMinutes: number;
  /** A bare "ok" counts as *ready* only this close to the start. */
  readonly okAsReadyMinutes: number;
  /** Telehealth taken back by the PMS this close to the start is also a task. */
  readonly lateChangeMinutes: number;
  /** "Which appointment?" stays open this long. */
  readonly choiceMinutes: number;
  readonly maximumChoices: number;
  /** *cancel* this close to the start is a task, not a question. */
  readonly cancelTaskMinutes: number;
  /** Changes in the PMS are told once they have been quiet this long. */
  readonly settleSeconds: number;
  /** Latest time of a call-in after the PMS change. */
  readonly callInMinutes: number;
  /** Latest time of an answer after the reply. */
  readonly answerMinutes: number;
  /** A snapshot older than this is read again before a text leaves. */
  readonly freshSeconds: number;
  /** *arrived* or *ready* older than this when we get it is a task. */
  readonly staleReplyMinutes: number;
  /** After not receiving for this long, a reply of unknown age is a task. */
  readonly gapMinutes: number;
  /** A number added today adopts its unknown messages of this long. */
  readonly adoptUnknownMinutes: number;
  /** Texts to one number a day; the last one says so. The call-in has a reserve of its own. */
  readonly dailyTexts: number;
  readonly dailyCallIns: number;
  /** A write that the PMS has not accepted within this is a task, and the patient gets `Received`. */
  readonly pmsSeconds: number;
  /** A task that nobody takes within this is escalated. */
  readonly escalateMinutes: number;
  /** `UnknownPhone` is not sent to a number that was texted within this. */
  readonly unknownQuietMinutes: number;
  /** How often the PMS is asked for today … */
  readonly pollSeconds: number;
  /** … for the days after it up to `registrationDays` … */
  readonly pollLaterSeconds: number;
  /** … and for the days beyond, up to `watchDays`, which is much to read at once. */
  readonly pollFarSeconds: number;
  readonly receiveSeconds: number;
  /** How often the video server is asked who is in, while rooms are in use. */
  readonly roomSeconds: number;
  /** A video room is closed this long after the end of its appointment, unless somebody is in it. */
  readonly roomMinutes: number;
  /** Once the practitioner was ready, a patient who has been in the video room alone for this long is a task. */
  readonly aloneMinutes: number;
  /**
   * Texts of which a copy is handed to the gateway ahead, which sends it when we cannot: of `Registration`, `ConsiderTeleHealth` and
   * `CantConsiderTeleHealth`. While we are down nobody looks whether a copy still is true.
   */
  readonly handAhead: readonly TemplateName[];
  /** How long after our own text such a copy would leave. */
  readonly aheadMinutes: number;
  /** While set, nothing leaves for other numbers. */
  readonly allowList: readonly PhoneNumber[] | null;
  /** While set, texts leave only for numbers of these countries, by calling code such as `+61`: nobody runs up costs from a number far away. */
  readonly countryCodes: readonly string[] | null;
  /** Patients may cancel by text. */
  readonly cancelByText: boolean;
  /** What each appointment type takes part in; a type that is not named takes part in everything. */
  readonly appointmentTypes: Readonly<Record<string, 'everything' | 'notices' | 'nothing'>>;
  /** Words that raise an urgent task and get the fixed emergency text. */
  readonly urgentWords: readonly string[];
  /** How a question about several patients names them. */
  readonly privacy: 'first-name' | 'initial' | 'time-only';
  /** Corrections that are sent. */
  readonly sendsCancellation: boolean;
  readonly sendsRescheduled: boolean;
  readonly sendsModified: boolean;
  /** New appointments are announced, and the patient is asked to confirm. */
  readonly sendsBooked: boolean;
  /** Patients are told when the clinic has confirmed their appointment. */
  readonly sendsConfirmed: boolean;
  /** Patients are told that they were missed; never who had arrived, or has an open task or unknown message that day. */
  readonly sendsNoShow: boolean;
  readonly reminders: readonly ReminderRule[];
  /** At most this many reminders to one number a clinic day. */
  readonly remindersPerDay: number;
  /** No reminder within this of another text to the number: it waits, and is dropped when it would be too late. */
  readonly reminderGapMinutes: number;
  /** A reminder that could not leave within this of its time is dropped. */
  readonly reminderLateMinutes: number;
  /** Also who has confirmed is reminded. */
  readonly remindsConfirmed: boolean;
  /** A reminder that would be due outside the outreach hours goes at this time the evening before, or not at all. */
  readonly eveningReminderAt: string;
  readonly quietHours: readonly QuietHours[];
  readonly workingDays: readonly Weekday[];
  /** Days on which the clinic is closed, `YYYY-MM-DD`: no working days. */
  readonly closedDays: readonly string[];
  /** How many days ahead the PMS is watched for notices and reminders; at least `registrationDays` are. */
  readonly watchDays: number;
  /** For how long after cancelling by text an *undo* is taken. */
  readonly undoMinutes: number;
  /** A *confirm* or *cancel* that came before a changed text went out, or within this after it, changes nothing: the new time is asked again. */
  readonly changedTextMinutes: number;
  /** Where the administrator is texted at start, stop and silence; null for nobody. */
  readonly administratorPhone: PhoneNumber | null;
  /** Message bodies are purged after this. */
  readonly bodyRetentionDays: number;
  /** Closed conversations are purged after this. */
  readonly retentionDays: number;
}

/** What applies unless a clinic says otherwise. */
export const defaultSettings: ClinicSettings = {
  pmsProfile: 'unset',
  language: 'en',
  waitingRoom: true,
  offersVideo: true,
  screeningMinutes: 180,
  inviteMinutes: 10,
  registrationDays: 2,
  outreachFrom: '08:00',
  outreachTo: '20:00',
  morningScreeningAt: '07:00',
  eveningScreeningAt: '19:00',
  screeningLeadMinutes: 60,
  visitGapMinutes: 60,
  clinicDayEndsAt: '03:00',
  baselineMinutes: 45,
  awaitedMinutes: 30,
  receiptMinutes: 2,
  placeMinutes: 3,
  okAsReadyMinutes: 5,
  lateChangeMinutes: 30,
  choiceMinutes: 30,
  maximumChoices: 4,
  cancelTaskMinutes: 120,
  settleSeconds: 120,
  callInMinutes: 5,
  answerMinutes: 15,
  freshSeconds: 30,
  staleReplyMinutes: 30,
  gapMinutes: 10,
  adoptUnknownMinutes: 120,
  dailyTexts: 20,
  dailyCallIns: 5,
  pmsSeconds: 60,
  escalateMinutes: 10,
  unknownQuietMinutes: 48 * 60,
  pollSeconds: 10,
  pollLaterSeconds: 60,
  pollFarSeconds: 300,
  receiveSeconds: 5,
  roomSeconds: 15,
  roomMinutes: 60,
  aloneMinutes: 3,
  handAhead: [],
  aheadMinutes: 5,
  allowList: null,
  countryCodes: null,
  cancelByText: false,
  appointmentTypes: {},
  urgentWords: [
    'chest pain',
    'heart attack',
    "can't breathe",
    'cannot breathe',
    'trouble breathing',
    'stroke',
    'overdose',
    'suicide',
    'suicidal',
    'kill myself',
    'unconscious',
    'collapsed',
    'bleeding heavily',
  ],
  privacy: 'first-name',
  sendsCancellation: true,
  sendsRescheduled: true,
  sendsModified: true,
  sendsBooked: false,
  sendsConfirmed: false,
  sendsNoShow: false,
  reminders: [],
  remindersPerDay: 2,
  reminderGapMinutes: 60,
  reminderLateMinutes: 120,
  remindsConfirmed: false,
  eveningReminderAt: '19:00',
  quietHours: [],
  workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  closedDays: [],
  watchDays: 2,
  undoMinutes: 10,
  changedTextMinutes: 2,
  administratorPhone: null,
  bodyRetentionDays: 30,
  retentionDays: 365,
};

/** What the clinic has set for one practitioner. They appear by themselves the first time they are seen, taking part. */
export interface PractitionerSettings {
  readonly id: string;
  readonly name: string;
  readonly takesPart: boolean;
  readonly takesVideo: boolean;
  /** How to find the room, such as `Come to room 7, first floor.`; may be empty. */
  readonly room: string;
}
