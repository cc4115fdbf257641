/** Words are looked up by their length, so that only those near enough are compared. */
export type WordsByLength = ReadonlyMap<number, readonly string[]>;

const latinWord = /^[a-z]{4,20}$/;

/** How many typing errors a word of 4 letters or more may carry and still be read as a word of a lexicon; negative when none. */
function tolerance(typed: string, word: string): number {
  const beginsAlike = typed[0] === word[0] || (typed[0] === word[1] && typed[1] === word[0]);
  if (word.length < 7) return beginsAlike ? 1 : -1;
  return beginsAlike ? 2 : 1;
}

/** Words to choose from, and how short they may be. */
export interface Spellings {
  readonly words: WordsByLength;
  /** 4 or more: of anything shorter another word is too near. */
  readonly shortest: number;
}

/**
 * Finds the one word that a misspelt word is meant to be.
 *
 * One error in words of 4 letters or more, two from 7 letters. The first letter is right, or swapped with the second
 * (Leah is not a "yeah"); only a long word with one error may begin with another. Two words equally near: null, since
 * guessing could turn one meaning into another. Whoever calls has seen that the word itself is unknown.
 *
 * @param choices one of each language: a word that is nearer in another language is not taken for one of this
 */
export function correctSpelling(typed: string, choices: readonly Spellings[]): string | null {
  if (!latinWord.test(typed)) return null;
  let best: string | null = null;
  let bestErrors = 3;
  for (const word of choices.flatMap((each) => wordsNear(typed, each))) {
    const allowed = tolerance(typed, word);
    // Most words differ too much at a glance: what follows is the dear part.
    if (word === best || allowed < Math.abs(word.length - typed.length)) continue;
    const errors = countErrors(typed, word);
    if (errors > allowed || errors > bestErrors) continue;
    best = errors === bestErrors ? null : word;
    bestErrors = errors;
  }
  return best;
}

/** The words that are about as long as the one that was typed. */
function wordsNear(typed: string, { words, shortest }: Spellings): readonly string[] {
  return [-2, -1, 0, 1, 2].flatMap((more) =>
    typed.length + more < shortest ? [] : (words.get(typed.length + more) ?? []),
  );
}

/** The least number of letters inserted, left out, replaced or swapped with their neighbour that lead from `a` to `b`. */
export function countErrors(a: string, b: string): number {
  let before: number[] = [];
  let above: number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let least = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (isSame ? 0 : 1),
      );
      if (a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, at(before, column - 2) + 1);
      }
      current.push(least);
    }
    before = above;
    above = current;
  }
  return at(above, b.length);
}

function at(row: readonly number[], column: number): number {
  // Never beyond the row: a swap is looked up only where both strings have two letters.
  return Number(row[column]);
}
