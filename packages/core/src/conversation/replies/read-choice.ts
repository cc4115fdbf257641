import type { ReplyChoice } from './interpretation.ts';
import type { CompiledLexicon } from './lexicon.ts';
import type { PhraseReading } from './read-phrases.ts';
import { toTokens } from './tokens.ts';

/** The choices that a reply names, and what is left of it. */
export interface NamedChoices {
  /** Numbers from 1. */
  readonly numbers: readonly number[];
  /** True when a name was given that several choices share, and nothing that tells them apart. */
  readonly isAmbiguous: boolean;
  readonly rest: readonly string[];
}

/**
 * Takes the names and times of the choices out of a reply: "Sam is here" leaves "is here".
 *
 * @param lexicons whose words are no names, so that Will is not found in "I will be late"; none right after a question
 *   which of them it is
 */
export function takeNames(
  tokens: readonly string[],
  names: readonly string[],
  lexicons: readonly CompiledLexicon[],
): NamedChoices {
  const labels = names.map((name) => new Set(toTokens(name)));
  const isName = (token: string): boolean => !lexicons.some(({ words }) => words.has(token));
  const owners = (token: string): readonly number[] =>
    labels.flatMap((label, index) => (label.has(token) && isName(token) ? [index + 1] : []));
  const named = tokens.filter((token) => owners(token).length > 0);
  const numbers = named.flatMap((token) => (owners(token).length === 1 ? owners(token) : []));
  return {
    numbers,
    isAmbiguous: named.length > 0 && numbers.length === 0,
    rest: tokens.filter((token) => owners(token).length === 0),
  };
}

/** The choice that names and numbers come to: null when there is none, `contradicting` when they differ. */
export function readChoice(reading: PhraseReading, named: readonly number[]): ReplyChoice | 'contradicting' | null {
  const groups = reading.phrases.map((phrase) => phrase.group);
  const written = groups.flatMap((group) => group.value ?? []);
  const byNumber = ascending([...reading.numbers, ...written]);
  const byName = ascending(named);
  const isAll = groups.some((group) => group.role === 'all');
  const ways = [byNumber, byName].filter((numbers) => numbers.length > 0);
  const [first = null, second = first] = ways;
  if (isAll) return first === null ? 'both' : 'contradicting';
  return String(first) === String(second) ? first : 'contradicting';
}

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
