/** A stream of pseudo-random numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** A fraction from 0, inclusive, to 1, exclusive. */
  next(): number;
  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items; throws `RangeError` when there is none. */
  pick<T>(items: readonly T[]): T;
  /** A copy in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A stream of its own: drawing from it does not disturb this one, so people do not disturb each other. */
  fork(label: string): Random;
}

/**
 * Makes a {@link Random} from a seed: a multiply-xorshift mixer over a 32-bit counter (Weyl sequence).
 *
 * Good enough for people's habits; never for secrets.
 */
export function createRandom(seed: number | string): Random {
  let state = hashText(String(seed));
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state) / 4_294_967_296;
  };
  const random: Random = {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('pick: there is nothing to pick from; give at least one item');
      return item;
    },
    shuffle: (items) => {
      // Sorting by a drawn key keeps the draw count equal to the length, whatever the order.
      const keyed = items.map((item) => ({ item, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map((entry) => entry.item);
    },
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(''),
    fork: (label) => createRandom(`${String(seed)}/${label}`),
  };
  return random;
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash >>> 0);
}
