/** Does work about a thing when what was begun about it before has ended. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes turns: what is about one thing, by its key, waits for each other; things do not. */
export function createTurns(): InTurn {
  const turns = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = turns.get(key);
    const turn = before === undefined ? work() : before.then(work, work);
    turns.set(key, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(key) === turn) turns.delete(key);
    }
  };
}
