import type { Intent } from '../intent.ts';
import { agree } from './agree.ts';
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
  /** A number or a word that was written without a space beside the other: it chooses nothing. */
  readonly isGlued: boolean;
}

const isNumber = /^\d+(?!\p{L})/u;
const isSmallNumber = /^[1-9]\d?$/;
const isWord = /^\p{L}/u;
const isLatin = /^\p{Script=Latin}/u;
const isMixed = /\d\p{L}|\p{L}\p{M}*\d/u;
/** Letters and digits in turn are taken apart up to this length: nothing longer was written in haste. */
const longestMixed = 24;
const letterOrNumberRuns = /\d+|[\p{L}\p{M}]+/gu;

/** Words of the patient's own language are found behind an error when they are short, too; those of others only when long. */
const shortestCorrected = { own: 4, other: 7 };

/**
 * Finds the phrases of some lexicons in a reply, from left to right, the longest first; each word belongs to at most one.
 * Languages are mixed freely (*oo, I'm here*), and what one of them takes for "not" keeps the others from acting.
 *
 * Linear in the number of words: from each, at most the longest phrase of each lexicon is followed.
 *
 * @param lexicons the patient's own language first
 */
export function readPhrases(
  tokens: readonly string[],
  lexicons: readonly CompiledLexicon[],
  expecting: readonly Intent[],
): PhraseReading {
  const words = tokens.flatMap((token) => toWords(token, lexicons));
  const phrases: FoundPhrase[] = [];
  const left: Word[] = [];
  let end = 0;
  for (const [at, word] of words.entries()) {
    if (at < end) continue;
    const match = longestPhrase(words.slice(at), lexicons, { expecting, wordsInReply: words.length });
    if (match === null) {
      left.push(word);
    } else {
      end = at + match.length;
      phrases.push({ group: match.group, isCorrected: words.slice(at, end).some((each) => each.isCorrected) });
    }
  }
  const choosesByNumber = expecting.includes('choice');
  const numbers = left.filter(({ text, isGlued }) => choosesByNumber && !isGlued && isSmallNumber.test(text));
  return {
    phrases,
    numbers: numbers.map(({ text }) => Number(text)),
    leftover: left.filter(({ text }) => isWord.test(text) || isNumber.test(text)).length - numbers.length,
    hasQuestionMark: left.some(({ text }) => text === '?'),
    isForeign: left.some(({ text }) => isWord.test(text) && !isWritten(text, lexicons)),
  };
}

/** Tells whether a word is in a script of the languages that are read. */
function isWritten(text: string, lexicons: readonly CompiledLexicon[]): boolean {
  return isLatin.test(text) || lexicons.some(({ script }) => script?.test(text));
}

/** The word of a token, spelt right; a number and what stands right behind it (`10mins`) apart, unless that is a word (`la2`). */
function toWords(token: string, lexicons: readonly CompiledLexicon[]): readonly Word[] {
  if (token.length <= longestMixed && isMixed.test(token) && !isKnown(token, lexicons)) {
    return [...token.matchAll(letterOrNumberRuns)].map(([run]) => ({ ...spell(run, lexicons), isGlued: true }));
  }
  return [spell(token, lexicons)];
}

function spell(token: string, lexicons: readonly CompiledLexicon[]): Word {
  if (isKnown(token, lexicons)) return { text: token, isCorrected: false, isGlued: false };
  const choices = lexicons.map(({ correctable }, at) => ({
    words: correctable,
    shortest: at === 0 ? shortestCorrected.own : shortestCorrected.other,
  }));
  const text = correctSpelling(token, choices);
  return { text: text ?? token, isCorrected: text !== null, isGlued: false };
}

function isKnown(token: string, lexicons: readonly CompiledLexicon[]): boolean {
  return lexicons.some(({ words }) => words.has(token));
}

interface Match {
  readonly group: PhraseGroup;
  readonly length: number;
}

/** The longest phrase of any language that begins with the first of some words; null when there is none. */
function longestPhrase(
  words: readonly Word[],
  lexicons: readonly CompiledLexicon[],
  { expecting, wordsInReply }: { readonly expecting: readonly Intent[]; readonly wordsInReply: number },
): Match | null {
  const matches = lexicons.map((lexicon) => longestIn(lexicon, words, expecting));
  const length = Math.max(...matches.map((match) => match?.length ?? 0));
  const isWholeReply = length === wordsInReply && matches[0]?.length === length;
  const [own, ...others] = matches.flatMap((match) => (match?.length === length ? match.group : []));
  return own === undefined ? null : { group: agree([own, ...others], isWholeReply), length };
}

/** The longest phrase of one language that counts for what is expected; null when there is none. */
function longestIn(lexicon: CompiledLexicon, words: readonly Word[], expecting: readonly Intent[]): Match | null {
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
