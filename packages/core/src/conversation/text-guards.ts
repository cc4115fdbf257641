import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { ClinicSettings, PractitionerSettings } from '../clinic-settings.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { VisitStage } from '../pms-profile.ts';
import type { ConversationRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import type { SendMessageEffect } from './effect.ts';
import { nextOutreachAt } from './outreach-hours.ts';
import { isAskedFor, whyNotReminded } from './reminders/reminder-plan.ts';
import { isForWantOfRoom, isReminder } from './text-rules.ts';
import { isPatientHere, roomOf } from './state.ts';

/** Everything on which it depends whether a text may leave now. */
export interface TextToCheck {
  readonly effect: SendMessageEffect;
  /** The conversation it belongs to; null for a text about no appointment. */
  readonly record: ConversationRecord | null;
  readonly thread: ThreadRecord;
  readonly practitioner: PractitionerSettings | null;
  readonly settings: ClinicSettings;
  readonly calendar: ClinicCalendar;
  readonly now: number;
  /** Reception has paused the clinic, the practitioner or the patient. */
  readonly isPaused: boolean;
  /** Staff have recorded that the patient wants no texts, whatever the number. */
  readonly isPatientOptedOut: boolean;
}

/** What becomes of a text now. */
export type TextVerdict =
  | { readonly type: 'send'; readonly isLastToday: boolean }
  /** Undecided: looked at again then, from the start. */
  | { readonly type: 'hold'; readonly until: number; readonly reason: string }
  | { readonly type: 'drop'; readonly reason: string; readonly needsPerson: boolean };

const drop = (reason: string, needsPerson = false): TextVerdict => ({ type: 'drop', reason, needsPerson });

/** Texts whose loss a person must know of. */
const corrections: ReadonlySet<string> = new Set([
  'Cancellation',
  'Rescheduled',
  'Modified',
  'ScreeningYesToVideo',
  'ScreeningNoToVideo',
  'VideoInvite',
]);

/** Tells whether somebody must hear that a text did not reach the patient. */
export function mattersToPerson(effect: Pick<SendMessageEffect, 'template' | 'urgency'>): boolean {
  return effect.urgency === 'call-in' || corrections.has(effect.template);
}

/**
 * Asks every guard, in their order: consent, allow-list, truth, latest time, pause, window, cap. The first that objects decides.
 *
 * The call-in ignores window and cap (it has a reserve of its own), never consent, allow-list or truth.
 */
export function checkText(text: TextToCheck): TextVerdict {
  const { effect, thread, settings, now } = text;
  if (thread.consent === 'opted-out') return drop('the number has opted out', effect.urgency === 'call-in');
  if (text.isPatientOptedOut) return drop('the patient wants no texts', effect.urgency === 'call-in');
  if (settings.allowList !== null && !settings.allowList.includes(effect.to))
    return drop('the number is not on the allow-list');
  if (settings.countryCodes !== null && !settings.countryCodes.some((code) => effect.to.startsWith(code)))
    return drop('the number is of a country that is not texted', effect.urgency === 'call-in');
  const unreachable = findNoWay(text);
  if (unreachable !== null) return drop(unreachable, effect.urgency === 'call-in');
  const untrue = findUntruth(text);
  // A call-in that is true but for its time still is a call-in: somebody must fetch the patient.
  if (untrue !== null) return drop(untrue, untrue === moved && effect.urgency === 'call-in');
  if (now > effect.latestAt) return drop('too late to be of use', mattersToPerson(effect));
  if (text.isPaused) return { type: 'hold', until: now + 30_000, reason: 'paused' };
  if (effect.urgency === 'call-in') {
    return sentToday(text).callIns < settings.dailyCallIns
      ? { type: 'send', isLastToday: false }
      : drop('daily limit reached', true);
  }
  if (effect.urgency === 'outreach') {
    const opensAt = nextOutreachAt(now, text);
    if (opensAt > effect.latestAt) return drop('the outreach hours begin too late', mattersToPerson(effect));
    if (opensAt > now) return { type: 'hold', until: opensAt, reason: 'waits for the outreach hours' };
  }
  // Asked again because the patient asked for texts, it is an answer.
  const tooMany = isReminder(effect.template) && effect.urgency !== 'answer' ? checkReminders(text) : null;
  if (tooMany !== null) return tooMany;
  const { texts } = sentToday(text);
  if (texts >= settings.dailyTexts) return drop('daily limit reached', true);
  return { type: 'send', isLastToday: texts === settings.dailyTexts - 1 };
}

function sentToday(text: TextToCheck): Omit<ThreadRecord['sent'], 'day'> {
  const { day } = text.calendar.dayOf(text.now);
  return text.thread.sent.day === day ? text.thread.sent : { texts: 0, callIns: 0 };
}

/** A number gets only so many reminders a day, and none shortly after another text. Null: nothing speaks against it. */
function checkReminders(text: TextToCheck): TextVerdict | null {
  const { effect, thread, settings, now } = text;
  if ((sentToday(text).reminders ?? 0) >= settings.remindersPerDay)
    return drop('the number has had its reminders for today');
  const { lastTextAt } = thread;
  // A time ahead of now is from before the clock was put back.
  if (lastTextAt === null || lastTextAt > now) return null;
  const until = lastTextAt + settings.reminderGapMinutes * 60_000;
  if (until <= now) return null;
  return until > effect.latestAt
    ? drop('another text left too shortly before')
    : { type: 'hold', until, reason: 'another text has just left' };
}

/** Finds out why the patient is not to be texted at this number any more; null when all is well. */
function findNoWay({ effect, record, thread }: TextToCheck): string | null {
  if (thread.failure === 'landline') return 'the number is a landline';
  if (thread.failure === 'unassigned') return 'nobody has the number';
  if (record === null) return null;
  const { patient } = record.state.context.appointment;
  if (thread.wrongFor.includes(record.patientId)) return 'the number is not the patient’s';
  if (patient.mobile !== effect.to) return 'the patient has another number now';
  return patient.mayBeTexted ? null : 'the patient may not be texted';
}

const moved = 'the appointment was moved';

/** A cancellation that the patient asked for waits for the PMS; another one is true of the revision that was cancelled. */
function isStillCancelled(stage: VisitStage, effect: SendMessageEffect, revision: number): boolean {
  return effect.after !== null || (stage === 'cancelled' && effect.revision === revision);
}

/** That somebody was missed is said only where that is certain. */
function whyNotMissed(stage: VisitStage, wasHere: boolean): string | null {
  if (stage !== 'noshow') return 'the patient is not marked as missed any more';
  return wasHere ? 'the patient was here' : null;
}

/** Finds out why a text would not be true any more; null when it is. */
function findUntruth({ effect, record, settings, practitioner, now }: TextToCheck): string | null {
  if (record === null) return null;
  const { context, visit } = record.state;
  const { appointment } = context;
  const stage = toVisitStage(appointment, settings.pmsProfile);
  if (effect.template === 'Cancellation')
    return isStillCancelled(stage, effect, context.revision) ? null : 'the appointment is not cancelled any more';
  if (effect.template === 'NoShow') return whyNotMissed(stage, context.hereFor === appointment.startAt);
  if (effect.template === 'Unexpected' || effect.template === 'Received') return null;
  if (stage === 'cancelled' || stage === 'noshow' || stage === 'entered-in-error')
    return `the appointment is ${stage} in the PMS`;
  if (effect.startAt !== null && effect.startAt !== appointment.startAt) return moved;
  if (visit === 'closed') return 'the visit is over';
  if (effect.urgency === 'call-in') return stage === 'ready' ? null : 'the practitioner is not ready any more';
  // "Please wait outside" after "come in" would keep the patient in the car.
  if (effect.template === 'ArrivedThanks' && visit === 'called') return 'the patient has been called in already';
  if (effect.urgency === 'answer') return null;
  if (isReminder(effect.template)) {
    const obstacle = whyNotReminded(record.state, { settings, now, isAsked: isAskedFor(effect) });
    if (obstacle !== null) return obstacle;
  }
  if (effect.revision !== context.revision) return 'the appointment has changed since';
  if (effect.urgency === 'screening' && isPatientHere(visit)) return 'the patient is here already';
  if (effect.urgency === 'invite' && context.sessionId === null) return 'the visit is not by video any more';
  if (isForWantOfRoom(effect) && roomOf(context).phase !== 'failed') return 'there is a room after all';
  if (practitioner !== null && !practitioner.takesPart) return 'the practitioner does not take part any more';
  return null;
}
