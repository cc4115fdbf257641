import { bounds } from '../bounds.ts';
import type { Finding, Rule } from '../violation.ts';

const ended: readonly string[] = ['cancelled', 'noshow', 'entered-in-error'];
const mayFollow: readonly string[] = [
  'cancelled',
  'missed',
  'not-understood',
  'neutral',
  'which',
  'unknown-number',
  'other',
];

/** No text about an appointment leaves once the PMS has shown it as cancelled for longer than a snapshot stays fresh. */
export const textAboutEnded: Rule = {
  name: 'text-about-ended',
  promise: 'P3',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (mayFollow.includes(text.kind) || text.about.length === 0) return [];
      const hasEnded = (id: string): boolean => {
        const recent = day.standingsWithin(id, text.at - bounds.freshMs, text.at);
        return recent.length > 0 && recent.every(({ status }) => ended.includes(status));
      };
      if (!text.about.every(hasEnded)) return [];
      const appointment = text.about[0] ?? null;
      return [
        { at: text.at, appointment, evidence: `${text.sid} (${text.kind}) left after the appointment had ended` },
      ];
    }),
};
