import type { Random } from '../random.ts';

/** Draws mobile numbers of no two people, all of one block. */
export function drawPhones(random: Random): () => string {
  const used = new Set<number>();
  return () => {
    let drawn: number;
    do drawn = random.between(0, 999_999);
    while (used.has(drawn));
    used.add(drawn);
    return `+61491${String(drawn).padStart(6, '0')}`;
  };
}
