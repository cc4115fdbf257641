import { toDayHistory } from './day-history.ts';
import type { ObservedDay } from './observed-day.ts';
import { toReminderHistory } from './reminder-history.ts';
import type { ReminderRule } from './reminder-history.ts';
import { actedForAnother, actedOnUnclearReply, wroteOverClinic } from './rules/acted-wrongly.ts';
import { answeredTwice } from './rules/answered-twice.ts';
import { arrivedWithoutJoining } from './rules/arrived-without-joining.ts';
import { calledToRoom, calledWhileNotReady } from './rules/called-in-wrongly.ts';
import { lostCallIn, undeliveredCallIn } from './rules/lost-call-in.ts';
import { patientInLog, patientInUrl } from './rules/patient-in-the-open.ts';
import { cancelledAnother, cancelledWithoutClearWord, undoToldNotDone } from './rules/reminders/cancelled-wrongly.ts';
import { missedReminder, siblingReminderLost } from './rules/reminders/missed-reminder.ts';
import { announcedOldBooking, noticeOfNoChange } from './rules/reminders/needless-notice.ts';
import {
  remindedTwice,
  reminderAtWrongTime,
  reminderTooClose,
  textOutsideHours,
  tooManyReminders,
} from './rules/reminders/wrong-moment.ts';
import { reminderNamesWrongTime, reminderOfConfirmed, reminderOfEnded } from './rules/reminders/wrong-reminder.ts';
import { roomClosedOnPeople, roomLeftOpen } from './rules/room-open-or-closed-wrongly.ts';
import { sentAgainAfterRestore } from './rules/sent-again-after-restore.ts';
import { textAboutEnded } from './rules/text-about-ended.ts';
import { textAboutOldTime } from './rules/text-about-old-time.ts';
import { textTooLate } from './rules/text-too-late.ts';
import { textTwice } from './rules/text-twice.ts';
import { toldBeforeAccepted } from './rules/told-before-accepted.ts';
import { unansweredQuestion } from './rules/unanswered-question.ts';
import { unansweredText } from './rules/unanswered-text.ts';
import { callNotPassedOn, unseenInRoom } from './rules/unseen-in-room.ts';
import { textAfterStop, textAfterWrongNumber, textOutsideAllowList } from './rules/unwanted-text.ts';
import { writtenTwice } from './rules/written-twice.ts';
import { linkForNoVideo, linkWithoutRoom } from './rules/wrong-link.ts';
import { patientInAnotherRoom, practitionerLinkInText } from './rules/wrong-room.ts';
import type { Finding, Rule, Violation } from './violation.ts';

const rules: readonly Rule[] = [
  unansweredText,
  answeredTwice,
  textTwice,
  textAboutEnded,
  textAboutOldTime,
  textTooLate,
  calledWhileNotReady,
  actedForAnother,
  actedOnUnclearReply,
  wroteOverClinic,
  toldBeforeAccepted,
  calledToRoom,
  lostCallIn,
  undeliveredCallIn,
  unansweredQuestion,
  textAfterStop,
  textAfterWrongNumber,
  textOutsideAllowList,
  writtenTwice,
  arrivedWithoutJoining,
  unseenInRoom,
  callNotPassedOn,
  patientInAnotherRoom,
  practitionerLinkInText,
  linkForNoVideo,
  linkWithoutRoom,
  roomLeftOpen,
  roomClosedOnPeople,
  sentAgainAfterRestore,
  patientInUrl,
  patientInLog,
];

const reminderRules: readonly ReminderRule[] = [
  reminderOfConfirmed,
  reminderOfEnded,
  reminderNamesWrongTime,
  textOutsideHours,
  reminderAtWrongTime,
  remindedTwice,
  tooManyReminders,
  reminderTooClose,
  missedReminder,
  siblingReminderLost,
  cancelledWithoutClearWord,
  cancelledAnother,
  undoToldNotDone,
  announcedOldBooking,
  noticeOfNoChange,
];

/**
 * Judges a day from outside: reads the logs of the PMS, of the gateway and of the video server, and what reception was shown, and knows
 * nothing of how the program works.
 *
 * Texts are recognised by the default wording: that of notices and reminders in English, Chinese, Arabic and Vietnamese, the rest in English.
 *
 * @returns every promise that was broken, with the evidence, in order of time; empty when all were kept
 */
export function checkDay(observed: ObservedDay): readonly Violation[] {
  const day = toDayHistory(observed);
  const reminders = toReminderHistory(day);
  const ofReminders = reminders === null ? [] : reminderRules.flatMap((rule) => named(rule, rule.check(reminders)));
  return [...rules.flatMap((rule) => named(rule, rule.check(day))), ...ofReminders].sort((a, b) => a.at - b.at);
}

function named({ name, promise }: Pick<Rule, 'name' | 'promise'>, findings: readonly Finding[]): readonly Violation[] {
  return findings.map((finding) => ({ rule: name, promise, ...finding }));
}
