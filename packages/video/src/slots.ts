/** Lets only so much work go on at once. */
export interface Slots {
  /** Does the work when its turn comes; rejects with the signal's reason when that is too late, and then does nothing. */
  run<Answer>(signal: AbortSignal, work: () => Promise<Answer>): Promise<Answer>;
}

/** Makes that many slots; who waits gets them in the order of asking. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();
  const take = (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const getTurn = (): void => {
        signal.removeEventListener('abort', giveUp);
        waiting.delete(getTurn);
        resolve();
      };
      const giveUp = (): void => {
        waiting.delete(getTurn);
        // The reason of a time limit is an error.
        reject(signal.reason as Error);
      };
      waiting.add(getTurn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  };
  return {
    run: async (signal, work) => {
      await take(signal);
      try {
        return await work();
      } finally {
        const [next] = waiting;
        // A slot goes from hand to hand, so that nobody gets in between.
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
