import { bounds } from '../../bounds.ts';
import type { OutText } from '../../day-history.ts';
import { unasked } from '../../fingerprints.ts';
import type { ReminderHistory, ReminderRule, ReminderSeen } from '../../reminder-history.ts';
import type { Finding } from '../../violation.ts';

const minuteMs = 60_000;

/** What the clinic starts leaves within the outreach hours, and not in quiet ones. */
export const textOutsideHours: ReminderRule = {
  name: 'text-outside-hours',
  promise: 'P3',
  check: (history) =>
    history.day.out
      .filter((text) => isStarted(history, text) && !history.isAllowed(text.at))
      .map(({ at, sid, kind, about }) => ({
        at,
        appointment: about[0] ?? null,
        evidence: `${sid} (${kind}) left at ${history.zone.timeOf(at)}, outside the hours in which texts leave`,
      })),
};

/** Neither an answer nor what a patient has brought about a moment ago. */
function isStarted({ day }: ReminderHistory, { kind, to, at }: OutText): boolean {
  if (!unasked.includes(kind) && kind !== 'cancelled' && kind !== 'confirmed') return false;
  return !day.incoming.some((reply) => reply.from === to && reply.at <= at && at - reply.at <= bounds.answerMs);
}

/** A reminder leaves when one of the clinic's rules is due for what it speaks of. */
export const reminderAtWrongTime: ReminderRule = {
  name: 'reminder-at-wrong-time',
  promise: 'P3',
  check: (history) =>
    history.reminders.flatMap((reminder) =>
      reminder.appointments
        .filter((id) => dueRules(history, reminder, id).length === 0)
        .map((id) => finding(reminder, id, 'left when no reminder was due')),
    ),
};

/** Each occurrence is reminded of once. */
export const remindedTwice: ReminderRule = {
  name: 'reminded-twice',
  promise: 'P2',
  check: (history) => {
    const told = new Set<string>();
    return history.reminders.flatMap((reminder) =>
      reminder.appointments.flatMap((id): Finding[] => {
        const due = dueRules(history, reminder, id);
        // A family's reminder may come before one's own time: it stands for what is due first.
        const occurrence = due.find((each) => !told.has(each));
        if (occurrence !== undefined) told.add(occurrence);
        const isRepeated = due.length > 0 && occurrence === undefined;
        return isRepeated ? [finding(reminder, id, 'repeats a reminder that had left')] : [];
      }),
    );
  },
};

/** The occurrences that a reminder can be, each as a text, by their own time. */
function dueRules(history: ReminderHistory, { text }: ReminderSeen, id: string): readonly string[] {
  const { day, facts } = history;
  const startAt = day.standingAt(id, text.at)?.startAt ?? NaN;
  const latestMs = facts.lateMinutes * minuteMs + bounds.answerMs;
  return facts.rules
    .filter((rule) =>
      history.duesOf(rule, id, startAt).some((dueAt) => dueAt <= text.at && text.at <= dueAt + latestMs),
    )
    .map((rule) => ({ dueAt: history.dueAt(rule, startAt) ?? Infinity, rule }))
    .sort((a, b) => a.dueAt - b.dueAt)
    .map(({ rule }) => `${id} ${rule.id} ${String(startAt)}`);
}

/** A number gets no more reminders a day than the clinic allows. */
export const tooManyReminders: ReminderRule = {
  name: 'too-many-reminders',
  promise: 'P2',
  check: ({ reminders, facts, zone }) =>
    reminders.flatMap((reminder, index): Finding[] => {
      const { text } = reminder;
      const before = reminders
        .slice(0, index)
        .filter((other) => other.text.to === text.to && zone.dayOf(other.text.at) === zone.dayOf(text.at));
      return before.length < facts.mostPerDay ? [] : [finding(reminder, reminder.appointments[0], 'is one too many')];
    }),
};

/** No reminder leaves shortly after another text to the number. */
export const reminderTooClose: ReminderRule = {
  name: 'reminder-too-close',
  promise: 'P3',
  check: ({ day, reminders, facts }) =>
    reminders.flatMap((reminder): Finding[] => {
      const { text } = reminder;
      const before = day.out.findLast(({ to, sid, at }) => to === text.to && sid !== text.sid && at <= text.at);
      if (before === undefined || text.at - before.at >= facts.gapMinutes * minuteMs) return [];
      return [finding(reminder, reminder.appointments[0], `left shortly after ${before.sid}`)];
    }),
};

function finding({ text }: ReminderSeen, appointment: string | undefined, what: string): Finding {
  return { at: text.at, appointment: appointment ?? null, evidence: `${text.sid} ${what}` };
}
