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
  return compiledWords(urgentWords).some((finds) => finds({ tokens, folded }));
}

type Finder = (text: { readonly tokens: readonly string[]; readonly folded: string }) => boolean;

// A clinic's list stays the same for thousands of texts, so it is taken apart once.
const compiled = new WeakMap<readonly string[], readonly Finder[]>();

function compiledWords(urgentWords: readonly string[]): readonly Finder[] {
  const known = compiled.get(urgentWords) ?? urgentWords.map(compile);
  compiled.set(urgentWords, known);
  return known;
}

function compile(words: string): Finder {
  const folded = foldText(words);
  if (unspaced.test(words)) return (text) => text.folded.includes(folded);
  const phrase = toTokens(words);
  return ({ tokens }) => containsPhrase(tokens, phrase);
}

function containsPhrase(tokens: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return tokens.some((_, start) => phrase.every((word, at) => isWord(tokens[start + at], word)));
}

function isWord(token: string | undefined, word: string): boolean {
  return token === word || token === `${word}s`;
}
