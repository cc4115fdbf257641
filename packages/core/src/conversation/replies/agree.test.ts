import { describe, expect, it } from 'vitest';
import { agree } from './agree.ts';
import type { PhraseGroup, PhraseRole } from './lexicon.ts';

const group = (role: PhraseRole, value?: number): PhraseGroup => ({
  role,
  phrases: 'k',
  ...(value === undefined ? {} : { value }),
});

describe('a phrase that several languages know', () => {
  it.each<readonly [PhraseRole, readonly [PhraseRole, ...PhraseRole[]]]>([
    ['arrived', ['arrived']],
    ['no', ['no', 'no']],
    ['yes', ['yes', 'filler']],
    ['filler', ['filler', 'yes']],
    ['filler', ['filler', 'negation']],
    ['negation', ['word', 'negation']],
    ['word', ['word', 'arrived']],
    ['negation', ['arrived', 'negation']],
    ['negation', ['negation', 'arrived']],
    ['future', ['arrived', 'word', 'future']],
    ['negation', ['future', 'question', 'negation']],
    ['question', ['future', 'question']],
    ['negation', ['no', 'assent']],
    ['negation', ['arrived', 'ready']],
    ['assent', ['yes', 'assent']],
    ['assent', ['assent', 'yes', 'yes']],
    ['negation', ['assent', 'yes', 'no']],
  ])('is %s when they say %j, the own language first', (role, [own, ...others]) => {
    expect(agree([group(own), ...others.map((each) => group(each))]).role).toBe(role);
  });

  it.each([
    ['no', ['no', 'negation']],
    ['ready', ['ready', 'future']],
    ['negation', ['negation', 'arrived']],
    ['negation', ['yes', 'no']],
    ['negation', ['yes', 'no', 'negation']],
  ] as const)(
    'is %s when they say %j of a whole reply: denied by no other language, but contradicted',
    (role, said) => {
      const [own, ...others] = said;
      expect(agree([group(own), ...others.map((each) => group(each))], true).role).toBe(role);
    },
  );

  it('chooses nothing when they count differently', () => {
    expect(agree([group('choice', 1), group('choice', 2)]).role).toBe('negation');
    expect(agree([group('choice', 1), group('choice', 1)]).value).toBe(1);
  });
});
