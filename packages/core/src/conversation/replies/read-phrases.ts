import type { Intent } from '../intent.ts';
import type { CompiledLexicon, PhraseGroup, PhraseNode } from './lexicon.ts';
import { correctSpelling } from './spelling.ts';

/** A phrase of the lexicon that was found in a reply. */
export interface FoundPhrase {
  readonly group: PhraseGroup;
  /** True when a word of it was misspelt. */
  readonly isCorrected: boolean;
}

/** A reply taken apart into the phrases of a lexicon and what is left over. */
export interface PhraseReading {
  readonly phrases: readonly FoundPhrase[];
  /** The numbers that stand by themselves. */
  readonly numbers: readonly number[];
  /** How many words no phrase accounts for. */
  readonly leftover: number;
  readonly hasQuestionMark: boolean;
  /** A word in another script is left over: it may say the opposite of the rest. */
  readonly isForeign: boolean;
}

interface Word {
  readonly text: string;
  readonly isCorrected: boolean;
}

const isNumber = /^\d/;
const isSmallNumber = /^[1-9]\d?$/;
const isWord = /^\p{L}/u;
const isLatin = /^\p{Script=Latin}/u;

/**
 * Finds the phrases of a lexicon in a reply, from left to right, the longest first; each word belongs to at most one.
 *
 * Linear in the number of words: from each, at most the longest phrase of the lexicon is followed.
 */
export function readPhrases(
  tokens: readonly string[],
  lexicon: CompiledLexicon,
  expecting: readonly Intent[],
): PhraseReading {
  const words = tokens.map((token) => spell(token, lexicon));
  const phrases: FoundPhrase[] = [];
  const left: string[] = [];
  let end = 0;
  for (const [at, word] of words.entries()) {
    if (at < end) continue;
    const match = longestPhrase(words.slice(at), lexicon, expecting);
    if (match === null) {
      left.push(word.text);
    } else {
      end = at + match.length;
      phrases.push({ group: match.group, isCorrected: words.slice(at, end).some((each) => each.isCorrected) });
    }
  }
  const choosesByNumber = expecting.includes('choice');
  const numbers = left.filter((text) => choosesByNumber && isSmallNumber.test(text));
  return {
    phrases,
    numbers: numbers.map(Number),
    leftover: left.filter((text) => isWord.test(text) || isNumber.test(text)).length - numbers.length,
    hasQuestionMark: left.includes('?'),
    isForeign: left.some((text) => isWord.test(text) && !isLatin.test(text)),
  };
}

function spell(token: string, lexicon: CompiledLexicon): Word {
  if (lexicon.words.has(token)) return { text: token, isCorrected: false };
  const text = correctSpelling(token, lexicon.correctable);
  return { text: text ?? token, isCorrected: text !== null };
}

interface Match {
  readonly group: PhraseGroup;
  readonly length: number;
}

/** The longest phrase that begins with the first of some words and counts for what is expected; null when there is none. */
function longestPhrase(words: readonly Word[], lexicon: CompiledLexicon, expecting: readonly Intent[]): Match | null {
  let best: Match | null = null;
  let nodes: readonly PhraseNode[] = [lexicon.root];
  for (const [at, word] of words.entries()) {
    nodes = nodes.flatMap((node) => follow(node, word.text, lexicon));
    if (nodes.length === 0) break;
    const group = nodes.flatMap((node) => node.groups).find((each) => counts(each, expecting));
    if (group !== undefined) best = { group, length: at + 1 };
  }
  return best;
}

function follow(node: PhraseNode, text: string, lexicon: CompiledLexicon): readonly PhraseNode[] {
  const keys = isNumber.test(text) || lexicon.numberWords.has(text) ? [text, '#'] : [text];
  return keys.map((key) => node.next.get(key)).filter((next) => next !== undefined);
}

function counts(group: PhraseGroup, expecting: readonly Intent[]): boolean {
  const { when = [], unless = [] } = group;
  return when.every((intent) => expecting.includes(intent)) && !unless.some((intent) => expecting.includes(intent));
}
