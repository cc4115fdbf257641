import { bounds } from '../bounds.ts';
import type { DayHistory } from '../day-history.ts';
import { optIn, optOut, wrongNumber } from '../fingerprints.ts';
import type { Finding, Rule } from '../violation.ts';

/** Nobody is texted after they have opted out, from whichever of our numbers. */
export const textAfterStop: Rule = {
  name: 'text-after-stop',
  promise: 'P7',
  check: (day) => textsAfter(day, optOut, optIn),
};

/** Nobody is texted about a patient after they have said that the number is not the patient's. */
export const textAfterWrongNumber: Rule = {
  name: 'text-after-wrong-number',
  promise: 'P7',
  check: (day) => textsAfter(day, wrongNumber, optIn),
};

/** While there is an allow-list, nothing leaves for other numbers. */
export const textOutsideAllowList: Rule = {
  name: 'text-outside-allow-list',
  promise: 'P7',
  check: (day) => {
    const { allowList } = day.observed.facts;
    if (allowList === null) return [];
    return day.out
      .filter(({ to }) => !allowList.includes(to))
      .map(({ at, sid, about }) => ({ at, appointment: about[0] ?? null, evidence: `${sid} left for another number` }));
  },
};

function textsAfter(day: DayHistory, ending: RegExp, beginning: RegExp): readonly Finding[] {
  return day.out.flatMap((text): Finding[] => {
    const own = day.incoming.filter(({ from, at }) => from === text.to && at + bounds.receiveMs <= text.at);
    const end = own.findLast(({ body }) => ending.test(body.trim()));
    if (end === undefined || own.some(({ at, body }) => at > end.at && beginning.test(body.trim()))) return [];
    return [{ at: text.at, appointment: text.about[0] ?? null, evidence: `${text.sid} left after ${end.sid}` }];
  });
}
