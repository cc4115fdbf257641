import { bounds } from '../../bounds.ts';
import type { DayHistory, OutText } from '../../day-history.ts';
import type { Standing } from '../../fhir-reading.ts';
import type { ReminderRule } from '../../reminder-history.ts';
import type { Finding } from '../../violation.ts';

/** What was in the book when the program started is not announced as new. */
export const announcedOldBooking: ReminderRule = {
  name: 'announced-old-booking',
  promise: 'P3',
  check: ({ day, facts }) =>
    day.out.flatMap((text): Finding[] => {
      const [id] = text.about;
      if (text.kind !== 'booked' || id === undefined || isAnswer(day, text)) return [];
      const [first] = day.versions(id);
      if (first === undefined || first.at > facts.startedAt) return [];
      return [{ at: text.at, appointment: id, evidence: `${text.sid} announces what was booked before the start` }];
    }),
};

/** Only the net change is told: nothing when all is as it was told, or as it was in the book. */
export const noticeOfNoChange: ReminderRule = {
  name: 'notice-of-no-change',
  promise: 'P3',
  check: ({ day, facts }) =>
    day.out.flatMap((text): Finding[] => {
      const [id] = text.about;
      if (id === undefined || (text.kind !== 'moved' && text.kind !== 'modified') || isAnswer(day, text)) return [];
      const told = day.out.findLast(({ about, at }) => about.includes(id) && at < text.at);
      const before = day.standingAt(id, told?.at ?? facts.startedAt);
      const now = day.standingAt(id, text.at);
      if (before === null || now === null || aspectsOf(before) !== aspectsOf(now)) return [];
      return [
        { at: text.at, appointment: id, evidence: `${text.sid} (${text.kind}) tells of a change, and there is none` },
      ];
    }),
};

function aspectsOf({ startAt, practitionerId, locationId, isRemote }: Standing): string {
  return JSON.stringify([startAt, practitionerId, locationId, isRemote]);
}

function isAnswer({ incoming }: DayHistory, { to, at }: OutText): boolean {
  return incoming.some((reply) => reply.from === to && reply.at <= at && at - reply.at <= bounds.answerMs);
}
