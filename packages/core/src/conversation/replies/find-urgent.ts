import { foldText, toTokens } from './tokens.ts';

/** Scripts that are written without spaces, so that a word cannot be told from its neighbours. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Tells whether a text contains one of the clinic's urgent words.
 *
 * Whole words, in any case, with any apostrophe or none (`can’t breathe`), and in the plural (`chest pains`).
 * Such a text is not read any further: it gets the emergency text and a task.
 */
export function findUrgent(text: string, urgentWords: readonly string[]): boolean {
  const tokens = toTokens(text);
  const folded = foldText(text);
  return urgentWords.some((words) =>
    unspaced.test(words) ? folded.includes(foldText(words)) : containsPhrase(tokens, toTokens(words)),
  );
}

function containsPhrase(tokens: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return tokens.some((_, start) => phrase.every((word, at) => isWord(tokens[start + at], word)));
}

function isWord(token: string | undefined, word: string): boolean {
  return token === word || token === `${word}s`;
}
