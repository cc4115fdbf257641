/** Lets so many requests through in a second, and twice as many at once after a pause. */
export interface TokenBucket {
  /** Takes one; returns 0, or in how many milliseconds there is one again. */
  take(now: number): number;
}

/** Makes a full bucket. */
export function createTokenBucket(perSecond: number): TokenBucket {
  const size = perSecond * 2;
  let left = size;
  let filledAt: number | null = null;
  return {
    take: (now) => {
      // A clock that was set back gives nothing, and takes nothing away.
      const passedMs = Math.max(0, now - (filledAt ?? now));
      left = Math.min(size, left + (passedMs / 1_000) * perSecond);
      filledAt = now;
      if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1_000);
      left -= 1;
      return 0;
    },
  };
}
