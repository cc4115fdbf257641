import type { Effect } from '../conversation/effect.ts';
import { isReminder } from '../conversation/text-rules.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';
import type { Engine } from './engine.ts';

/** Puts two commits together, to be written as one. */
export function joinCommits(a: Commit, b: Commit): Commit {
  const joined: Record<string, readonly unknown[] | undefined> = { ...a };
  const added: Record<string, readonly unknown[] | undefined> = { ...b };
  for (const part of Object.keys(added)) {
    const rows = joined[part];
    joined[part] = rows === undefined ? added[part] : [...rows, ...(added[part] ?? [])];
  }
  return joined;
}

/** Makes the outbox row of an effect. */
export function toEffectRecord(effect: Effect, appointmentId: string | null, now: number): EffectRecord {
  return {
    id: effect.id,
    appointmentId,
    effect,
    status: 'waiting',
    dueAt: effect.dueAt,
    attempts: 0,
    claimedBy: null,
    claimedAt: null,
    reason: null,
    body: null,
    gatewayId: null,
    delivery: null,
    createdAt: now,
    finishedAt: null,
  };
}

/** Commits and, once it is durable, tells of the tasks in it and begins with its effects. */
export async function commitAndTell(engine: Engine, commit: Commit): Promise<'committed' | 'conflict'> {
  const result = await engine.store.commit(commit);
  if (result === 'conflict') return result;
  engine.ahead.note(commit);
  tellTasks(engine, commit.tasks ?? []);
  if (commit.effects !== undefined) engine.outbox.offer(commit.effects.filter(({ effect }) => !leavesInTurn(effect)));
  return result;
}

/** Reminders leave in their turn, behind every call-in, however many are due at one instant. */
function leavesInTurn(effect: Effect): boolean {
  return effect.type === 'send-message' && isReminder(effect.template);
}

function tellTasks(engine: Engine, tasks: readonly Task[]): void {
  for (const task of tasks) engine.bus.emit('task-raised', { at: engine.clock.now(), task });
}
