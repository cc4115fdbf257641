import type { Commit } from '../../ports/conversation-store/conversation-store.ts';
import type { Engine } from '../engine.ts';
import { toTask } from '../tasks.ts';
import { copyIdOf, lookUpMs, readCopies, toCopyDocument, withoutCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';

/** What the gateway has said of a copy. */
export type CopyFate =
  | { readonly type: 'withdrawn' }
  | { readonly type: 'left'; readonly gatewayId: string }
  /** It cannot be found (any more, or yet): it may stand, or leave, or never have been taken. */
  | { readonly type: 'unknown'; readonly isFinal: boolean };

/** Takes a copy back at the gateway. Throws `GatewayError` when that cannot be asked. */
export async function withdrawCopy(engine: Engine, copy: AheadCopy): Promise<CopyFate> {
  const { scheduling } = engine.messages;
  if (scheduling === undefined) return { type: 'unknown', isFinal: true };
  const gatewayId = copy.gatewayId ?? (await lookUpCopy(engine, copy));
  if (gatewayId === null) return { type: 'unknown', isFinal: isLookedUpEnough(engine, copy) };
  const answer = await scheduling.withdraw({ gatewayId });
  engine.health.up('gateway');
  switch (answer) {
    case 'withdrawn':
      return { type: answer };
    case 'left':
      return { type: answer, gatewayId };
    case 'unknown':
      // Handed to another account, or gone from the gateway's list: more is not to be found out.
      return { type: answer, isFinal: true };
    default:
      return answer satisfies never;
  }
}

/** Looks a copy up of which it is not known whether the gateway has it, and notes it when it has. Gives the gateway's id. */
export async function lookUpCopy(engine: Engine, copy: AheadCopy): Promise<string | null> {
  const { effect, body, sendAt, claimedAt } = copy;
  const query = { id: copyIdOf(copy), to: effect.to, body, sendAt, since: claimedAt };
  const found = (await engine.messages.scheduling?.lookUp(query)) ?? null;
  if (found === null) return null;
  // One that is known to be another's reads the same.
  if ((await readCopies(engine)).some(({ gatewayId }) => gatewayId === found.gatewayId)) return null;
  await engine.store.commit({ documents: [toCopyDocument({ ...copy, gatewayId: found.gatewayId })] });
  return found.gatewayId;
}

function isLookedUpEnough({ clock }: Engine, { claimedAt }: AheadCopy): boolean {
  return Math.abs(clock.now() - claimedAt) >= lookUpMs;
}

/** Forgets a copy, and says to reception what became of it. */
export function forgetCopy(engine: Engine, copy: AheadCopy, kind: 'text-in-doubt' | 'text-left-untrue' | null): Commit {
  return { documents: [withoutCopy(copy)], tasks: kind === null ? [] : [taskOf(engine, copy, kind)] };
}

/** The task about a copy. */
export function taskOf(
  engine: Engine,
  { effect, appointmentId }: AheadCopy,
  kind: 'text-in-doubt' | 'text-left-untrue',
) {
  return toTask({ key: effect.id, kind, appointmentId, phone: effect.to, now: engine.clock.now() });
}
