import { toTask } from './tasks.ts';
import type { Engine } from './engine.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
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

/** The task for a text that did not reach the patient. */
export function undeliveredTask(engine: Engine, record: EffectRecord): Task {
  const isCallIn = record.effect.type === 'send-message' && record.effect.urgency === 'call-in';
  return taskForEffect(engine, record, isCallIn ? 'call-in-not-delivered' : 'text-not-delivered');
}
