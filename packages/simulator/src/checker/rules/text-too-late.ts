import { bounds } from '../bounds.ts';
import type { DayHistory, OutText } from '../day-history.ts';
import type { Finding, Rule } from '../violation.ts';

/** No text leaves later than its kind allows. */
export const textTooLate: Rule = {
  name: 'text-too-late',
  promise: 'P3',
  check: (day) =>
    day.out.flatMap((text): Finding[] => {
      const [appointment] = text.about;
      if (appointment === undefined || text.about.length > 1) return [];
      const latestAt = latestOf(day, text, appointment);
      if (latestAt === null || text.at <= latestAt) return [];
      const lateS = Math.round((text.at - latestAt) / 1000);
      return [
        { at: text.at, appointment, evidence: `${text.sid} (${text.kind}) left ${lateS} s after its latest time` },
      ];
    }),
};

function latestOf(day: DayHistory, text: OutText, appointment: string): number | null {
  const standing = day.standingAt(appointment, text.at);
  if (standing === null) return null;
  switch (text.kind) {
    case 'asks-video':
    case 'come-in':
    case 'welcome-video':
      return standing.startAt;
    case 'invite':
    case 'rings':
      return standing.endAt;
    case 'call-in':
      return latestCallIn(day, text, appointment);
    default:
      return null;
  }
}

/** Counted from what made it due: the practitioner was ready, or the patient wrote. */
function latestCallIn(day: DayHistory, text: OutText, appointment: string): number | null {
  const { readyStatus } = day.observed.facts;
  const ready = day.versions(appointment).findLast(({ at, status }, index, all) => {
    return at <= text.at && status === readyStatus && all[index - 1]?.status !== readyStatus;
  });
  const reply = day.incoming.findLast(({ from, at }) => from === text.to && at <= text.at);
  return ready === undefined ? null : Math.max(ready.at, reply?.at ?? 0) + bounds.callInMs;
}
