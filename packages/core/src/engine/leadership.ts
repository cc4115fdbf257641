import type { GivenConfig } from './clinic-config.ts';
import { reloadConfig } from './clinic-config.ts';
import type { Engine } from './engine.ts';
import { guarded } from './guarded.ts';
import { reloadAdoptable, settleRestore } from './restore.ts';

const leaseMs = 30_000;

/** Whether this process leads the clinic. Of several one leads; the others store what is pushed to them and stand by. */
export interface Leadership {
  /** Takes or renews the lease and, when it is new, settles what an earlier process left. Returns {@link Leadership.maySend}. */
  renew(): Promise<boolean>;
  readonly isLeader: boolean;
  /** False while it is not known yet what left between a backup and its restore: until then nothing is sent. */
  readonly maySend: boolean;
}

/** Makes it; nobody leads before the first {@link Leadership.renew}. */
export function createLeadership(engine: Engine, given: GivenConfig): Leadership {
  let isLeader = false;
  let hasSettled = false;
  return {
    get isLeader() {
      return isLeader;
    },
    get maySend() {
      return isLeader && hasSettled;
    },
    renew: async () => {
      const leads = await engine.store.acquireLease({ holder: engine.worker, now: engine.clock.now(), ttlMs: leaseMs });
      engine.health.up('storage');
      if (leads && !isLeader) {
        hasSettled = false;
        // Another process may have handed texts ahead meanwhile.
        engine.ahead.leavesAt = -Infinity;
      }
      isLeader = leads;
      if (isLeader && !hasSettled) {
        await reloadConfig(engine.config, given, engine.store);
        hasSettled = await guarded(engine, 'gateway', async () => {
          await settleRestore(engine);
          await reloadAdoptable(engine);
        });
      }
      return isLeader && hasSettled;
    },
  };
}
