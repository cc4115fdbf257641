import { foldText, toTokens } from './tokens.ts';
import { urgentPhrases } from './urgent-phrases.ts';

/** Scripts that are written without spaces and whose words are more than one character, so that a word cannot be told from its neighbours. */
const unspaced = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Tells whether a text contains one of the clinic's urgent words, or one of ours in the patients' languages.
 *
 * Whole words, in any case, with any apostrophe or none (`can’t breathe`), and in the plural (`chest pains`).
 * Such a text is not read any further: it gets the emergency text and a task.
 */
export function findUrgent(text: string, urgentWords: readonly string[]): boolean {
  const tokens = toTokens(text);
  const folded = foldText(text);
  return [ourPhrases(), compileOnce(urgentWords)].some((phrases) => isFound(phrases, tokens, folded));
}

/** Phrases made ready for searching. */
interface UrgentPhrases {
  /** The words that may follow the first one, by the first one. */
  readonly byFirstWord: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Phrases that are searched for as they stand, since their words are not separated. */
  readonly unspaced: readonly string[];
}

// A clinic's list stays the same for thousands of texts, so it is taken apart once; ours when the first text comes.
const compiled = new WeakMap<readonly string[], UrgentPhrases>();
let ours: UrgentPhrases | null = null;

function compileOnce(phrases: readonly string[]): UrgentPhrases {
  const known = compiled.get(phrases) ?? compile(phrases);
  compiled.set(phrases, known);
  return known;
}

function ourPhrases(): UrgentPhrases {
  ours ??= compile(Object.values(urgentPhrases).flatMap((phrases) => phrases.split(',')));
  return ours;
}

function compile(phrases: readonly string[]): UrgentPhrases {
  const byFirstWord = new Map<string, (readonly string[])[]>();
  for (const phrase of phrases) {
    const [first, ...rest] = unspaced.test(phrase) ? [] : toTokens(phrase);
    if (first !== undefined) byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), rest]);
  }
  return { byFirstWord, unspaced: phrases.filter((phrase) => unspaced.test(phrase)).map(foldText) };
}

function isFound(phrases: UrgentPhrases, tokens: readonly string[], folded: string): boolean {
  return (
    phrases.unspaced.some((phrase) => folded.includes(phrase)) ||
    tokens.some((token, at) =>
      singularAndPlural(token).some((first) =>
        phrases.byFirstWord.get(first)?.some((rest) => follows(tokens, at + 1, rest)),
      ),
    )
  );
}

function follows(tokens: readonly string[], start: number, rest: readonly string[]): boolean {
  return rest.every((word, at) => singularAndPlural(tokens[start + at] ?? '').includes(word));
}

function singularAndPlural(token: string): readonly string[] {
  return token.endsWith('s') ? [token, token.slice(0, -1)] : [token];
}
