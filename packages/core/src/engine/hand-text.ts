import { isReminder } from '../conversation/text-rules.ts';
import { mattersToPerson } from '../conversation/text-guards.ts';
import { GatewayError } from '../errors.ts';
import type { EffectRecord, ThreadRecord } from '../ports/conversation-store/records.ts';
import type { AcceptedMessage, SentMessage } from '../ports/message-gateway.ts';
import { backoffMs } from './backoff.ts';
import { commitAndTell } from './commit.ts';
import { findAdoptable } from './restore.ts';
import { commitUndelivered, taskForEffect, undeliveredTask } from './effect-tasks.ts';
import type { Engine } from './engine.ts';
import { learnAboutNumber } from './threads.ts';
import type { TextAtHand } from './send-text.ts';

/** Claims a text durably, hands it to the gateway, and records what came of it. */
export async function handText(engine: Engine, text: TextAtHand, body: string): Promise<void> {
  const adopted = await findAdoptable(engine, text.effect.to, body);
  const claimed = await engine.store.commit({
    effectChanges: [{ id: text.record.id, from: 'waiting', set: toClaim(engine, text.record, body) }],
    threads: [countText(engine, text)],
  });
  // Somebody else took it, or the thread has changed meanwhile: it is looked at again from the start.
  if (claimed === 'conflict') return;
  if (adopted !== null) return recordAdopted(engine, text, adopted, body);
  return handClaimed(engine, text, body);
}

/** What a claim sets on the row of a text. */
export function toClaim(engine: Engine, record: EffectRecord, body: string) {
  const claim = { status: 'claimed', claimedBy: engine.worker, claimedAt: engine.clock.now(), reason: null } as const;
  return { ...claim, attempts: record.attempts + 1, body };
}

/** A text that was claimed: nothing more needs to be read to hand it over. */
type ClaimedText = Pick<TextAtHand, 'record' | 'effect'>;

/** Hands over a text that this process has claimed, and records what came of it. */
export async function handClaimed(engine: Engine, text: ClaimedText, body: string): Promise<void> {
  const outcome = await send(engine, text, body);
  if (outcome instanceof GatewayError) return recordFailure(engine, text, outcome);
  engine.health.up('gateway');
  await recordAccepted(engine, text, outcome);
}

async function send(engine: Engine, text: ClaimedText, body: string): Promise<AcceptedMessage | GatewayError> {
  const { record, effect } = text;
  try {
    const isUrgent = effect.urgency === 'call-in';
    return await engine.messages.send({ id: record.id, to: effect.to, body, validUntil: effect.latestAt, isUrgent });
  } catch (error) {
    if (error instanceof GatewayError) return error;
    return new GatewayError({
      message: '[gateway] unexpected error, the text is looked up',
      failure: 'in-doubt',
      cause: error,
    });
  }
}

/** The text left between a backup and its restore. With another link in it, the one that the patient has leads nowhere. */
async function recordAdopted(engine: Engine, text: TextAtHand, adopted: SentMessage, body: string): Promise<void> {
  if (adopted.body !== body) await commitAndTell(engine, { tasks: [taskForEffect(engine, text.record, 'restored')] });
  await recordAccepted(engine, text, adopted);
}

/** The thread with one more text that has left. */
export function countText(engine: Engine, text: Pick<TextAtHand, 'effect' | 'thread'>): ThreadRecord {
  const { thread, effect } = text;
  const now = engine.clock.now();
  const { day } = engine.config.calendar.dayOf(now);
  const sent = thread.sent.day === day ? thread.sent : { day, texts: 0, callIns: 0 };
  const reminders = (sent.reminders ?? 0) + (isReminder(effect.template) ? 1 : 0);
  const isCallIn = effect.urgency === 'call-in';
  return {
    ...thread,
    lastTextAt: now,
    sent: { day, texts: sent.texts + (isCallIn ? 0 : 1), callIns: sent.callIns + (isCallIn ? 1 : 0), reminders },
  };
}

/** Records that the gateway has a text. Also used when a text in doubt was found. */
export async function recordAccepted(
  engine: Engine,
  text: Pick<TextAtHand, 'record' | 'effect'>,
  accepted: AcceptedMessage,
  from: 'claimed' | 'in-doubt' | 'waiting' = 'claimed',
): Promise<void> {
  const { record, effect } = text;
  const now = engine.clock.now();
  const result = await engine.store.commit({
    effectChanges: [
      {
        id: record.id,
        from,
        set: { status: 'done', gatewayId: accepted.gatewayId, delivery: 'accepted', finishedAt: now, reason: null },
      },
    ],
  });
  if (result === 'conflict') return;
  engine.bus.emit('text-sent', {
    at: now,
    effectId: record.id,
    appointmentId: record.appointmentId,
    template: effect.template,
  });
}

async function recordFailure(engine: Engine, text: ClaimedText, error: GatewayError): Promise<void> {
  switch (error.failure) {
    case 'in-doubt':
      engine.health.down('gateway', error);
      return putInDoubt(engine, text, error);
    case 'retry':
    case 'configuration':
      engine.health.down('gateway', error);
      return tryAgain(engine, text, error);
    case 'permanent':
    case 'opted-out':
      return giveUp(engine, text, error);
    default:
      return error.failure satisfies never;
  }
}

/** A call-in cannot wait for the look-up: it is a task at once. */
async function putInDoubt(engine: Engine, { record }: ClaimedText, error: GatewayError): Promise<void> {
  const change = { id: record.id, from: 'claimed', set: { status: 'in-doubt', reason: error.message } } as const;
  await commitUndelivered(engine, record, change, null);
}

async function tryAgain(engine: Engine, { record }: ClaimedText, error: GatewayError): Promise<void> {
  const dueAt = engine.clock.now() + Math.max(error.retryAfterMs ?? 0, backoffMs(record.attempts + 1));
  const set = { status: 'waiting', dueAt, reason: error.message, claimedBy: null, claimedAt: null } as const;
  await commitUndelivered(engine, record, { id: record.id, from: 'claimed', set }, null);
}

async function giveUp(engine: Engine, text: ClaimedText, error: GatewayError): Promise<void> {
  const { record, effect } = text;
  const set = { status: 'failed', reason: error.message, finishedAt: engine.clock.now() } as const;
  const needsPerson = mattersToPerson(effect) || effect.urgency === 'answer';
  const task = needsPerson ? undeliveredTask(engine, record) : null;
  await commitUndelivered(engine, record, { id: record.id, from: 'claimed', set }, task);
  const hasOptedOut = error.failure === 'opted-out';
  await learnAboutNumber(engine, effect.to, {
    hasOptedOut,
    failure: error.numberFailure,
    textAt: record.claimedAt ?? engine.clock.now(),
  });
}
