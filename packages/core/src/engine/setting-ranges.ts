import type { ClinicSettings } from '../clinic-settings.ts';

/** Which numbers a setting may have, both ends included. */
export interface SettingRange {
  readonly from: number;
  readonly to: number;
  readonly unit: 'seconds' | 'minutes' | 'days' | 'texts' | 'appointments';
  readonly isWhole: boolean;
}

/** The settings that are numbers. */
export type NumberSetting = {
  [Field in keyof ClinicSettings]: ClinicSettings[Field] extends number ? Field : never;
}[keyof ClinicSettings];

// A timer takes at most 2^31 - 1 ms, not quite 25 days, and fires at once beyond; a pause of nothing asks without end.
const pause: SettingRange = { from: 0.01, to: 3600, unit: 'seconds', isWhole: false };
const seconds: SettingRange = { from: 0, to: 24 * 60 * 60, unit: 'seconds', isWhole: false };
const minutes: SettingRange = { from: 0, to: 14 * 24 * 60, unit: 'minutes', isWhole: false };
// Below a day, what is being talked about would be deleted.
const retention: SettingRange = { from: 1, to: 36_500, unit: 'days', isWhole: false };
const texts: SettingRange = { from: 0, to: 1000, unit: 'texts', isWhole: true };

/** The range of every setting that is a number. */
export const settingRanges: Readonly<Record<NumberSetting, SettingRange>> = {
  screeningMinutes: minutes,
  inviteMinutes: minutes,
  // Every one of these days is asked for by itself.
  registrationDays: { from: 0, to: 60, unit: 'days', isWhole: true },
  screeningLeadMinutes: minutes,
  visitGapMinutes: minutes,
  baselineMinutes: minutes,
  awaitedMinutes: minutes,
  receiptMinutes: minutes,
  placeMinutes: minutes,
  okAsReadyMinutes: minutes,
  lateChangeMinutes: minutes,
  choiceMinutes: minutes,
  maximumChoices: { from: 0, to: 1000, unit: 'appointments', isWhole: true },
  cancelTaskMinutes: minutes,
  settleSeconds: seconds,
  callInMinutes: minutes,
  answerMinutes: minutes,
  freshSeconds: seconds,
  staleReplyMinutes: minutes,
  gapMinutes: minutes,
  adoptUnknownMinutes: minutes,
  dailyTexts: texts,
  dailyCallIns: texts,
  remindersPerDay: texts,
  reminderGapMinutes: minutes,
  reminderLateMinutes: minutes,
  watchDays: { from: 0, to: 366, unit: 'days', isWhole: true },
  undoMinutes: minutes,
  changedTextMinutes: minutes,
  pmsSeconds: seconds,
  escalateMinutes: minutes,
  unknownQuietMinutes: minutes,
  pollSeconds: pause,
  pollLaterSeconds: pause,
  pollFarSeconds: pause,
  receiveSeconds: pause,
  roomSeconds: pause,
  roomMinutes: minutes,
  aloneMinutes: minutes,
  // At once it would leave beside our own.
  aheadMinutes: { from: 1, to: 24 * 60, unit: 'minutes', isWhole: false },
  bodyRetentionDays: retention,
  retentionDays: retention,
};
