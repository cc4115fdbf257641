import { openQuestion } from '../conversation/accepts.ts';
import type { Intent } from '../conversation/intent.ts';
import { nameOf } from '../conversation/route.ts';
import type { Route } from '../conversation/route.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, InboundOutcome } from '../ports/conversation-store/records.ts';
import type { TaskKind } from '../task.ts';
import { choiceWords } from './choice-words.ts';
import type { Engine } from './engine.ts';
import type { ReplyAtHand } from './handle-reply.ts';
import { toReplyText } from './reply-texts.ts';
import { textsAfterStart } from './resend.ts';
import { toChoiceMark } from './expire-choices.ts';
import { toTask } from './tasks.ts';
import { withConsent } from './with-consent.ts';

/** How a message ends that is not given to a conversation: its outcome, and what is committed with it. */
export interface ReplyEnding {
  readonly outcome: InboundOutcome;
  readonly intent: Intent | null;
  readonly appointmentId: string | null;
  readonly reason: string;
  readonly commit: Commit;
}

/** Decides how a message ends. */
export function endingOf(engine: Engine, reply: ReplyAtHand, route: Route): ReplyEnding {
  switch (route.type) {
    case 'consent':
      return consentEnding(engine, reply, route);
    case 'urgent':
      return {
        ...taskEnding(engine, reply, 'urgent', route.appointmentId, 'urgent', 'the reply speaks of an emergency'),
        ...textToo(engine, reply, 'urgent', route.appointmentId, 'Emergency'),
      };
    case 'wrong-number':
      return wrongNumberEnding(engine, reply, route.live);
    case 'deliver':
      return taskEnding(
        engine,
        reply,
        'reply-while-paused',
        route.targets[0]?.appointmentId ?? null,
        route.intent,
        'texting is paused',
      );
    case 'ask-which':
      return askWhichEnding(engine, reply, route);
    case 'too-many':
      return tooManyEnding(engine, reply, route.options);
    case 'too-old':
      return taskEnding(
        engine,
        reply,
        'reply-too-old',
        route.appointmentId,
        route.intent,
        'the reply is too old to act on',
      );
    case 'not-open':
      return notOpenEnding(engine, reply, route.appointment);
    case 'courtesy':
      return {
        outcome: 'courtesy',
        intent: 'thanks',
        appointmentId: route.appointmentId,
        reason: 'nothing to do',
        commit: {},
      };
    case 'unknown':
      return unknownEnding(engine, reply);
    default:
      return route satisfies never;
  }
}

function task(engine: Engine, reply: ReplyAtHand, kind: TaskKind, appointmentId: string | null) {
  return toTask({ key: reply.message.gatewayId, kind, appointmentId, phone: reply.phone, now: engine.clock.now() });
}

function taskEnding(
  engine: Engine,
  reply: ReplyAtHand,
  kind: TaskKind,
  appointmentId: string | null,
  intent: Intent,
  reason: string,
): ReplyEnding {
  return {
    outcome: 'task',
    intent,
    appointmentId,
    reason,
    commit: { tasks: [task(engine, reply, kind, appointmentId)] },
  };
}

function textToo(
  engine: Engine,
  reply: ReplyAtHand,
  kind: TaskKind,
  appointmentId: string | null,
  template: 'Emergency',
): Pick<ReplyEnding, 'commit'> {
  const record = reply.conversations.find((other) => other.appointmentId === appointmentId) ?? null;
  const text = toReplyText(engine, { key: reply.message.gatewayId, template, to: reply.phone, record });
  return { commit: { tasks: [task(engine, reply, kind, appointmentId)], effects: [text] } };
}

function consentEnding(engine: Engine, reply: ReplyAtHand, route: Extract<Route, { type: 'consent' }>): ReplyEnding {
  const appointmentId = route.live[0]?.appointmentId ?? null;
  const ending = { outcome: 'consent', intent: route.word, appointmentId } as const;
  if (route.word === 'help') return { ...ending, reason: 'the carrier answers HELP', commit: {} };
  const isOwnWord = reply.message.carrierKeyword === null;
  const thread = withConsent(reply.thread, {
    at: engine.clock.now(),
    consent: route.word === 'stop' ? 'opted-out' : 'opted-in',
    by: isOwnWord ? 'patient' : 'gateway',
    how: isOwnWord ? 'word' : 'carrier',
  });
  if (route.word === 'start') {
    const wasOut = reply.thread.consent === 'opted-out';
    const effects = wasOut ? textsAfterStart(engine, reply.phone, reply.message.gatewayId, route.live) : [];
    return { ...ending, reason: 'opted in', commit: { threads: [thread], effects } };
  }
  const asked = askedNow(engine, route.live);
  if (asked !== null)
    return {
      ...ending,
      appointmentId: asked.appointmentId,
      reason: 'opted out while a question was open, and may want to cancel',
      commit: { threads: [thread], tasks: [task(engine, reply, 'may-want-to-cancel', asked.appointmentId)] },
    };
  return {
    ...ending,
    reason: 'opted out',
    commit: {
      threads: [thread],
      tasks: appointmentId === null ? [] : [task(engine, reply, 'opted-out', appointmentId)],
    },
  };
}

/** The appointment of the question that was asked last and is open; null when none is. */
function askedNow(engine: Engine, live: readonly ConversationRecord[]): ConversationRecord | null {
  const now = engine.clock.now();
  const asked = live.filter(({ state }) => openQuestion(state, now) !== null);
  const askedAt = ({ state }: ConversationRecord): number => state.context.question?.askedAt ?? 0;
  return asked.toSorted((a, b) => askedAt(b) - askedAt(a))[0] ?? null;
}

function wrongNumberEnding(engine: Engine, reply: ReplyAtHand, live: readonly ConversationRecord[]): ReplyEnding {
  const patients = [...new Set([...reply.thread.wrongFor, ...reply.conversations.map((record) => record.patientId)])];
  const appointmentId = live[0]?.appointmentId ?? null;
  return {
    outcome: 'task',
    intent: 'wrong-number',
    appointmentId,
    reason: 'the number is not the patient’s',
    commit: {
      threads: [{ ...reply.thread, wrongFor: patients }],
      tasks: [task(engine, reply, 'wrong-number', appointmentId)],
    },
  };
}

function askWhichEnding(engine: Engine, reply: ReplyAtHand, route: Extract<Route, { type: 'ask-which' }>): ReplyEnding {
  const now = engine.clock.now();
  const { choice } = reply.thread;
  const isAskedAlready = choice !== null && choice.expiresAt >= now;
  if (isAskedAlready) {
    // Asked once: a second answer that says no more needs a person, and the question stays open until its time.
    return taskEnding(
      engine,
      reply,
      'which-appointment',
      route.options[0]?.appointmentId ?? null,
      route.intent,
      'still not clear which appointment is meant',
    );
  }
  const open = {
    intent: route.intent,
    askedAt: now,
    expiresAt: now + engine.config.settings.choiceMinutes * 60_000,
    options: route.options.map((record) => ({ appointmentId: record.appointmentId, name: nameOf(record) })),
  };
  const text = toReplyText(engine, {
    key: reply.message.gatewayId,
    template: 'WhichAppointment',
    to: reply.phone,
    record: null,
    variables: { choices: choicesText(engine, route.options) },
  });
  return {
    outcome: 'asked-back',
    intent: route.intent,
    appointmentId: null,
    reason: 'several appointments could be meant',
    commit: {
      threads: [{ ...reply.thread, choice: open }],
      effects: [text],
      documents: [toChoiceMark(reply.phone, open)],
    },
  };
}

function choicesText(engine: Engine, options: readonly ConversationRecord[]): string {
  // The text names nobody's appointment as its own, so it is in the clinic's language.
  return choiceWords(engine, options, engine.config.settings.language)
    .map((words, index) => `${String(index + 1)} ${words}`)
    .join(', ');
}

function tooManyEnding(engine: Engine, reply: ReplyAtHand, options: readonly ConversationRecord[]): ReplyEnding {
  const appointmentId = options[0]?.appointmentId ?? null;
  const ending = taskEnding(
    engine,
    reply,
    'which-appointment',
    appointmentId,
    'unknown',
    'too many appointments to choose from',
  );
  const text = toReplyText(engine, {
    key: reply.message.gatewayId,
    template: 'TooManyAppointments',
    to: reply.phone,
    record: null,
  });
  return { ...ending, commit: { ...ending.commit, effects: [text] } };
}

function notOpenEnding(engine: Engine, reply: ReplyAtHand, record: ConversationRecord): ReplyEnding {
  const ending = taskEnding(
    engine,
    reply,
    'reply-without-question',
    record.appointmentId,
    'unknown',
    'no appointment is open for a reply',
  );
  const patients = new Set(reply.conversations.map((other) => other.patientId));
  // With more than one patient on a phone the text names nobody, whatever the clinic's wording of `Unexpected` says.
  const isShared = patients.size > 1;
  const text = toReplyText(engine, {
    key: reply.message.gatewayId,
    template: isShared ? 'TooManyAppointments' : 'Unexpected',
    to: reply.phone,
    record: isShared ? null : record,
  });
  return { ...ending, commit: { ...ending.commit, effects: [text] } };
}

function unknownEnding(engine: Engine, reply: ReplyAtHand): ReplyEnding {
  const now = engine.clock.now();
  const { thread } = reply;
  const { settings, calendar } = engine.config;
  const ending = {
    outcome: 'unknown',
    intent: null,
    appointmentId: null,
    reason: 'no appointment has this number',
  } as const;
  const { day } = calendar.dayOf(now);
  const wasToldToday = thread.lastUnknownPhoneAt !== null && calendar.dayOf(thread.lastUnknownPhoneAt).day === day;
  const wasTexted = thread.lastTextAt !== null && now - thread.lastTextAt < settings.unknownQuietMinutes * 60_000;
  if (wasToldToday || wasTexted) return { ...ending, commit: {} };
  const text = toReplyText(engine, { key: day, template: 'UnknownPhone', to: reply.phone, record: null });
  return { ...ending, commit: { threads: [{ ...thread, lastUnknownPhoneAt: now }], effects: [text] } };
}
