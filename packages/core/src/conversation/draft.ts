import type { Task, TaskKind } from '../task.ts';
import type { Circumstances } from './circumstances.ts';
import type { Effect } from './effect.ts';
import type { ConversationState, VisitContext } from './state.ts';
import { taskWordings } from './task-wording.ts';

/** A decision in the making. Lives only inside one call of `decide`. */
export interface Draft {
  state: ConversationState;
  readonly effects: Effect[];
  readonly tasks: Task[];
  readonly notes: string[];
  /** The update that texts of this decision may have to wait for. */
  lastUpdateId: string | null;
  readonly isBaseline: boolean;
  /** After a restore nothing that falls due is sent by itself. */
  readonly isRestored: boolean;
}

/** Puts values into the context. */
export function remember(draft: Draft, values: Partial<VisitContext>): void {
  draft.state = { ...draft.state, context: { ...draft.state.context, ...values } };
}

/** One decision gives each effect once: a window that opens at once may order anew what was ordered before it, and is right. */
export function push(draft: Draft, effect: Effect): void {
  const index = draft.effects.findIndex((other) => other.id === effect.id);
  const before = draft.effects[index];
  // What waits for the one before waits for this one now, which therefore must not wait for it.
  if (before === undefined) draft.effects.push(effect);
  else draft.effects[index] = { ...effect, after: before.after };
}

/** Raises a task; one decision raises it once. */
export function raise(draft: Draft, kind: TaskKind, circumstances: Circumstances): void {
  const { appointment, occurrence, calls, readyAt } = draft.state.context;
  // One call-in is missed once, however many signs of it come in.
  const key =
    kind === 'call-in-not-delivered'
      ? `call-${calls}-${readyAt}`
      : kind === 'video-unavailable'
        ? String(appointment.startAt)
        : String(occurrence);
  const id = `${appointment.id}|${kind}|${key}`;
  if (draft.tasks.some((other) => other.id === id)) return;
  draft.tasks.push({
    id,
    kind,
    appointmentId: appointment.id,
    phone: appointment.patient.mobile,
    ...taskWordings[kind],
    raisedAt: circumstances.now,
    escalatedAt: null,
    resolvedAt: null,
    resolvedBy: null,
    standsFor: null,
  });
}
