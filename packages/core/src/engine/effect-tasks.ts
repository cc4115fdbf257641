import { applyEvent } from './apply-event.ts';
import { commitAndTell } from './commit.ts';
import { ConflictError } from '../errors.ts';
import { toTask } from './tasks.ts';
import type { Engine } from './engine.ts';
import type { EffectChange, EffectRecord } from '../ports/conversation-store/records.ts';
import type { Task, TaskKind } from '../task.ts';

/** Makes the task about an effect that needs a person. The same effect raises the same task once. */
export function taskForEffect(
  engine: Engine,
  record: EffectRecord,
  kind: TaskKind,
  standsFor: string | null = null,
): Task {
  return toTask({
    key: record.id,
    kind,
    appointmentId: record.appointmentId,
    phone: record.effect.type === 'send-message' ? record.effect.to : null,
    now: engine.clock.now(),
    standsFor,
  });
}

/**
 * Writes that a text has not reached the patient, with the task for it.
 *
 * A call-in tells its conversation, which raises the task once and waits for no receipt any more (promise P6).
 */
export async function commitUndelivered(
  engine: Engine,
  record: EffectRecord,
  change: EffectChange,
  task: Task | null,
): Promise<'committed' | 'conflict'> {
  const { effect, appointmentId } = record;
  const isCallIn = effect.type === 'send-message' && effect.urgency === 'call-in';
  if (!isCallIn || appointmentId === null) {
    return commitAndTell(engine, { effectChanges: [change], tasks: task === null ? [] : [task] });
  }
  try {
    const { template } = effect;
    const event = { type: 'message-undelivered', template, decidedAt: record.createdAt } as const;
    await applyEvent(engine, { appointmentId, by: 'gateway', event, also: () => ({ effectChanges: [change] }) });
    return 'committed';
  } catch (error) {
    // It keeps conflicting because the effect itself has moved on: somebody else has dealt with it.
    if (error instanceof ConflictError) return 'conflict';
    throw error;
  }
}

/** The task for a text that did not reach the patient. */
export function undeliveredTask(engine: Engine, record: EffectRecord): Task {
  const isCallIn = record.effect.type === 'send-message' && record.effect.urgency === 'call-in';
  return taskForEffect(engine, record, isCallIn ? 'call-in-not-delivered' : 'text-not-delivered');
}
