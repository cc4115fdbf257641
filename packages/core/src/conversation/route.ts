import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationRecord, OpenChoice, ThreadRecord } from '../ports/conversation-store/records.ts';
import { isPremature, openIntents, openQuestion, wasAskedBy } from './accepts.ts';
import {
  accepts,
  areEchoed,
  askedLast,
  echoedLast,
  isBareOk,
  isMereOk,
  isOnlyHinted,
  oneDigest,
  readDigit,
  toSharedIntent,
  withoutAnswered,
} from './asked.ts';
import type { Intent } from './intent.ts';
import { consentWord } from './replies/consent-word.ts';
import { findUrgent } from './replies/find-urgent.ts';
import { ageOfAnswer, isEndUnread, standing } from './outdated.ts';
import type { ChangedText } from './outdated.ts';
import type { Interpretation, ReplyChoice } from './replies/interpretation.ts';
import { interpretReply } from './replies/interpret-reply.ts';
import { partsOfVisit } from './visit.ts';

/** One inbound message with all that is needed to tell what it answers. */
export interface ReplyToRoute {
  readonly body: string;
  readonly carrierKeyword: 'stop' | 'start' | 'help' | null;
  /** When the gateway received it; null when unknown. */
  readonly receivedAt: number | null;
  /** True when messages could have waited unseen for longer than `gapMinutes` before this one came. */
  readonly isAfterGap: boolean;
  readonly now: number;
  /** Conversations of this number from yesterday on, closed ones included, by start. */
  readonly conversations: readonly ConversationRecord[];
  /** The texts that told of the newest change of these, by the id of the appointment. */
  readonly changedTexts: ReadonlyMap<string, ChangedText>;
  readonly thread: ThreadRecord;
  readonly settings: ClinicSettings;
  readonly calendar: ClinicCalendar;
}

/** Where a reply goes. Three outcomes only: act, ask back, or a task; besides courtesy, consent and unknown. */
export type Route =
  | {
      readonly type: 'consent';
      readonly word: 'stop' | 'start' | 'help';
      readonly live: readonly ConversationRecord[];
    }
  | { readonly type: 'urgent'; readonly appointmentId: string | null }
  | { readonly type: 'wrong-number'; readonly live: readonly ConversationRecord[] }
  | {
      readonly type: 'deliver';
      readonly targets: readonly ConversationRecord[];
      readonly intent: Intent;
      /** A cancellation is said in so many words, by nobody's digit. */
      readonly isSure: boolean;
      /** Those of the targets that it answers as they were before they changed. */
      readonly outdated: readonly ConversationRecord[];
      readonly isLate: boolean;
      readonly parts: readonly ConversationRecord[];
    }
  | { readonly type: 'ask-which'; readonly intent: Intent; readonly options: readonly ConversationRecord[] }
  | { readonly type: 'too-many'; readonly options: readonly ConversationRecord[] }
  | { readonly type: 'too-old'; readonly intent: Intent; readonly appointmentId: string | null }
  | { readonly type: 'not-open'; readonly appointment: ConversationRecord }
  | { readonly type: 'courtesy'; readonly appointmentId: string | null }
  | { readonly type: 'unknown' };

/** Finds out what a reply answers. Pure. When that is not certain, nothing is acted on (promise P4). */
export function routeReply(reply: ReplyToRoute): Route {
  const live = reply.conversations.filter((record) => isLive(record, reply));
  const consent = consentOf(reply);
  if (consent !== null) {
    return { type: 'consent', word: consent, live };
  }
  const first = live[0] ?? null;
  if (findUrgent(reply.body, reply.settings.urgentWords))
    return { type: 'urgent', appointmentId: first?.appointmentId ?? null };

  const reading = read(reply, live);
  if (reading.intent === 'stop' && reading.clarity === 'clear') return { type: 'consent', word: 'stop', live };
  if (reading.intent === 'wrong-number' && reading.clarity === 'clear' && reply.conversations.length > 0)
    return { type: 'wrong-number', live };
  if (isTooOld(reply, reading.intent))
    return { type: 'too-old', intent: reading.intent, appointmentId: first?.appointmentId ?? null };
  const undone = reading.intent === 'undo' || openChoice(reply)?.intent === 'undo' ? routeUndo(reply, reading) : null;
  if (undone !== null) return undone;
  if (first === null) return routeWithoutLive(reply, reading);
  if (reading.intent === 'thanks')
    return live.length === 1
      ? deliver(reply, live, [first], reading)
      : { type: 'courtesy', appointmentId: first.appointmentId };

  const open = openChoice(reply);
  const { choice } = reading;
  const digit =
    open !== null && isLatestQuestion(open, live) ? null : readDigit(reply.body, live, languagesOf(reply, live));
  if (digit !== null) return routeAmong(reply, askedLast(live), digit);
  if (open !== null && choice !== null) return answerToChoice({ reply, live, reading, open, choice });
  return routeAmong(reply, live, reading);
}

function isLive(record: ConversationRecord, reply: ReplyToRoute): boolean {
  const { visit, context } = record.state;
  if (visit === 'closed') return false;
  const isToday = reply.calendar.dayOf(context.appointment.startAt).day === reply.calendar.dayOf(reply.now).day;
  return isToday || (visit !== 'upcoming' && visit !== 'notices-only') || openIntents(record.state, reply).length > 0;
}

function consentOf(reply: ReplyToRoute): 'stop' | 'start' | 'help' | null {
  const word = reply.carrierKeyword ?? consentWord(reply.body);
  // YES is an opt-in word for carriers and an answer for everybody who has not opted out.
  if (word === 'start' && reply.thread.consent !== 'opted-out' && reply.body.trim().toLowerCase() === 'yes')
    return null;
  return word;
}

function read(reply: ReplyToRoute, live: readonly ConversationRecord[]): Interpretation {
  const choice = openChoice(reply);
  const expecting = new Set<Intent>(choice !== null && isLatestQuestion(choice, live) ? ['choice'] : []);
  for (const record of live) for (const intent of openIntents(record.state, reply)) expecting.add(intent);
  const names = choice === null ? visitsOf(live, reply).map(nameOf) : choice.options.map((option) => option.name);
  return interpretReply(reply.body, {
    languages: languagesOf(reply, live),
    expecting: [...expecting],
    ...(names.length > 1 ? { names } : {}),
  });
}

function languagesOf(
  { settings, conversations }: ReplyToRoute,
  live: readonly ConversationRecord[],
): readonly string[] {
  // Who takes a cancellation back has nothing live any more, or only a child's appointment, and writes in their language all the same.
  const own = [...live, ...conversations].flatMap(({ state }) => state.context.appointment.patient.language ?? []);
  return [...new Set([...own, settings.language])];
}

/** The first appointment of each visit: the parts of a visit go together. */
function visitsOf(records: readonly ConversationRecord[], reply: ReplyToRoute): readonly ConversationRecord[] {
  return records.filter((record) => partsOfVisit(record, records, reply.settings)[0] === record);
}

/** Digits answer only the latest text; names still answer the question before. */
function isLatestQuestion(choice: OpenChoice, live: readonly ConversationRecord[]): boolean {
  return live.every(({ state }) => (state.context.question?.askedAt ?? 0) <= choice.askedAt);
}

/** The name by which a patient is told from the others on the same phone. */
export function nameOf(record: ConversationRecord): string {
  return record.state.context.appointment.patient.firstName;
}

function openChoice(reply: ReplyToRoute): OpenChoice | null {
  const { choice } = reply.thread;
  if (choice === null || choice.expiresAt < reply.now) return null;
  return wasAskedBy(choice.askedAt, reply.receivedAt) ? choice : null;
}

function isTooOld(reply: ReplyToRoute, intent: Intent): boolean {
  const { receivedAt, now, calendar, settings } = reply;
  if (receivedAt === null) return reply.isAfterGap;
  if (calendar.dayOf(receivedAt).day !== calendar.dayOf(now).day) return true;
  const isArrival = intent === 'arrived' || intent === 'ready';
  return isArrival && now - receivedAt > settings.staleReplyMinutes * 60_000;
}

const week = 7 * 24 * 60 * 60_000;

function routeWithoutLive(reply: ReplyToRoute, reading: Interpretation): Route {
  const near = reply.conversations.filter(({ startAt }) => startAt <= reply.now + week);
  // The next one that is to come, else the one that was last.
  const next = near.find((record) => record.startAt >= reply.now) ?? near.at(-1);
  if (next === undefined) return { type: 'unknown' };
  if (reading.intent === 'thanks') return { type: 'courtesy', appointmentId: next.appointmentId };
  return { type: 'not-open', appointment: next };
}

/** *Undo* is about what the patient has cancelled by text, which may be closed; else about what was cancelled by the clinic. */
function routeUndo(reply: ReplyToRoute, reading: Interpretation): Route | null {
  const { conversations } = reply;
  const cancelled = conversations.filter(({ state }) => (state.context.cancelledByTextAt ?? null) !== null);
  const open = openChoice(reply);
  if (open?.intent === 'undo' && reading.choice !== null)
    return answerToChoice({ reply, live: cancelled, reading, open, choice: reading.choice });
  if (reading.intent !== 'undo') return null;
  if (cancelled.length > 1) return { type: 'ask-which', intent: 'undo', options: cancelled };
  const [target] =
    cancelled.length > 0
      ? cancelled
      : conversations.filter(({ state }) => openQuestion(state, reply.now)?.template === 'Cancellation');
  return target === undefined ? null : deliver(reply, conversations, [target], reading);
}

interface AnsweredChoice {
  readonly reply: ReplyToRoute;
  readonly live: readonly ConversationRecord[];
  readonly reading: Interpretation;
  readonly open: OpenChoice;
  readonly choice: ReplyChoice;
}

/** "Which appointment?" was answered by number, by name, or by both. */
function answerToChoice({ reply, live, reading, open, choice }: AnsweredChoice): Route {
  const wanted = choice === 'both' ? open.options : choice.map((number) => open.options[number - 1]);
  const among = (some: typeof wanted) =>
    live.filter((record) => some.some((option) => option?.appointmentId === record.appointmentId));
  const targets = among(wanted);
  // "Mia, running late" says more than which: it takes the place of what was asked about.
  const kept = reading.isLate ? 'late' : open.intent;
  const intent = reading.intent === 'choice' ? kept : reading.intent;
  if (targets.length === 0) return { type: 'ask-which', intent, options: among(open.options) };
  // What was chosen by a digit is echoed before it is cancelled, also by a *yes* to "do you want to cancel?".
  const isWeak = intent === 'cancel' || (intent === 'yes' && !areEchoed(among(open.options)));
  return deliver(reply, live, targets, { ...reading, intent, clarity: isWeak ? 'weak' : reading.clarity });
}

function routeAmong(reply: ReplyToRoute, live: readonly ConversationRecord[], reading: Interpretation): Route {
  const { choice } = reading;
  const intent = toSharedIntent(reading, live, reply);
  const visits = visitsOf(live, reply);
  if (choice !== null && intent !== 'choice') {
    const named = visits.filter((_, index) => choice === 'both' || choice.includes(index + 1));
    return deliver(reply, live, named, reading);
  }
  const accepting = withoutAnswered(
    live.filter((record) => accepts(record, intent, reply)),
    intent,
  );
  const notUnderstood = () => deliver(reply, live, askedLast(live).slice(0, 1), { ...reading, intent: 'unknown' });
  if (isMereOk(reading, intent) && areEchoed(accepting)) return notUnderstood();
  const echoed = echoedLast(live, intent, reply);
  if (echoed !== null) return deliver(reply, live, [echoed], { ...reading, intent });
  const digest = intent === 'confirm' || intent === 'yes' ? standing(oneDigest(accepting), reply) : [];
  if (digest.length > 0) return deliver(reply, live, digest, { ...reading, intent: 'confirm' });
  // A cancellation is not taken for the first part of a visit when it may mean another.
  const options = intent === 'cancel' ? accepting : visitsOf(accepting, reply);
  if (live.length === 1) return deliver(reply, live, live, { ...reading, intent });
  // None of them waits for such a word: which one is meant would be a guess, so nothing is done and it is asked back.
  if (options.length === 0) return notUnderstood();
  if (options.length === 1) return deliver(reply, live, options, { ...reading, intent });
  if (options.length > reply.settings.maximumChoices) return { type: 'too-many', options };
  return { type: 'ask-which', intent, options };
}

/** What can be an answer to "confirm or cancel?" or "do you want to cancel?", which speak of a time. */
const answersOfTime: ReadonlySet<Intent> = new Set<Intent>(['confirm', 'cancel', 'yes', 'no']);

function deliver(
  reply: ReplyToRoute,
  live: readonly ConversationRecord[],
  targets: readonly ConversationRecord[],
  reading: Interpretation,
): Route {
  const isAnswer = answersOfTime.has(reading.intent);
  const ages = new Map(targets.map((record) => [record, isAnswer ? ageOfAnswer(record, reply) : 'current']));
  const again = targets.find((record) => ages.get(record) === 'asked-anew');
  if (again !== undefined) return { type: 'courtesy', appointmentId: again.appointmentId };
  const outdated = targets.filter((record) => ages.get(record) === 'outdated');
  const isMeantOtherwise =
    outdated.length === 0 && targets.some(({ state }) => isPremature(state, reading.intent, reply.receivedAt));
  const arriving = reading.intent === 'arrived' ? targets.filter((record) => isAtClinic(record, reply.now)) : [];
  const parts = arriving.flatMap((record) => partsOfVisit(record, live, reply.settings));
  return {
    type: 'deliver',
    targets,
    intent:
      isMeantOtherwise || isOnlyHinted(reading, targets, reply.now)
        ? 'unknown'
        : isBareOk(reading)
          ? 'yes'
          : reading.intent,
    isSure: reading.intent === 'cancel' && reading.clarity === 'clear' && !mayMeanAnother(reply, targets),
    outdated,
    isLate: reading.isLate && reading.intent !== 'late',
    parts: isMeantOtherwise ? [] : [...new Set(parts)].filter((record) => !targets.includes(record)),
  };
}

/** Another was cancelled by text since these were asked about, or by the clinic, unread: "cancel" may mean that one, so it is echoed. */
function mayMeanAnother(reply: ReplyToRoute, targets: readonly ConversationRecord[]): boolean {
  const askedAt = Math.min(...targets.map(({ state }) => state.context.question?.askedAt ?? 0));
  return reply.conversations.some(
    (other) =>
      !targets.includes(other) &&
      ((other.state.context.cancelledByTextAt ?? -1) >= askedAt || isEndUnread(other, reply)),
  );
}

/** Whether *arrived* means the clinic: in a video visit it does only as the answer to "at the clinic, or at your phone?". */
function isAtClinic({ state }: ConversationRecord, now: number): boolean {
  const isRemote = state.visit === 'remote-scheduled' || state.visit === 'remote-invited';
  return !isRemote || openQuestion(state, now)?.template === 'AtClinicOrPhone';
}
