import type { Engine } from '../engine.ts';
import { guarded } from '../guarded.ts';
import { nextOf, readCopies, readCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import { takeLeft } from './take-left.ts';
import { withdrawCopy } from './withdraw-copy.ts';

/** How many are asked about side by side, since replies wait for it. */
const concurrency = 8;

/**
 * Finds out which copies have left before we could send their texts: nobody was here, or the computer slept. To be called before anything that
 * came in is looked at, and before timers fire: a reply to one of them answers a question that its conversation has not asked so far.
 *
 * Costs nothing until a copy has left; who comes meanwhile waits too. Where the gateway cannot be asked, it is left to the text itself when it is
 * its turn.
 */
export async function catchUpWithCopies(engine: Engine): Promise<void> {
  const { ahead, clock, mode } = engine;
  const isDue = (): boolean => clock.now() >= ahead.leavesAt && mode === 'live';
  if (isDue()) await ahead.inTurn('all', async () => (isDue() ? catchUp(engine) : undefined));
}

async function catchUp(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  const copies = await readCopies(engine);
  const late = copies.filter(({ sendAt }) => sendAt <= now);
  await guarded(engine, 'gateway', async () => {
    for (let from = 0; from < late.length; from += concurrency) {
      const fates = late.slice(from, from + concurrency).map((copy) => askAbout(engine, copy));
      // In the order in which they left, since those of one conversation follow each other.
      for (const takeIn of await Promise.all(fates)) await takeIn();
    }
    return false;
  });
  engine.ahead.leavesAt = nextOf(copies, now);
}

/** Asks about one copy, and gives what is to be done about it. */
async function askAbout(engine: Engine, copy: AheadCopy): Promise<() => Promise<void>> {
  // Our own text has been decided: it sees to its copy itself.
  const isOwn = (await engine.store.effect({ id: copy.effect.id })) !== null;
  const fate = isOwn ? null : await withdrawCopy(engine, copy);
  if (fate?.type !== 'left') return async () => undefined;
  return () =>
    engine.ahead.inTurn(copy.effect.id, async () => {
      if ((await readCopy(engine, copy.effect.id)) !== null) await takeLeft(engine, copy, fate.gatewayId);
    });
}
