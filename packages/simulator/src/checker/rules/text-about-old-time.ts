import { bounds } from '../bounds.ts';
import type { Finding, Rule } from '../violation.ts';

/** A text names no time at which the appointment has not been for longer than a snapshot stays fresh. */
export const textAboutOldTime: Rule = {
  name: 'text-about-old-time',
  promise: 'P3',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      // Where a text says what the time was before, the new one stands first.
      const [named] = day.namedTimes(text.body);
      if (named === undefined || text.about.length === 0 || text.kind === 'which') return [];
      const isTrue = text.about.some((id) =>
        day
          .standingsWithin(id, text.at - bounds.freshMs, text.at)
          .some(({ startAt }) => day.writtenTime(startAt) === named),
      );
      if (isTrue) return [];
      const evidence = `${text.sid} (${text.kind}) names ${named}, which was not the time any more`;
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
    }),
};
