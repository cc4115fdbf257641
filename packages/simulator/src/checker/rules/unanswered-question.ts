import { bounds } from '../bounds.ts';
import type { Finding, Rule } from '../violation.ts';

/** A patient who was asked and says nothing until the start is a task then: reception looks after them the manual way. */
export const unansweredQuestion: Rule = {
  name: 'unanswered-question',
  promise: 'P6',
  check: (day) =>
    day.appointments.flatMap((id): Finding[] => {
      const asked = day.out.findLast(
        ({ kind, about }) => kind === 'asks-video' && about[0] === id && about.length === 1,
      );
      if (asked === undefined) return [];
      const startAt = day.standingAt(id, asked.at)?.startAt ?? Infinity;
      const until = startAt + bounds.startMs;
      const hasChanged = day.versions(id).some(({ at }) => at > asked.at && at <= startAt);
      const hasReplied = day.incoming.some(({ from, at }) => from === asked.to && at >= asked.at && at <= startAt);
      if (hasChanged || hasReplied || until > day.observed.facts.endsAt) return [];
      const isTask = day.observed.tasks.some(
        ({ appointment, at }) => appointment === id && at >= asked.at && at <= until,
      );
      if (isTask) return [];
      return [{ at: startAt, appointment: id, evidence: `${asked.sid} was not answered, and nobody was told` }];
    }),
};
