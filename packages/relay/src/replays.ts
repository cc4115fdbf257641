/** So many consumers of an account are remembered. */
const mostOfAccount = 64;

/** Tells who goes on where it stopped from who begins again, such as a client that was restored from a backup. */
export interface Replays {
  /** True when this consumer is to be given again what was acknowledged after its cursor. */
  isReplay(account: string, consumer: string, after: number | null): boolean;
  /** Remembers which cursor a consumer was answered, and whether it is still to be given again what was acknowledged after it. */
  answered(account: string, consumer: string, place: Place): void;
}

interface Place {
  readonly cursor: number;
  readonly isReplay: boolean;
}

/**
 * Makes the memory of a relay.
 *
 * Without it the second of two consumers would be given everything that the first has acknowledged. It is kept in memory only: who is
 * not remembered is given again too much, never too little. Who has no cursor has no store that would know what it acted on: it is given
 * nothing again.
 */
export function createReplays(): Replays {
  const byAccount = new Map<string, Map<string, Place>>();
  return {
    isReplay: (account, consumer, after) => {
      if (after === null) return false;
      const place = byAccount.get(account)?.get(consumer);
      return place === undefined || place.cursor !== after || place.isReplay;
    },
    answered: (account, consumer, place) => {
      const places = byAccount.get(account) ?? new Map<string, Place>();
      byAccount.set(account, places);
      // The newest stands last, so that the one that has not asked for longest is forgotten first.
      places.delete(consumer);
      places.set(consumer, place);
      const [oldest] = places.keys();
      if (places.size > mostOfAccount && oldest !== undefined) places.delete(oldest);
    },
  };
}
