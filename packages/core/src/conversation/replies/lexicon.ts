import type { Intent } from '../intent.ts';
import type { WordsByLength } from './spelling.ts';
import { foldText, splitFolded, toTokens } from './tokens.ts';

/**
 * What a phrase does in a reply: an intent, or
 *
 * - `assent`: "ok", whose meaning is what the open question makes of it
 * - `number`, `all`: a choice written as a word
 * - `negation`: says that something is not, or may not be, so: nothing in the reply counts
 * - `future`: says that it is not so yet: *arrived* and *ready* do not count
 * - `question`: begins a question
 * - `noise`: courtesy that says nothing · `filler`: small words that say nothing · `word`: any other word that is known,
 *   listed so that it is not taken for a misspelling of one that matters
 */
export type PhraseRole =
  Intent | 'assent' | 'number' | 'all' | 'negation' | 'future' | 'question' | 'noise' | 'filler' | 'word';

/**
 * How much company a phrase bears: `strong`, a sentence of its own, stands beside other words and even a question;
 * `plain` beside two unknown words, such as a name; `bare` beside small words only; `alone` beside courtesy only.
 */
export type PhraseStrength = 'strong' | 'plain' | 'bare' | 'alone';

/** Phrases that mean the same. */
export interface PhraseGroup {
  readonly role: PhraseRole;
  /** `plain` when absent. */
  readonly strength?: PhraseStrength;
  /** True for a hint at something destructive, which has to be asked back. */
  readonly isHint?: boolean;
  /** For `future`: true when it says later the same day, so that whoever confirms with it only promises to. */
  readonly isPutOff?: boolean;
  /** For `number`: which. */
  readonly value?: number;
  /** Counts only while all of these are expected … */
  readonly when?: readonly Intent[];
  /** … and none of these; of several groups with the same phrase the first that holds counts. */
  readonly unless?: readonly Intent[];
  /** False: the words must be spelt right, since a misspelling could be another common word. */
  readonly toleratesErrors?: boolean;
  /**
   * Phrases separated by commas; `#` stands for any number. Written in any of the forms that are folded into one: with
   * accents or without, Chinese in simplified characters or traditional ones.
   */
  readonly phrases: string;
}

/** The words of one language: data, a file a language. */
export interface Lexicon {
  /** The script it is written in besides Latin, by its Unicode name, such as `Greek`; absent when there is none. */
  readonly script?: string;
  /**
   * False: no word of it is found behind a misspelling, since its words are so short, or spelt in so many ways, that each
   * is near to another. `true` when absent; only words in Latin letters are ever corrected.
   */
  readonly toleratesErrors?: boolean;
  /**
   * Other ways to type a word of it, such as Greek in Latin letters; the word is given folded. Where two words may be typed alike,
   * the one of the earlier phrase is read.
   */
  readonly spellings?: (word: string) => readonly string[];
  readonly groups: readonly PhraseGroup[];
  /** Words that `#` stands for besides digits, separated by commas. */
  readonly numberWords: string;
}

/** One step in the tree of phrases. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  /** The groups of the phrase that ends here, in the lexicon's order. */
  readonly groups: PhraseGroup[];
}

/** A lexicon made ready for reading. */
export interface CompiledLexicon {
  /** Finds out whether a word is written in its other script; null when it has none. */
  readonly script: RegExp | null;
  readonly root: PhraseNode;
  readonly words: ReadonlySet<string>;
  readonly correctable: WordsByLength;
  readonly numberWords: ReadonlySet<string>;
}

/** Builds the tree of phrases and the list of words of a lexicon. */
export function compileLexicon(lexicon: Lexicon): CompiledLexicon {
  const root = emptyNode();
  // Most words stand in many phrases.
  const spelt = new Map<string, readonly string[]>();
  const spell = (word: string): readonly string[] => {
    const known = spelt.get(word) ?? [word, ...(lexicon.spellings?.(word) ?? [])];
    spelt.set(word, known);
    return known;
  };
  const numberWords = new Set(toTokens(lexicon.numberWords));
  const words = new Set(numberWords);
  const tolerant = new Set<string>();
  const strict: string[] = [];
  for (const group of lexicon.groups) {
    // Folded all at once, which is many times faster than phrase by phrase.
    for (const phrase of foldText(group.phrases).split(',')) {
      const tokens = toPhraseTokens(phrase);
      addPhrase(root, tokens, { group, spell });
      for (const token of tokens) {
        for (const spelling of spell(token)) words.add(spelling);
        if (group.toleratesErrors !== false) tolerant.add(token);
      }
      if (group.toleratesErrors === false && tokens.length === 1) strict.push(...tokens);
    }
  }
  for (const word of strict) tolerant.delete(word);
  const script = lexicon.script === undefined ? null : new RegExp(`^\\p{Script=${lexicon.script}}`, 'u');
  const correctable = byLength(lexicon.toleratesErrors === false ? [] : tolerant);
  return { script, root, words, correctable, numberWords };
}

/** A folded phrase as replies are split, with `#` for any number. */
function toPhraseTokens(phrase: string): readonly string[] {
  return phrase.split('#').flatMap((part, at) => [...(at === 0 ? [] : ['#']), ...splitFolded(part)]);
}

function byLength(words: Iterable<string>): WordsByLength {
  const sorted = new Map<number, string[]>();
  for (const word of words) {
    const sameLength = sorted.get(word.length) ?? [];
    sameLength.push(word);
    sorted.set(word.length, sameLength);
  }
  return sorted;
}

function emptyNode(): PhraseNode {
  return { next: new Map(), groups: [] };
}

function addPhrase(root: PhraseNode, tokens: readonly string[], meant: Meant): void {
  let node = root;
  for (const token of tokens) {
    const next = node.next.get(token) ?? emptyNode();
    node.next.set(token, next);
    for (const spelling of meant.spell(token)) if (!node.next.has(spelling)) node.next.set(spelling, next);
    node = next;
  }
  node.groups.push(meant.group);
}

/** What a phrase means, and how its words are typed. */
interface Meant {
  readonly group: PhraseGroup;
  readonly spell: (word: string) => readonly string[];
}
