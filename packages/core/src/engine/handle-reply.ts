import type { ChangedText } from '../conversation/outdated.ts';
import type { Route } from '../conversation/route.ts';
import { routeReply } from '../conversation/route.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ConversationRecord, InboxRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import { isPhoneNumber } from '../phone-number.ts';
import type { PhoneNumber } from '../phone-number.ts';
import { loadChangedTexts } from './changed-texts.ts';
import { withoutAdoptionMark } from './adoption-mark.ts';
import { commitAndTell, joinCommits } from './commit.ts';
import { deliverReply } from './deliver-reply.ts';
import type { Engine } from './engine.ts';
import type { ReplyEnding } from './reply-endings.ts';
import { endingOf } from './reply-endings.ts';
import { toTask } from './tasks.ts';
import { loadThread, withoutPassingFailure } from './threads.ts';

const day = 24 * 60 * 60_000;
/** Further ahead no appointment is announced or asked about. */
const aheadMs = 400 * day;
const maximumAttempts = 8;

/** How a message came to be handled. */
export interface ReplyCircumstances {
  /** True when nobody was receiving for a while before it. */
  readonly isAfterGap: boolean;
  /** True when it was unknown at first and the number has been added since: its outcome stands, only what it says is done. */
  readonly isAdopted: boolean;
  /** True when it is not in the inbox yet: it is stored with its outcome, in one commit. */
  readonly isNew?: boolean;
}

/** One message with all that was loaded for it. */
export interface ReplyAtHand {
  readonly message: InboxRecord;
  readonly phone: PhoneNumber;
  readonly thread: ThreadRecord;
  readonly conversations: readonly ConversationRecord[];
  readonly circumstances: ReplyCircumstances;
}

/** Deals with one stored message: it ends in exactly one recorded outcome (promise P1). Returns false when it must be tried again. */
export async function handleReply(
  engine: Engine,
  message: InboxRecord,
  circumstances: ReplyCircumstances,
): Promise<boolean> {
  const { phone } = message;
  const ignore = (reason: string): Promise<boolean> => {
    const ending = { outcome: 'ignored', intent: null, appointmentId: null, reason, commit: {} } as const;
    return finish(engine, message, ending, circumstances);
  };
  if (phone === null) return ignore('the sender is no telephone number');
  if (engine.messages.numbers.includes(phone)) return ignore('the sender is one of our own numbers');
  if (isForOthers(engine, message)) return ignore('it was sent to a number that is not ours');
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    const now = engine.clock.now();
    const [stored, conversations] = await Promise.all([
      loadThread(engine, phone),
      engine.store.conversationsOfPhone({ phone, from: now - day, to: now + aheadMs }),
    ]);
    const thread = withoutPassingFailure(stored);
    if (thread !== stored && (await engine.store.commit({ threads: [thread] })) === 'committed') continue;
    const reply: ReplyAtHand = { message, phone, thread, conversations, circumstances };
    const route = routeOf(engine, reply, await loadChangedTexts(engine, conversations));
    if (circumstances.isAdopted && route.type !== 'deliver') return false;
    if (route.type === 'deliver' && !isPaused(engine, route)) {
      if (await deliverReply(engine, reply, route)) return true;
      continue;
    }
    const ending = endingOf(engine, reply, route);
    if (await finish(engine, message, ending, circumstances)) return true;
  }
  engine.logger.log('error', '[engine] a reply could not be recorded, it stays in the inbox and will be tried again', {
    message: message.gatewayId,
  });
  return false;
}

/** A gateway may pass on what is for another clinic of the same account. What is not in E.164 form cannot be told apart. */
function isForOthers(engine: Engine, { to, gatewayId }: InboxRecord): boolean {
  const { numbers } = engine.messages;
  if (numbers.length === 0 || !isPhoneNumber(to) || numbers.includes(to)) return false;
  engine.logger.log('warn', '[engine] a text to a number that is not ours is left alone; list the number if it is', {
    message: gatewayId,
  });
  return true;
}

/** Gives a message that the program itself cannot deal with to a person: also that is an outcome. */
export async function giveReplyToPerson(engine: Engine, message: InboxRecord): Promise<boolean> {
  const task = toTask({
    key: message.gatewayId,
    kind: 'reply-not-understood',
    appointmentId: null,
    phone: message.phone,
    now: engine.clock.now(),
  });
  const reason = 'the program failed while it dealt with the reply';
  const ending = { outcome: 'task', intent: null, appointmentId: null, reason, commit: { tasks: [task] } } as const;
  return finish(engine, message, ending, { isAfterGap: false, isAdopted: false });
}

function routeOf(engine: Engine, reply: ReplyAtHand, changedTexts: ReadonlyMap<string, ChangedText>): Route {
  const { settings, calendar } = engine.config;
  return routeReply({
    body: reply.message.body ?? '',
    carrierKeyword: reply.message.carrierKeyword,
    receivedAt: reply.message.receivedAt,
    isAfterGap: reply.circumstances.isAfterGap,
    now: engine.clock.now(),
    conversations: reply.conversations,
    changedTexts,
    thread: reply.thread,
    settings,
    calendar,
  });
}

function isPaused(engine: Engine, route: Extract<Route, { type: 'deliver' }>): boolean {
  const { pauses } = engine.config;
  return route.targets.some(
    (record) =>
      pauses.has('clinic') ||
      pauses.has(`patient/${record.patientId}`) ||
      pauses.has(`practitioner/${record.state.context.appointment.practitioner.id}`),
  );
}

async function finish(
  engine: Engine,
  message: InboxRecord,
  ending: ReplyEnding,
  circumstances: ReplyCircumstances,
): Promise<boolean> {
  const own: Commit = {
    ...recordHandled(engine, message, ending, circumstances),
    journal: [
      {
        at: engine.clock.now(),
        appointmentId: ending.appointmentId,
        phone: message.phone,
        by: 'patient',
        event: 'reply-received',
        from: null,
        to: null,
        reason: ending.reason,
      },
    ],
  };
  const result = await commitAndTell(engine, joinCommits(ending.commit, own));
  if (result === 'committed') {
    tellHandled(engine, message, ending);
    return true;
  }
  const stored = await engine.store.inboxMessage({ gatewayId: message.gatewayId });
  // Somebody else has dealt with it in the meantime: that is its one outcome.
  return stored !== null && stored.outcome !== null;
}

/**
 * Writes the one outcome of a message: with the message itself where it is not stored yet. The outcome of one that is adopted stands; only
 * its mark goes.
 */
export function recordHandled(
  engine: Engine,
  message: InboxRecord,
  { outcome, intent, appointmentId, reason }: Omit<ReplyEnding, 'commit'>,
  circumstances: ReplyCircumstances,
): Pick<Commit, 'inbox' | 'inboxChanges' | 'documents'> {
  if (circumstances.isAdopted) return { documents: [withoutAdoptionMark(message)] };
  const handled = { outcome, intent, appointmentId, reason, handledAt: engine.clock.now() };
  if (circumstances.isNew === true) return { inbox: [{ ...message, ...handled }] };
  return { inboxChanges: [{ gatewayId: message.gatewayId, ...handled }] };
}

/** Tells listeners that a message was dealt with. */
export function tellHandled(
  engine: Engine,
  message: InboxRecord,
  ending: Omit<ReplyEnding, 'commit' | 'reason'>,
): void {
  engine.bus.emit('reply-handled', {
    at: engine.clock.now(),
    gatewayId: message.gatewayId,
    appointmentId: ending.appointmentId,
    intent: ending.intent,
    outcome: ending.outcome,
  });
}
