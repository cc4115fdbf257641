import type { DayHistory, OutText } from '../day-history.ts';
import { isReminder } from '../reminder-history.ts';
import type { Finding, Rule } from '../violation.ts';

/** The same text about the same appointment leaves once, unless somebody has written or the PMS has changed in between. */
export const textTwice: Rule = {
  name: 'text-twice',
  promise: 'P2',
  check: (day) =>
    day.out.flatMap((text, index): Finding[] => {
      // An appointment may be reminded more than once: `remindedTwice` looks after those.
      if (isReminder(text)) return [];
      const before = day.out.slice(0, index).findLast((other) => isSame(other, text));
      if (before === undefined || hasReason(day, before, text)) return [];
      const evidence = `${before.sid} and ${text.sid} are both ${text.kind}, with nothing in between`;
      return [{ at: text.at, appointment: text.about[0] ?? null, evidence }];
    }),
};

function isSame(a: OutText, b: OutText): boolean {
  return (
    a.to === b.to && a.kind === b.kind && (a.body === b.body || (isOne(a) && isOne(b) && a.about[0] === b.about[0]))
  );
}

function isOne({ about }: OutText): boolean {
  return about.length === 1;
}

function hasReason(day: DayHistory, before: OutText, text: OutText): boolean {
  const isBetween = ({ at }: { readonly at: number }): boolean => at > before.at && at <= text.at;
  if (day.incoming.some((reply) => reply.from === text.to && isBetween(reply))) return true;
  return text.about.some((id) => day.versions(id).some((version) => version.by === 'pms' && isBetween(version)));
}
