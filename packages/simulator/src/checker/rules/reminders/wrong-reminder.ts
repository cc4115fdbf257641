import { bounds } from '../../bounds.ts';
import type { ReminderRule } from '../../reminder-history.ts';
import type { Finding } from '../../violation.ts';

/** Nobody is reminded who has confirmed, unless the clinic wishes it. */
export const reminderOfConfirmed: ReminderRule = {
  name: 'reminder-of-confirmed',
  promise: 'P3',
  check: ({ day, facts, reminders }) =>
    reminders.flatMap(({ text, appointments }): Finding[] => {
      if (facts.remindsConfirmed) return [];
      const confirmed = appointments.find((id) =>
        day.standingsWithin(id, text.at - bounds.freshMs, text.at).every(({ isConfirmed }) => isConfirmed),
      );
      if (confirmed === undefined) return [];
      return [{ at: text.at, appointment: confirmed, evidence: `${text.sid} reminds of what is confirmed` }];
    }),
};

/** A reminder names the day and the time of the PMS, by the clinic's clocks and in the patient's language. */
export const reminderNamesWrongTime: ReminderRule = {
  name: 'reminder-names-wrong-time',
  promise: 'P3',
  check: ({ day, reminders }) =>
    reminders.flatMap(({ text, appointments }): Finding[] => {
      const named = day.namedTimes(text.body);
      const { timeZone } = day.observed.facts;
      const isRight = (id: string): boolean =>
        day.standingsWithin(id, text.at - bounds.freshMs, text.at).some(({ startAt }) => {
          const weekday = writeWeekday(startAt, day.patientOf(id)?.language ?? 'en', timeZone);
          return named.includes(day.writtenTime(startAt)) && text.body.toLowerCase().includes(weekday.toLowerCase());
        });
      if (appointments.length > 0 && appointments.every(isRight)) return [];
      const appointment = appointments.find((id) => !isRight(id)) ?? null;
      return [
        { at: text.at, appointment, evidence: `${text.sid} names ${named.join(' and ') || 'no time'} otherwise` },
      ];
    }),
};

/** A family's reminder speaks of nobody whose visit is off. */
export const reminderOfEnded: ReminderRule = {
  name: 'reminder-of-ended',
  promise: 'P3',
  check: ({ day, reminders }) =>
    reminders.flatMap(({ text, appointments }): Finding[] => {
      const ended = appointments.find((id) =>
        day.standingsWithin(id, text.at - bounds.freshMs, text.at).every(({ status }) => status !== 'booked'),
      );
      if (ended === undefined) return [];
      return [{ at: text.at, appointment: ended, evidence: `${text.sid} reminds of what is not booked any more` }];
    }),
};

function writeWeekday(at: number, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { timeZone, weekday: 'long' }).format(at);
}
