import { bounds } from '../bounds.ts';
import type { DayHistory, OutText } from '../day-history.ts';
import { actingKinds, courtesy, meaningOf, optIn, optOut, unasked } from '../fingerprints.ts';
import type { TextKind } from '../fingerprints.ts';
import type { TextSeen } from '../observed-day.ts';
import type { Finding, Rule } from '../violation.ts';

/** Every text that came in has a visible outcome: a text, a change in the PMS, or a task. */
export const unansweredText: Rule = {
  name: 'unanswered-text',
  promise: 'P1',
  check: (day) =>
    day.incoming.flatMap((text): Finding[] => {
      if (text.at + bounds.answerMs > day.observed.facts.endsAt || needsNoAnswer(day, text)) return [];
      if (isAnswered(day, text)) return [];
      const appointment = day.appointmentsOf(text.from)[0] ?? null;
      return [
        { at: text.at, appointment, evidence: `nothing followed ${text.sid} within ${bounds.answerMs / 1000} s` },
      ];
    }),
};

function needsNoAnswer(day: DayHistory, text: TextSeen): boolean {
  const word = text.body.trim();
  if (courtesy.test(word)) return true;
  // The carrier answers consent words itself; that a patient who is expected cannot be texted any more is for reception.
  if (optOut.test(word)) return !isExpected(day, text);
  if (optIn.test(word) && hasOptedOut(day, text)) return true;
  if (day.appointmentsOf(text.from).length === 0) return wasToldToday(day, text);
  return wasSaidBefore(day, text) || isNodToCallIn(day, text) || keepsAppointment(day, text);
}

function isExpected(day: DayHistory, { from, at }: TextSeen): boolean {
  return day.appointmentsOf(from).some((id) => ['booked', 'arrived'].includes(day.standingAt(id, at)?.status ?? ''));
}

function hasOptedOut(day: DayHistory, { from, at }: TextSeen): boolean {
  const words = day.incoming.filter((other) => other.from === from && other.at < at).map(({ body }) => body.trim());
  return optOut.test(words.findLast((word) => optOut.test(word) || optIn.test(word)) ?? '');
}

/** Somebody whom nobody knows is told so once a day. */
function wasToldToday(day: DayHistory, { from, at }: TextSeen): boolean {
  return textsTo(day, from, at).some(({ kind }) => kind === 'unknown-number');
}

/**
 * Who says again what they have said, and has been answered, needs no second answer; who says again that they are here, no third one.
 * When something was told or has changed since, it says something new.
 */
function wasSaidBefore(day: DayHistory, text: TextSeen): boolean {
  const meaning = meaningOf(text.body);
  if (meaning === null) return false;
  const before = day.incoming.filter(({ from, at }) => from === text.from && at < text.at);
  const others = before.slice(before.findLastIndex(({ body }) => meaningOf(body) !== meaning) + 1);
  const [latest] = others.slice(-1);
  if (latest === undefined || others.length < (meaning === 'arrived' ? 2 : 1)) return false;
  const isSince = ({ at }: { readonly at: number }): boolean => at > latest.at + bounds.answerMs && at <= text.at;
  const isNew =
    textsTo(day, text.from, text.at).some(isSince) ||
    day.appointmentsOf(text.from).some((id) => day.versions(id).some(isSince));
  return !isNew && others.every((other) => isAnswered(day, other));
}

function isNodToCallIn(day: DayHistory, { from, body, at }: TextSeen): boolean {
  return meaningOf(body) === 'yes' && textsTo(day, from, at).at(-1)?.kind === 'call-in';
}

/** Who is asked whether to cancel and says no: all stays as it is. */
function keepsAppointment(day: DayHistory, { from, body, at }: TextSeen): boolean {
  return meaningOf(body) === 'no' && textsTo(day, from, at).at(-1)?.kind === 'asks-sure';
}

function textsTo(day: DayHistory, phone: string, until: number): readonly OutText[] {
  return day.out.filter(({ to, at }) => to === phone && at <= until);
}

function isAnswered(day: DayHistory, text: TextSeen): boolean {
  const { at, from } = text;
  const isTimely = (other: { readonly at: number }): boolean => other.at >= at && other.at <= at + bounds.answerMs;
  const own = day.appointmentsOf(from);
  const hasActed = (): boolean =>
    own.some((id) => day.versions(id).some((version) => version.by === 'engine' && isTimely(version)));
  return (
    day.out.some(
      (other) =>
        other.to === from && isTimely(other) && (canAnswer(day, text, other.kind) || asksAgain(day, text, other)),
    ) ||
    day.observed.tasks.some(
      (task) => isTimely(task) && (task.phone === from || own.includes(task.appointment ?? '')),
    ) ||
    (hasActed() && !isBesideAnswer(day, text))
  );
}

/** The new time is said and asked about once more: the appointment had been announced before. */
function asksAgain(day: DayHistory, reply: TextSeen, { kind, about }: OutText): boolean {
  return (
    kind === 'booked' && textsTo(day, reply.from, reply.at).some((text) => text.about.some((id) => about.includes(id)))
  );
}

function canAnswer(day: DayHistory, text: TextSeen, kind: TextKind): boolean {
  if (unasked.includes(kind)) return false;
  if (actingKinds.includes(kind)) return !isBesideAnswer(day, text);
  const { readyStatus } = day.observed.facts;
  // Otherwise it is the practitioner who has called.
  const isAwaited = day.appointmentsOf(text.from).some((id) => day.standingAt(id, text.at)?.status === readyStatus);
  return kind !== 'call-in' || isAwaited;
}

/** A question before an answer has had its own outcome: what the answer brings about does not answer the question. */
function isBesideAnswer(day: DayHistory, { body, from, at }: TextSeen): boolean {
  if (meaningOf(body) !== null) return false;
  const others = day.incoming.filter(
    (other) => other.from === from && other.at <= at && meaningOf(other.body) !== null,
  );
  const latest = others.findLast((other) => other.at >= at - bounds.answerMs);
  return latest !== undefined && !textsTo(day, from, at).some((text) => text.at >= latest.at && text.at < at);
}
