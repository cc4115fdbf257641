import type { ClinicCalendar } from '../clinic-calendar.ts';
import type { ClinicSettings } from '../clinic-settings.ts';
import type { ConversationRecord, OpenChoice, ThreadRecord } from '../ports/conversation-store/records.ts';
import { acceptedIntents, isAskedAfter, openIntents } from './accepts.ts';
import type { Intent } from './intent.ts';
import { consentWord } from './replies/consent-word.ts';
import { findUrgent } from './replies/find-urgent.ts';
import type { Interpretation } from './replies/interpretation.ts';
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
  /** Conversations of this number from yesterday to a week ahead, closed ones included, by start. */
  readonly conversations: readonly ConversationRecord[];
  readonly thread: ThreadRecord;
  readonly settings: ClinicSettings;
  readonly calendar: ClinicCalendar;
}

/** Where a reply goes. Three outcomes only: act, ask back, or a task; besides courtesy, consent and unknown. */
export type Route =
  | {
      readonly type: 'consent';
      readonly word: 'stop' | 'start' | 'help';
      readonly mayMeanCancel: boolean;
      readonly live: readonly ConversationRecord[];
    }
  | { readonly type: 'urgent'; readonly appointmentId: string | null }
  | { readonly type: 'wrong-number'; readonly live: readonly ConversationRecord[] }
  | {
      readonly type: 'deliver';
      readonly targets: readonly ConversationRecord[];
      readonly intent: Intent;
      readonly choice: number | null;
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
    return { type: 'consent', word: consent, mayMeanCancel: mayMeanCancel(reply.body), live };
  }
  const first = live[0] ?? null;
  if (findUrgent(reply.body, reply.settings.urgentWords))
    return { type: 'urgent', appointmentId: first?.appointmentId ?? null };

  const reading = read(reply, live);
  if (reading.intent === 'stop' && reading.clarity === 'clear')
    return { type: 'consent', word: 'stop', mayMeanCancel: false, live };
  if (reading.intent === 'wrong-number' && reading.clarity === 'clear') return { type: 'wrong-number', live };
  if (isTooOld(reply, reading.intent))
    return { type: 'too-old', intent: reading.intent, appointmentId: first?.appointmentId ?? null };
  if (first === null) return routeWithoutLive(reply, reading);
  if (reading.intent === 'thanks')
    return live.length === 1
      ? deliver(reply, live, [first], reading)
      : { type: 'courtesy', appointmentId: first.appointmentId };

  const chosen = answerToChoice(reply, live, reading);
  if (chosen !== null) return chosen;
  const named = namedOptions(live, reading);
  if (named.length > 0) return deliver(reply, live, named, reading);
  return routeAmong(reply, live, reading);
}

function isLive(record: ConversationRecord, reply: ReplyToRoute): boolean {
  const { visit, context } = record.state;
  if (visit === 'closed') return false;
  const isToday = reply.calendar.dayOf(context.appointment.startAt).day === reply.calendar.dayOf(reply.now).day;
  return isToday || visit !== 'upcoming' || openIntents(record.state, reply).length > 0;
}

function consentOf(reply: ReplyToRoute): 'stop' | 'start' | 'help' | null {
  const word = reply.carrierKeyword ?? consentWord(reply.body);
  // YES is an opt-in word for carriers and an answer for everybody who has not opted out.
  if (word === 'start' && reply.thread.consent !== 'opted-out' && reply.body.trim().toLowerCase() === 'yes')
    return null;
  return word;
}

function mayMeanCancel(body: string): boolean {
  return ['cancel', 'end', 'quit'].includes(body.trim().toLowerCase());
}

function read(reply: ReplyToRoute, live: readonly ConversationRecord[]): Interpretation {
  const choice = openChoice(reply);
  const expecting = new Set<Intent>(choice === null ? [] : ['choice']);
  const languages = new Set<string>();
  for (const record of live) {
    for (const intent of openIntents(record.state, reply)) expecting.add(intent);
    const { language } = record.state.context.appointment.patient;
    if (language !== null) languages.add(language);
  }
  languages.add(reply.settings.language);
  const names = choice === null ? live.map(nameOf) : choice.options.map((option) => option.name);
  return interpretReply(reply.body, {
    languages: [...languages],
    expecting: [...expecting],
    ...(names.length > 1 ? { names } : {}),
  });
}

/** The name by which a patient is told from the others on the same phone. */
export function nameOf(record: ConversationRecord): string {
  return record.state.context.appointment.patient.firstName;
}

function openChoice(reply: ReplyToRoute): OpenChoice | null {
  const { choice } = reply.thread;
  return choice !== null && choice.expiresAt >= reply.now ? choice : null;
}

function isTooOld(reply: ReplyToRoute, intent: Intent): boolean {
  const { receivedAt, now, calendar, settings } = reply;
  if (receivedAt === null) return reply.isAfterGap;
  if (calendar.dayOf(receivedAt).day !== calendar.dayOf(now).day) return true;
  const isArrival = intent === 'arrived' || intent === 'ready';
  return isArrival && now - receivedAt > settings.staleReplyMinutes * 60_000;
}

function routeWithoutLive(reply: ReplyToRoute, reading: Interpretation): Route {
  // The next one that is to come, else the one that was last.
  const next = reply.conversations.find((record) => record.startAt >= reply.now) ?? reply.conversations.at(-1);
  if (next === undefined) return { type: 'unknown' };
  if (reading.intent === 'thanks') return { type: 'courtesy', appointmentId: next.appointmentId };
  return { type: 'not-open', appointment: next };
}

function answerToChoice(
  reply: ReplyToRoute,
  live: readonly ConversationRecord[],
  reading: Interpretation,
): Route | null {
  const open = openChoice(reply);
  if (open === null || reading.choice === null) return null;
  const wanted = reading.choice === 'both' ? open.options : reading.choice.map((number) => open.options[number - 1]);
  const targets = live.filter((record) => wanted.some((option) => option?.appointmentId === record.appointmentId));
  if (targets.length === 0) return null;
  const intent = reading.intent === 'choice' || reading.intent === 'unknown' ? open.intent : reading.intent;
  return deliver(reply, live, targets, { ...reading, intent, choice: null });
}

function namedOptions(live: readonly ConversationRecord[], reading: Interpretation): readonly ConversationRecord[] {
  if (live.length < 2 || reading.choice === null || reading.intent === 'choice' || reading.intent === 'unknown')
    return [];
  const { choice } = reading;
  return choice === 'both' ? live : live.filter((_, index) => choice.includes(index + 1));
}

function routeAmong(reply: ReplyToRoute, live: readonly ConversationRecord[], reading: Interpretation): Route {
  const { intent } = reading;
  const accepting = live.filter((record) => acceptedIntents(record.state, reply).has(intent));
  const candidates = live.length === 1 ? live : accepting;
  if (candidates.length === 0) return deliver(reply, live, [latestAsked(live)], reading);
  const first = candidates[0];
  if (first === undefined || candidates.length === 1) return deliver(reply, live, candidates, reading);

  const visit = partsOfVisit(first, candidates, reply.settings);
  if (visit.length === candidates.length) return deliver(reply, live, [first], reading);
  // One option for each visit: the parts of a visit go together.
  const options = candidates.filter((record) => partsOfVisit(record, candidates, reply.settings)[0] === record);
  if (options.length > reply.settings.maximumChoices) return { type: 'too-many', options };
  return { type: 'ask-which', intent, options };
}

function latestAsked(live: readonly ConversationRecord[]): ConversationRecord {
  return live.reduce((a, b) =>
    (b.state.context.question?.askedAt ?? 0) > (a.state.context.question?.askedAt ?? 0) ? b : a,
  );
}

function deliver(
  reply: ReplyToRoute,
  live: readonly ConversationRecord[],
  targets: readonly ConversationRecord[],
  reading: Interpretation,
): Route {
  const target = targets[0];
  // A bare answer that was received before the question was asked answers nothing.
  const isPremature =
    target !== undefined &&
    ['yes', 'no', 'confirm', 'choice'].includes(reading.intent) &&
    isAskedAfter(target.state, reply.receivedAt);
  const parts =
    reading.intent === 'arrived'
      ? targets
          .flatMap((record) => partsOfVisit(record, live, reply.settings))
          .filter((record) => !targets.includes(record))
      : [];
  const choice = Array.isArray(reading.choice) ? (reading.choice[0] ?? null) : null;
  return {
    type: 'deliver',
    targets,
    intent: isPremature || isHinted(reading) ? 'unknown' : weighed(reading, target),
    choice: choice as number | null,
    isLate: reading.isLate && reading.intent !== 'late',
    parts,
  };
}

/**
 * What a bare "ok" or a thumb means: to an invite it may be *ready*, which the machine decides by how close the start is; to somebody
 * who is expected in person it is courtesy, and changes nothing.
 */
function weighed(reading: Interpretation, target: ConversationRecord | undefined): Intent {
  if (reading.clarity === 'clear') return reading.intent;
  if (reading.intent === 'ready') return 'yes';
  return reading.intent === 'yes' && target?.state.visit === 'expected' ? 'thanks' : reading.intent;
}

/** A destructive intent that was only hinted at is read by a person; a cancellation is asked back by the machine. */
function isHinted(reading: Interpretation): boolean {
  return reading.clarity === 'weak' && (reading.intent === 'stop' || reading.intent === 'wrong-number');
}
