import { bounds } from '../../bounds.ts';
import { clearCancel, undoWord } from '../../fingerprints.ts';
import type { ReminderRule } from '../../reminder-history.ts';
import { repliesBefore, statusSteps } from '../../status-steps.ts';
import type { Finding } from '../../violation.ts';

/** Nothing is cancelled by text but by a clear word: a digit alone, or "can't come", is asked about first. */
export const cancelledWithoutClearWord: ReminderRule = {
  name: 'cancelled-without-clear-word',
  promise: 'P4',
  check: ({ day }) =>
    statusSteps(day).flatMap(({ id, after }): Finding[] => {
      if (after.status !== 'cancelled') return [];
      if (repliesBefore(day, id, after.at).some(({ body }) => clearCancel.test(body))) return [];
      return [
        { at: after.at, appointment: id, evidence: `the engine cancelled ${id}, and nobody had clearly said so` },
      ];
    }),
};

/** What is cancelled by text is what the last text before the reply was about. */
export const cancelledAnother: ReminderRule = {
  name: 'cancelled-another',
  promise: 'P4',
  check: ({ day }) =>
    statusSteps(day).flatMap(({ id, after }): Finding[] => {
      const reply = repliesBefore(day, id, after.at).at(-1);
      if (after.status !== 'cancelled' || reply === undefined) return [];
      const answered = day.out.findLast(({ to, at }) => to === reply.from && at <= reply.at);
      const named = answered === undefined ? [] : day.namedTimes(answered.body);
      if (answered === undefined || named.length === 0 || named.includes(day.writtenTime(after.startAt))) return [];
      return [
        { at: after.at, appointment: id, evidence: `${reply.sid} answers ${answered.sid}, which is not about ${id}` },
      ];
    }),
};

/** Who undoes a cancellation is told that they are booked only once the PMS shows it. */
export const undoToldNotDone: ReminderRule = {
  name: 'undo-told-not-done',
  promise: 'P5',
  check: ({ day }) =>
    day.out.flatMap((text): Finding[] => {
      const reply = day.incoming.findLast(({ from, at }) => from === text.to && at <= text.at);
      if (text.kind !== 'booked' || reply === undefined || !undoWord.test(reply.body.trim())) return [];
      if (text.at - reply.at > bounds.answerMs) return [];
      if (text.about.some((id) => day.standingAt(id, text.at)?.status === 'booked')) return [];
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence: `${text.sid} left while it was cancelled` }];
    }),
};
