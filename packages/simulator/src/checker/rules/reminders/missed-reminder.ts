import { bounds } from '../../bounds.ts';
import type { Standing } from '../../fhir-reading.ts';
import { optOut, wrongNumber } from '../../fingerprints.ts';
import type { ReminderRuleFacts } from '../../observed-day.ts';
import { isToRemind } from '../../reminder-history.ts';
import type { ReminderHistory, ReminderRule } from '../../reminder-history.ts';
import type { Finding } from '../../violation.ts';

const minuteMs = 60_000;
/** A change is noticed within five minutes, however far ahead, and told after two; what comes later before its time may count as too late. */
const noticedMs = 8 * minuteMs;

/** Who was to be reminded, and could be, was reminded. */
export const missedReminder: ReminderRule = {
  name: 'missed-reminder',
  promise: 'P6',
  check: (history) => findMissed(history, (id) => !hasChangedSibling(history, id)),
};

/** What becomes of one appointment of a number takes no other's reminder with it. */
export const siblingReminderLost: ReminderRule = {
  name: 'sibling-reminder-lost',
  promise: 'P6',
  check: (history) => findMissed(history, (id) => hasChangedSibling(history, id)),
};

interface Occurrence {
  readonly id: string;
  readonly phone: string;
  readonly startAt: number;
  readonly rule: ReminderRuleFacts;
  readonly dueAt: number;
}

function findMissed(history: ReminderHistory, isMeant: (id: string) => boolean): readonly Finding[] {
  const { day, facts } = history;
  return day.appointments.filter(isMeant).flatMap((id) => {
    const starts = new Set(day.versions(id).map(({ startAt }) => startAt));
    return [...starts].flatMap((startAt) =>
      facts.rules.flatMap((rule): Finding[] => {
        const dueAt = history.dueAt(rule, startAt);
        const phone = day.phoneOf(id, dueAt ?? 0);
        if (dueAt === null || phone === null) return [];
        const occurrence = { id, phone, startAt, rule, dueAt };
        if (wasReminded(history, occurrence) || isExcused(history, occurrence)) return [];
        return [{ at: dueAt, appointment: id, evidence: `the reminder ${rule.id} of ${id} never left` }];
      }),
    );
  });
}

function wasReminded(history: ReminderHistory, { id, startAt, rule, dueAt }: Occurrence): boolean {
  const earliestAt = Math.min(dueAt, ...history.duesOf(rule, id, startAt));
  const latestAt = dueAt + history.facts.lateMinutes * minuteMs + bounds.answerMs;
  return history.reminders.some(
    ({ text, appointments }) => appointments.includes(id) && text.at >= earliestAt && text.at <= latestAt,
  );
}

/** Why nobody may be blamed that an appointment was not reminded of. */
function isExcused(history: ReminderHistory, occurrence: Occurrence): boolean {
  const { day, facts, zone } = history;
  const { id, phone, startAt, dueAt } = occurrence;
  const { mobile, endsAt } = day.observed.facts;
  const freeAt = firstFreeMoment(history, occurrence);
  const until = freeAt + noticedMs;
  const hasNoTime = until > Math.min(startAt, dueAt + facts.lateMinutes * minuteMs, endsAt);
  if (hasNoTime || dueAt < facts.startedAt + noticedMs || !mobile.test(phone) || !history.isAllowed(until)) return true;
  const isAsItWas = (standing: Standing): boolean => standing.startAt === startAt && isToRemind(standing, facts);
  const standings = day.standingsWithin(id, dueAt - noticedMs, until);
  // The first of them was there before it was due, and it stays so for as long as it takes.
  if ((standings[0]?.at ?? Infinity) > dueAt - noticedMs || !standings.every(isAsItWas)) return true;
  const hasOptedOut = day.incoming.some(
    ({ from, body, at }) => from === phone && at <= until && (optOut.test(body.trim()) || wrongNumber.test(body)),
  );
  const others = history.reminders.filter(
    ({ text }) => text.to === phone && zone.dayOf(text.at) === zone.dayOf(freeAt),
  );
  return hasOptedOut || others.length >= facts.mostPerDay;
}

/** The first moment from its time on that is not within the gap after another text to the number. */
function firstFreeMoment({ day, facts }: ReminderHistory, { phone, dueAt }: Occurrence): number {
  const gapMs = facts.gapMinutes * minuteMs;
  return day.out
    .filter(({ to }) => to === phone)
    .reduce((free, { at }) => (at > free - gapMs && at <= free + noticedMs ? at + gapMs : free), dueAt);
}

function hasChangedSibling({ day }: ReminderHistory, id: string): boolean {
  const phone = day.phoneOf(id, 0);
  const siblings = phone === null ? [] : day.appointmentsOf(phone).filter((other) => other !== id);
  return siblings.some((other) => {
    const versions = day.versions(other);
    return versions.some(({ status, startAt }) => status === 'cancelled' || startAt !== versions[0]?.startAt);
  });
}
