import type { CloseSessionEffect, OpenSessionEffect } from '../conversation/effect.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { backoffMs } from './backoff.ts';
import { commitAndTell } from './commit.ts';
import { finishEffect } from './dispatch.ts';
import type { Task } from '../task.ts';
import type { Engine } from './engine.ts';
import { toTask } from './tasks.ts';

/** Opens or closes a video room. Both are idempotent by the session's id, so that trying again is safe. */
export async function carryOutSession(
  engine: Engine,
  record: EffectRecord,
  effect: OpenSessionEffect | CloseSessionEffect,
): Promise<void> {
  const conversation =
    record.appointmentId === null ? null : await engine.store.conversation({ appointmentId: record.appointmentId });
  const isOwn = conversation?.state.context.sessionId === effect.sessionId;
  if (effect.type === 'open-session' && !isOwn)
    return finishEffect(engine, record, 'dropped', 'the visit is not by video any more');
  if (effect.type === 'close-session' && isOwn)
    return finishEffect(engine, record, 'dropped', 'the visit is by video again');
  if (effect.type === 'close-session' && (await isTakenOver(engine, conversation, effect)))
    return finishEffect(engine, record, 'dropped', 'the appointment that was booked anew uses the room');
  if (engine.clock.now() > effect.latestAt)
    return finishEffect(engine, record, 'failed', 'the video server was not reached in time');
  try {
    await (effect.type === 'open-session' ? engine.video.open(effect) : engine.video.close(effect));
    engine.health.up('video');
    await finishEffect(engine, record, 'done', null);
  } catch (error) {
    if (!ClinicArrivalsError.isInstance(error)) throw error;
    engine.health.down('video', error);
    // Without a room the visit goes on by telephone, so a person must know at once.
    const tasks = effect.type === 'open-session' ? [unavailable(engine, record, effect)] : [];
    const dueAt = engine.clock.now() + backoffMs(record.attempts + 1);
    await commitAndTell(engine, {
      tasks,
      effectChanges: [
        { id: record.id, from: 'waiting', set: { attempts: record.attempts + 1, dueAt, reason: error.message } },
      ],
    });
  }
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
  const others = await engine.store.conversationsOfPhone({ phone, from: now - week, to: now + 5 * week });
  return others.some(({ state }) => state.context.sessionId === sessionId);
}

/** One task for a session, however often its room is asked for. */
function unavailable(engine: Engine, record: EffectRecord, effect: OpenSessionEffect): Task {
  const { appointmentId } = record;
  const now = engine.clock.now();
  return toTask({ key: effect.sessionId, kind: 'video-unavailable', appointmentId, phone: null, now });
}
