import { bounds } from '../bounds.ts';
import type { DayHistory } from '../day-history.ts';
import type { Standing } from '../fhir-reading.ts';
import type { RoomSeen } from '../video-history.ts';
import type { Finding, Rule } from '../violation.ts';

const ended: readonly string[] = ['cancelled', 'noshow', 'entered-in-error'];

function isOver({ status, isVideo }: Standing): boolean {
  return ended.includes(status) || !isVideo;
}

/** A room goes when its visit ends or is by video no more, and an hour after the end at the latest, unless somebody is in it. */
export const roomLeftOpen: Rule = {
  name: 'room-left-open',
  promise: 'P3',
  check: (day) =>
    day.video.rooms.flatMap((room): Finding[] => {
      const owners = day.video.appointmentsOf(room.sessionId);
      const deadlines = owners.map((id) => findMissedDeadline(day, room, id));
      // An appointment that was booked anew may use the room of the old one.
      const missed = deadlines.filter((at) => at !== null);
      const [first] = missed;
      if (first === undefined || missed.length < deadlines.length) return [];
      const evidence = `the room that was opened at ${room.openedAt} is open after its visit`;
      return [{ at: first, appointment: owners[0] ?? null, evidence }];
    }),
};

/** The moment at which the room was to be closed and was not; null when there is none. */
function findMissedDeadline(day: DayHistory, room: RoomSeen, id: string): number | null {
  const versions = day.versions(id);
  for (const [index, version] of versions.entries()) {
    const until = Math.min(versions[index + 1]?.at ?? Infinity, room.closedAt, day.observed.facts.endsAt);
    const before = versions.slice(0, index).findLastIndex((other) => !isOver(other));
    const since = isOver(version) ? (versions[before + 1]?.at ?? version.at) : null;
    const dueAt = since === null ? version.endAt + bounds.roomMs : since;
    const soonest = Math.max(dueAt, room.openedAt) + bounds.closeMs;
    const deadline = postpone(day, room, { at: soonest, isPutOff: since === null });
    if (deadline < until) return deadline;
  }
  return null;
}

/** Nobody can close a room of a server that is down, and nobody closes one an hour after the end while people are in it. */
function postpone(day: DayHistory, room: RoomSeen, due: { readonly at: number; readonly isPutOff: boolean }): number {
  let { at } = due;
  for (;;) {
    const upAt = day.video.afterOutage(at - bounds.closeMs);
    const later = Math.max(at, upAt === at - bounds.closeMs ? at : upAt + bounds.emptiedMs);
    const present = due.isPutOff
      ? room.people.filter(({ from, to }) => from <= later && to + bounds.emptiedMs > later)
      : [];
    const next = Math.max(later, ...present.map(({ to }) => to + bounds.emptiedMs));
    if (next === at) return at;
    at = next;
  }
}

/** Nobody is put out of a consultation that goes on. */
export const roomClosedOnPeople: Rule = {
  name: 'room-closed-on-people',
  promise: 'P6',
  check: (day) =>
    day.video.rooms.flatMap((room): Finding[] => {
      const { closedAt, reason, sessionId } = room;
      const isPutOut = room.people.some(({ from, to }) => from <= closedAt && to === closedAt);
      if (reason !== 'asked' || !isPutOut) return [];
      const going = day.video.appointmentsOf(sessionId).find((id) => goesOn(day, id, closedAt));
      if (going === undefined) return [];
      return [
        { at: closedAt, appointment: going, evidence: `the room of ${going} was closed while somebody was in it` },
      ];
    }),
};

/** What ends the visit may be written a moment after the room is closed. */
function goesOn(day: DayHistory, id: string, at: number): boolean {
  return day.standingsWithin(id, at - bounds.freshMs, at + bounds.answerMs).every((standing) => !isOver(standing));
}
