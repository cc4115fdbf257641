import { describe, expect, it } from 'vitest';
import { compileLexicon } from './lexicon.ts';
import type { CompiledLexicon, PhraseGroup } from './lexicon.ts';
import { readPhrases } from './read-phrases.ts';
import { toTokens } from './tokens.ts';

const language = (groups: readonly PhraseGroup[], script?: string): CompiledLexicon =>
  compileLexicon({ numberWords: '', groups, ...(script === undefined ? {} : { script }) });

const english = language([
  { role: 'arrived', phrases: 'here, now here, arrived' },
  { role: 'yes', phrases: 'yes' },
  { role: 'assent', phrases: 'k' },
  { role: 'late', phrases: '# mins' },
]);
const tagalog = language([
  { role: 'negation', toleratesErrors: false, phrases: 'di pa' },
  { role: 'filler', phrases: 'ako' },
  { role: 'arrived', phrases: 'nandito na' },
]);
const vietnamese = language([{ role: 'no', phrases: 'k' }]);
const chinese = language(
  [
    { role: 'negation', phrases: '不, 没' },
    { role: 'arrived', phrases: '来了, 到了' },
  ],
  'Han',
);
const arabizi = language([{ role: 'no', phrases: 'la2' }], 'Arabic');

const roles = (text: string, lexicons: readonly CompiledLexicon[]): readonly string[] =>
  readPhrases(toTokens(text), lexicons, []).phrases.map(({ group }) => group.role);

describe('a reply in several languages', () => {
  it('is read in all of them at once, so that one says "not" to what another says', () => {
    expect(roles('di pa ako here', [tagalog, english])).toEqual(['negation', 'filler', 'arrived']);
    expect(roles('yes, nandito na ako', [tagalog, english])).toEqual(['yes', 'arrived', 'filler']);
    expect(roles('没 arrived', [chinese, english])).toEqual(['negation', 'arrived']);
  });

  it('means nothing by a word that is "ok" in one language and "no" in the other', () => {
    expect(roles('k', [vietnamese, english])).toEqual(['negation']);
    expect(roles('k', [tagalog, english])).toEqual(['assent']);
  });

  it('finds the longest phrase of any language', () => {
    expect(roles('now here', [language([{ role: 'future', phrases: 'now' }]), english])).toEqual(['arrived']);
  });

  it('corrects short words of the first language only, and long ones of all', () => {
    expect(roles('heer', [english, tagalog])).toEqual(['arrived']);
    expect(roles('heer', [tagalog, english])).toEqual([]);
    expect(roles('arived', [tagalog, english])).toEqual(['arrived']);
  });

  it('knows as foreign only what is in a script of none of them', () => {
    const isForeign = (text: string, lexicons: readonly CompiledLexicon[]): boolean =>
      readPhrases(toTokens(text), lexicons, []).isForeign;
    expect(isForeign('王到了', [chinese, english])).toBe(false);
    expect(isForeign('王 here', [english])).toBe(true);
    expect(isForeign('да 到了', [chinese, english])).toBe(true);
    expect(isForeign('Wang 到了', [chinese])).toBe(false);
  });
});

describe('numbers and letters without a space', () => {
  it('are one word where a language knows it, and else apart', () => {
    expect(roles('la2', [arabizi, english])).toEqual(['no']);
    expect(roles('10mins', [arabizi, english])).toEqual(['late']);
  });

  it('choose nothing', () => {
    const numbers = (text: string): readonly number[] => readPhrases(toTokens(text), [english], ['choice']).numbers;
    expect(numbers('3ndi')).toEqual([]);
    expect(numbers('2 please')).toEqual([2]);
    expect(numbers('选2')).toEqual([2]);
  });
});
