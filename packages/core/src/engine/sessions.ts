import type { CloseSessionEffect, OpenSessionEffect } from '../conversation/effect.ts';
import { ClinicArrivalsError } from '../errors.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
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
  const isInUse = conversation?.state.context.sessionId === effect.sessionId;
  if (effect.type === 'open-session' && !isInUse)
    return finishEffect(engine, record, 'dropped', 'the visit is not by video any more');
  if (effect.type === 'close-session' && isInUse)
    return finishEffect(engine, record, 'dropped', 'the visit is by video again');
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

/** One task for a session, however often its room is asked for. */
function unavailable(engine: Engine, record: EffectRecord, effect: OpenSessionEffect): Task {
  const { appointmentId } = record;
  const now = engine.clock.now();
  return toTask({ key: effect.sessionId, kind: 'video-unavailable', appointmentId, phone: null, now });
}
