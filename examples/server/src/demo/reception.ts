import type { Arrivals, Clock, Task } from '@clinicarrivals/core';
import type { Bystander } from './drive-day.ts';

const minuteMs = 60_000;
const receptionist = 'Jo';

/**
 * Makes a receptionist who takes up most tasks within minutes, and leaves some until they are escalated.
 *
 * How long each takes depends on the task alone, so that the same day goes the same way.
 */
export function createReception(arrivals: Arrivals, clock: Clock): Bystander {
  const waiting: { readonly at: number; readonly id: string }[] = [];
  arrivals.on('task-raised', ({ task }) => {
    waiting.push({ at: clock.now() + minutesFor(task) * minuteMs, id: task.id });
    waiting.sort((a, b) => a.at - b.at);
  });
  return {
    nextAt: () => waiting[0]?.at ?? null,
    runDue: async () => {
      const due = waiting.filter(({ at }) => at <= clock.now());
      waiting.splice(0, due.length);
      for (const { id } of due) await arrivals.tasks.resolve({ id, by: receptionist });
      return due.length > 0;
    },
  };
}

function minutesFor({ id, isUrgent }: Task): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  if (isUrgent) return 1 + (sum % 3);
  return sum % 6 === 0 ? 15 : 3 + (sum % 6);
}
