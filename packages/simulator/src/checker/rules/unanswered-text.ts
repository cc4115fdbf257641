import { bounds } from '../bounds.ts';
import type { DayHistory } from '../day-history.ts';
import { courtesy, optIn, optOut } from '../fingerprints.ts';
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

function needsNoAnswer(day: DayHistory, { from, body, at }: TextSeen): boolean {
  const word = body.trim();
  // The carrier answers consent words itself.
  if (courtesy.test(word) || optOut.test(word)) return true;
  if (
    optIn.test(word) &&
    day.incoming.some((other) => other.from === from && other.at < at && optOut.test(other.body.trim()))
  )
    return true;
  const own = day.appointmentsOf(from);
  if (own.length === 0) return wasToldAlready(day, from, at);
  return own.every((id) => isCourtesyNow(day, id, { from, body, at }));
}

/** Somebody whom nobody knows is answered once a day, and not where they were texted before. */
function wasToldAlready(day: DayHistory, phone: string, at: number): boolean {
  return day.out.some((text) => text.to === phone && text.at <= at);
}

/** Who says again what they have said, or answers when the doctor has called, needs no answer. */
function isCourtesyNow(day: DayHistory, id: string, text: Pick<TextSeen, 'from' | 'body' | 'at'>): boolean {
  const status = day.standingAt(id, text.at)?.status;
  const isYesOrHere = /^(?:y|yes|ok|arrived|here|i'm here|ready)\b/i.test(text.body.trim());
  if (status === day.observed.facts.readyStatus && isYesOrHere) return true;
  const said = firstLetterOf(text.body);
  return day.incoming.some(
    (other) => other.from === text.from && other.at < text.at && firstLetterOf(other.body) === said && said !== '',
  );
}

function firstLetterOf(body: string): string {
  return /^\W*(\w)/.exec(body.toLowerCase())?.[1] ?? '';
}

function isAnswered(day: DayHistory, { at, from }: TextSeen): boolean {
  const until = at + bounds.answerMs;
  const isTimely = (other: { readonly at: number }): boolean => other.at >= at && other.at <= until;
  const own = day.appointmentsOf(from);
  return (
    day.out.some((text) => text.to === from && isTimely(text)) ||
    day.observed.tasks.some(
      (task) => isTimely(task) && (task.phone === from || own.includes(task.appointment ?? '')),
    ) ||
    own.some((id) => day.versions(id).some((version) => version.by === 'engine' && isTimely(version)))
  );
}
