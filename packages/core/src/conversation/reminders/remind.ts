import type { Circumstances } from '../circumstances.ts';
import type { Draft } from '../draft.ts';
import { raise, remember } from '../draft.ts';
import type { ConversationEvent } from '../event.ts';
import { ask, pushText } from '../say.ts';
import type { TemplateName } from '../template-name.ts';
import { isReminder } from '../text-rules.ts';
import type { ConversationRecord } from '../../ports/conversation-store/records.ts';
import { familyOf, toFamilyVariable } from './family.ts';
import { askedFor, plannedReminders, reminderLatestAt, rulesFor, whyNotReminded } from './reminder-plan.ts';
import type { PlannedReminder } from './reminder-plan.ts';
import { reminderMoment } from './reminder-times.ts';

/** Reminds of the appointment. Of several reminders that are due the newest speaks, and the others are over with it. */
export function remind(draft: Draft, circumstances: Circumstances): void {
  const due = dueReminders(draft, circumstances);
  markDealtWith(draft, due);
  for (const reminder of due)
    if (reminder === due.at(-1)) sayIfTimely(draft, reminder, circumstances);
    else giveUp(draft, reminder.ruleId, 'a later one is due');
}

function sayIfTimely(draft: Draft, { ruleId, at }: DueReminder, circumstances: Circumstances): void {
  const { startAt } = draft.state.context.appointment;
  const latestAt = reminderLatestAt(at, startAt, circumstances.settings);
  if (circumstances.now > latestAt) return giveUp(draft, ruleId, 'it could not leave in time');
  if (wasRemindedSince(draft, at)) return giveUp(draft, ruleId, 'the rules have changed, and it was reminded since');
  sayReminder(draft, { ruleId, latestAt, others: familyOf(draft.state, ruleId, circumstances) }, circumstances);
}

/** A rule that is new, or has another id, repeats no reminder that was said after its time. */
function wasRemindedSince(draft: Draft, at: number): boolean {
  const { question, appointment } = draft.state.context;
  if (question === null || !isReminder(question.template)) return false;
  return question.startAt === appointment.startAt && question.askedAt >= at;
}

/** What was due before an appointment was booked or moved to its time is not sent: it would only repeat what was said a moment ago. */
export function passOver(draft: Draft, circumstances: Circumstances): void {
  const due = dueReminders(draft, circumstances);
  for (const { ruleId } of due)
    giveUp(draft, ruleId, draft.isBaseline ? 'baseline' : 'its time had passed when the appointment was made or moved');
  markDealtWith(draft, due);
}

/** Counts a reminder as said that went to the number for another appointment and speaks of this one too. */
export function countAsReminded(draft: Draft, ruleId: string, circumstances: Circumstances): void {
  markDealtWith(draft, [{ ruleId }]);
  markTold(draft, 'FamilyReminder');
  ask(draft, 'FamilyReminder', circumstances);
  draft.notes.push('reminded together with another appointment of the number');
}

/** Says a reminder anew that was for several appointments of which one has changed. */
export function passOn(
  draft: Draft,
  { ruleId, others }: Extract<ConversationEvent, { type: 'reminder-passed-on' }>,
  circumstances: Circumstances,
): void {
  const { appointment } = draft.state.context;
  const rule = rulesFor(appointment, circumstances.settings).find(({ id }) => id === ruleId);
  const at = rule === undefined ? null : reminderMoment(rule.when, appointment.startAt, circumstances).at;
  if (at === null) return giveUp(draft, ruleId, 'the rules have changed');
  const latestAt = reminderLatestAt(Math.min(at, circumstances.now), appointment.startAt, circumstances.settings);
  const family = circumstances.family.filter(({ appointmentId }) => others.includes(appointmentId));
  draft.notes.push('another appointment of the reminder has changed');
  sayReminder(draft, { ruleId, latestAt, others: family }, circumstances);
}

/** Reminds now because somebody asks for it, also whoever has confirmed. */
export function remindOnRequest(draft: Draft, key: string, circumstances: Circumstances): void {
  const obstacle = whyNotReminded(draft.state, { ...circumstances, isAsked: true });
  if (obstacle !== null) return giveUp(draft, 'asked for', obstacle);
  const latestAt = draft.state.context.appointment.startAt;
  draft.notes.push('a reminder was asked for');
  sayReminder(draft, { ruleId: `asked-${key}`, latestAt, others: [], isAsked: true }, circumstances);
}

interface ReminderToSay {
  readonly ruleId: string;
  readonly latestAt: number;
  readonly others: readonly ConversationRecord[];
  readonly isAsked?: boolean;
}

function sayReminder(draft: Draft, reminder: ReminderToSay, circumstances: Circumstances): void {
  const { ruleId, latestAt, others, isAsked } = reminder;
  if (draft.isRestored) {
    giveUp(draft, ruleId, 'restored from a backup');
    return raise(draft, 'restored', circumstances);
  }
  if (draft.state.context.appointment.patient.mobile === null) return giveUp(draft, ruleId, 'there is no number');
  const template: TemplateName = others.length === 0 ? 'Reminder' : 'FamilyReminder';
  markTold(draft, template);
  ask(draft, template, circumstances);
  draft.notes.push(`reminded: ${ruleId}`);
  pushText(
    draft,
    {
      template,
      urgency: 'outreach',
      occurrence: [
        ruleId,
        ...others.map(({ appointmentId, state }) => `${appointmentId}.r${state.context.revision}`),
      ].join('+'),
      after: null,
      latestAt,
      variables: isAsked === true ? askedFor : toFamilyVariable(others, ruleId),
    },
    circumstances,
  );
}

type DueReminder = PlannedReminder & { readonly at: number };

function dueReminders(draft: Draft, circumstances: Circumstances): readonly DueReminder[] {
  return plannedReminders(draft.state, circumstances).filter(
    (reminder): reminder is DueReminder => reminder.at !== null && reminder.at <= circumstances.now,
  );
}

function markDealtWith(draft: Draft, reminders: readonly Pick<PlannedReminder, 'ruleId'>[]): void {
  if (reminders.length === 0) return;
  const { reminded = {}, appointment } = draft.state.context;
  const marks = reminders.map(({ ruleId }) => [ruleId, appointment.startAt] as const);
  remember(draft, { reminded: { ...reminded, ...Object.fromEntries(marks) } });
}

function markTold(draft: Draft, template: TemplateName): void {
  const { told, revision } = draft.state.context;
  const before = told[template];
  const count = before?.revision === revision ? before.count + 1 : 1;
  remember(draft, { told: { ...told, [template]: { revision, count } } });
}

function giveUp(draft: Draft, ruleId: string, reason: string): void {
  draft.notes.push(`Reminder not sent: ${reason} (${ruleId})`);
}
