import { taskWordings } from '../conversation/task-wording.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Task, TaskKind } from '../task.ts';

/** A task that is raised by the engine and not by the decision of a conversation. */
export interface TaskToRaise {
  /** What it was raised for; the same always gives the same task. */
  readonly key: string;
  readonly kind: TaskKind;
  readonly appointmentId: string | null;
  readonly phone: PhoneNumber | null;
  readonly now: number;
  readonly standsFor?: string | null;
}

/** Makes a task with the wording of its kind. */
export function toTask(raised: TaskToRaise): Task {
  return {
    id: `${raised.key}|${raised.kind}`,
    kind: raised.kind,
    appointmentId: raised.appointmentId,
    phone: raised.phone,
    ...taskWordings[raised.kind],
    raisedAt: raised.now,
    escalatedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    standsFor: raised.standsFor ?? null,
  };
}
