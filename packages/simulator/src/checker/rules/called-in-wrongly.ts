import { bounds } from '../bounds.ts';
import type { Finding, Rule } from '../violation.ts';

/** Nobody is called in while the PMS does not show that the practitioner is ready. */
export const calledWhileNotReady: Rule = {
  name: 'called-while-not-ready',
  promise: 'P3',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (text.kind !== 'call-in' || text.about.length === 0) return [];
      const isReady = text.about.some((id) =>
        day
          .standingsWithin(id, text.at - bounds.freshMs, text.at)
          .some(({ status }) => status === day.observed.facts.readyStatus),
      );
      if (isReady) return [];
      return [
        { at: text.at, appointment: text.about[0] ?? null, evidence: `${text.sid} calls in, and nobody is ready` },
      ];
    }),
};

/** Who is seen by video or telephone is never called to a room. */
export const calledToRoom: Rule = {
  name: 'called-to-room',
  promise: 'P5',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      if (text.kind !== 'call-in' || text.about.length === 0) return [];
      const isRemote = text.about.every((id) => {
        const recent = day.standingsWithin(id, text.at - bounds.freshMs, text.at);
        return recent.length > 0 && recent.every((standing) => standing.isRemote);
      });
      if (!isRemote) return [];
      return [
        { at: text.at, appointment: text.about[0] ?? null, evidence: `${text.sid} calls a remote patient to a room` },
      ];
    }),
};
