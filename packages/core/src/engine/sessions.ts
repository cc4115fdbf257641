import type { CloseSessionEffect, OpenSessionEffect } from '../conversation/effect.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import { roomOf } from '../conversation/state.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { EffectChange, ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { applyEvent } from './apply-event.ts';
import { backoffMs } from './backoff.ts';
import { commitAndTell, toEffectRecord } from './commit.ts';
import { finishEffect, putOff } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { isRung } from './video-links.ts';

/** When a room that was in use is looked at again. */
const occupiedMs = 5 * 60_000;

/** Opens or closes a video room. Both are idempotent by the session's id, so that trying again is safe. */
export async function carryOutSession(
  engine: Engine,
  record: EffectRecord,
  effect: OpenSessionEffect | CloseSessionEffect,
): Promise<void> {
  const conversation =
    record.appointmentId === null ? null : await engine.store.conversation({ appointmentId: record.appointmentId });
  const obstacle =
    effect.type === 'open-session'
      ? whyNotOpen(engine, conversation, effect)
      : await whyNotClose(engine, conversation, effect);
  if (obstacle !== null) return finishEffect(engine, record, 'dropped', obstacle);
  if (engine.clock.now() > effect.latestAt)
    return finishEffect(engine, record, 'failed', 'the video server was not reached in time');
  try {
    await (effect.type === 'open-session' ? open(engine, record, effect) : close(engine, record, effect));
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    engine.health.down('video', error);
    await tryAgain(engine, record, effect, error);
  }
}

/** In shadow mode what follows is decided as if there were a room. */
export async function pretendSession(engine: Engine, record: EffectRecord, effect: OpenSessionEffect): Promise<void> {
  const reason = 'shadow mode: nothing is sent or written';
  await tell(engine, record, { type: 'room-opened', startAt: effect.startAt }, { status: 'dropped', reason });
}

function whyNotOpen(engine: Engine, conversation: ConversationRecord | null, effect: OpenSessionEffect): string | null {
  if (conversation === null || !isWanted(engine, conversation, effect)) return 'the visit is not by video any more';
  const { context } = conversation.state;
  if (context.appointment.startAt !== effect.startAt)
    return 'the appointment was moved: its room is opened for the new time';
  const { phase } = roomOf(context);
  return phase === 'closing' || phase === 'closed' ? 'the visit should be over by now' : null;
}

async function whyNotClose(
  engine: Engine,
  conversation: ConversationRecord | null,
  effect: CloseSessionEffect,
): Promise<string | null> {
  if (effect.waitsUntilEmpty === true && conversation !== null) {
    return roomOf(conversation.state.context).phase === 'closing' ? null : 'the room is in use for another time';
  }
  if (conversation !== null && isWanted(engine, conversation, effect)) return 'the visit is by video again';
  if (await isTakenOver(engine, conversation, effect)) return 'the appointment that was booked anew uses the room';
  return null;
}

/** Tells whether a visit is to be held in the room. */
function isWanted(
  engine: Engine,
  { state: { context } }: ConversationRecord,
  { sessionId }: OpenSessionEffect | CloseSessionEffect,
): boolean {
  return context.sessionId === sessionId && !isRung(engine, context);
}

async function open(engine: Engine, record: EffectRecord, effect: OpenSessionEffect): Promise<void> {
  await engine.video.open(effect);
  engine.health.up('video');
  const isTold = await tell(engine, record, { type: 'room-opened', startAt: effect.startAt }, { status: 'done' });
  if (isTold) return;
  // The visit ended while the server was slow, so its room may have been closed before there was one.
  const { sessionId, latestAt } = effect;
  const now = engine.clock.now();
  const again: CloseSessionEffect = {
    type: 'close-session',
    id: `${record.id}|undone`,
    after: null,
    dueAt: now,
    latestAt,
    sessionId,
  };
  await commitAndTell(engine, {
    effectChanges: [toChange(engine, record, { status: 'done' })],
    effects: [toEffectRecord(again, record.appointmentId, now)],
  });
}

async function close(engine: Engine, record: EffectRecord, effect: CloseSessionEffect): Promise<void> {
  const { sessionId, waitsUntilEmpty } = effect;
  if (waitsUntilEmpty === true) {
    const people = (await engine.video.participants?.({ sessionIds: [sessionId] })) ?? [];
    if (people.length > 0) return putOff(engine, record, occupiedMs, 'somebody is in the room');
  }
  await engine.video.close({ sessionId });
  engine.health.up('video');
  if (waitsUntilEmpty === true && (await tell(engine, record, { type: 'room-closed' }, { status: 'done' }))) return;
  await finishEffect(engine, record, 'done', null);
}

/** Tells the conversation what became of its room, in the commit that says so. False: the visit has no use for it any more. */
async function tell(
  engine: Engine,
  record: EffectRecord,
  event: Extract<ConversationEvent, { type: 'room-opened' | 'room-failed' | 'room-closed' }>,
  set: EffectChange['set'],
): Promise<boolean> {
  const { effect, appointmentId } = record;
  if (appointmentId === null || (effect.type !== 'open-session' && effect.type !== 'close-session')) return false;
  const applied = await applyEvent(engine, {
    appointmentId,
    by: 'engine',
    event,
    onlyIf: (conversation) => isWanted(engine, conversation, effect),
    also: () => ({ effectChanges: [toChange(engine, record, set)] }),
  });
  return applied !== null;
}

function toChange(engine: Engine, record: EffectRecord, set: EffectChange['set']): EffectChange {
  const isOver = set.status !== undefined && set.status !== 'waiting';
  return {
    id: record.id,
    from: 'waiting',
    set: { ...(isOver ? { finishedAt: engine.clock.now(), reason: null } : {}), ...set },
  };
}

/** The first time the conversation is told: without a room the visit goes on by telephone. */
async function tryAgain(
  engine: Engine,
  record: EffectRecord,
  effect: OpenSessionEffect | CloseSessionEffect,
  error: ClinicArrivalsError,
): Promise<void> {
  const attempts = record.attempts + 1;
  const set = { attempts, dueAt: engine.clock.now() + backoffMs(attempts), reason: error.message };
  const isNews = effect.type === 'open-session' && record.attempts === 0;
  if (isNews && (await tell(engine, record, { type: 'room-failed', startAt: effect.startAt }, set))) return;
  await commitAndTell(engine, { effectChanges: [toChange(engine, record, set)] });
}

const week = 7 * 24 * 60 * 60_000;

/** Tells whether an appointment that took the place of this one has its room: cancelled and booked anew, the links stay good. */
async function isTakenOver(
  engine: Engine,
  conversation: ConversationRecord | null,
  { sessionId }: CloseSessionEffect,
): Promise<boolean> {
  const phone = conversation?.phone ?? null;
  if (phone === null) return false;
  const now = engine.clock.now();
  const records = await engine.store.conversationsOfPhone({ phone, from: now - week, to: now + 5 * week });
  // A visit that has become a telephone call keeps its session, for reception may make it video again.
  return records.some(
    ({ appointmentId, state }) =>
      appointmentId !== conversation?.appointmentId && state.context.sessionId === sessionId,
  );
}
