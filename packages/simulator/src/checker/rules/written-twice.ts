import type { Finding, Rule } from '../violation.ts';

/** What the engine has written to an appointment is not written again while nothing has changed: one process knows what another did. */
export const writtenTwice: Rule = {
  name: 'written-twice',
  promise: 'P8',
  check: (day) =>
    day.appointments.flatMap((id) =>
      day.versions(id).flatMap((version, index, all): Finding[] => {
        const before = all[index - 1];
        if (before?.by !== 'engine' || version.by !== 'engine' || version.content !== before.content) return [];
        return [{ at: version.at, appointment: id, evidence: `the engine wrote ${version.status} to ${id} once more` }];
      }),
    ),
};
