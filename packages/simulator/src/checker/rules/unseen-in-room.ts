import { bounds } from '../bounds.ts';
import type { DayHistory } from '../day-history.ts';
import type { CallSeen } from '../observed-day.ts';
import type { Finding, Rule } from '../violation.ts';

const comes: readonly string[] = ['joined', 'came back'];

/** A patient who waits in the room is marked as arrived, or reception is told. */
export const unseenInRoom: Rule = {
  name: 'unseen-in-room',
  promise: 'P6',
  check: (day) =>
    day.video.calls.flatMap((call): Finding[] => {
      const { at, who, did, appointment } = call;
      if (who !== 'patient' || !comes.includes(did) || !isWaitedFor(day, call)) return [];
      const until = day.video.afterOutage(at) + bounds.answerMs;
      const hasLeft = day.video.calls.some(
        (other) => other.who === 'patient' && other.appointment === appointment && other.at > at && other.at <= until,
      );
      if (hasLeft || until > day.observed.facts.endsAt || isNoticed(day, appointment, { from: at, until })) return [];
      const evidence = `the patient of ${appointment} waits in the room, and after ${bounds.answerMs / 1000} s nobody knows`;
      return [{ at, appointment, evidence }];
    }),
};

function isWaitedFor(day: DayHistory, { appointment, at }: CallSeen): boolean {
  const standing = day.standingAt(appointment, at);
  return standing?.status === 'booked' && standing.isVideo;
}

/** Who asks to be rung instead is put down for the telephone in the PMS, or reception is told. */
export const callNotPassedOn: Rule = {
  name: 'call-not-passed-on',
  promise: 'P1',
  check: (day) =>
    day.video.calls.flatMap(({ at, did, appointment }): Finding[] => {
      const until = at + bounds.answerMs;
      if (did !== 'asked to be rung' || until > day.observed.facts.endsAt) return [];
      const isByTelephone = day.standingsWithin(appointment, at, until).some(({ isVideo }) => !isVideo);
      if (isByTelephone || isTask(day, appointment, { from: at, until })) return [];
      const evidence = `the patient of ${appointment} asked to be rung, and nobody was told`;
      return [{ at, appointment, evidence }];
    }),
};

interface Span {
  readonly from: number;
  readonly until: number;
}

function isNoticed(day: DayHistory, appointment: string, span: Span): boolean {
  const isChanged = day
    .versions(appointment)
    .some(({ at, status }) => at >= span.from && at <= span.until && status !== 'booked');
  return isChanged || isTask(day, appointment, span);
}

function isTask(day: DayHistory, id: string, { from, until }: Span): boolean {
  return day.observed.tasks.some(({ appointment, at }) => appointment === id && at >= from && at <= until);
}
