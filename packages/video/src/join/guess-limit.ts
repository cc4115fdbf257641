import type { Clock } from '@clinicarrivals/core';

const mostGuesses = 20;
const windowMs = 60_000;
const mostBeginnings = 1_000;
/** As many characters as are unguessable by themselves, and fewer than a session's id has. */
const beginningLength = 18;

/** Keeps whoever holds one link of a session from trying out seals until another role's link is found. */
export interface GuessLimit {
  /** Whether links that begin like this one were guessed too often within the last minute. */
  isReached(code: string): boolean;
  /** Counts a link that nobody was given. */
  count(code: string): void;
}

/** Makes a limit by the beginning of the code, which all links of a session share: who guesses locks out nobody else. */
export function createGuessLimit(clock: Pick<Clock, 'now'>): GuessLimit {
  const guesses = new Map<string, { readonly since: number; count: number }>();
  const beginningOf = (code: string): string => code.slice(0, beginningLength);
  const find = (code: string): { readonly since: number; count: number } | undefined => {
    const entry = guesses.get(beginningOf(code));
    // The clock may have been set back.
    return entry !== undefined && Math.abs(clock.now() - entry.since) < windowMs ? entry : undefined;
  };

  return {
    isReached: (code) => (find(code)?.count ?? 0) >= mostGuesses,
    count: (code) => {
      const entry = find(code) ?? { since: clock.now(), count: 0 };
      entry.count += 1;
      guesses.delete(beginningOf(code));
      guesses.set(beginningOf(code), entry);
      const [oldest] = guesses.keys();
      if (guesses.size > mostBeginnings && oldest !== undefined) guesses.delete(oldest);
    },
  };
}
