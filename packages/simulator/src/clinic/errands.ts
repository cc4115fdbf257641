import type { World } from './world.ts';

/** What people have begun and wait for. */
export interface Errands {
  readonly begin: World['begin'];
  idle(): Promise<void>;
}

/** Makes an empty set of errands. */
export function createErrands(): Errands {
  const pending = new Set<Promise<void>>();
  return {
    begin: (work) => {
      const errand = work().finally(() => pending.delete(errand));
      pending.add(errand);
    },
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
