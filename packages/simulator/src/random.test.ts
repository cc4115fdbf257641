import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

describe('random numbers', () => {
  it('are the same for the same seed and others for another', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.between(0, 1_000_000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('spread evenly and stay within their bounds', () => {
    const random = createRandom('spread');
    const counts = new Map<number, number>();
    for (let n = 0; n < 6000; n += 1) {
      const drawn = random.between(1, 6);
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(Math.min(...counts.values())).toBeGreaterThan(850);
  });

  it('fork into streams that do not depend on each other', () => {
    const one = createRandom(7);
    const other = createRandom(7);
    other.next();
    expect(one.fork('a').next()).toBe(other.fork('a').next());
    expect(one.fork('a').next()).not.toBe(one.fork('b').next());
  });

  it('shuffle without loss and pick only from what there is', () => {
    const random = createRandom(3);
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(random.chance(0)).toBe(false);
    expect(random.hex(32)).toMatch(/^[0-9a-f]{32}$/);
  });
});
