import { describe, expect, it } from 'vitest';
import { compileLexicon } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';

const lexicon: Lexicon = {
  numberWords: 'eins, zwei',
  groups: [
    { role: 'arrived', phrases: "da,  bin schon DÀ, I'm there" },
    { role: 'late', phrases: '# minuten, da' },
    { role: 'stop', toleratesErrors: false, phrases: 'halt, bitte lassen' },
    { role: 'filler', phrases: 'halt, schon gut' },
  ],
};

describe('compileLexicon', () => {
  const { root, words, correctable, numberWords } = compileLexicon(lexicon);

  it('builds one tree of all phrases, folded as replies are', () => {
    expect([...root.next.keys()]).toEqual(['da', 'bin', 'im', '#', 'halt', 'bitte', 'schon']);
    expect(root.groups).toEqual([]);
    expect(root.next.get('bin')?.groups).toEqual([]);
    expect(root.next.get('bin')?.next.get('schon')?.next.get('da')?.groups).toEqual([lexicon.groups[0]]);
    expect(root.next.get('#')?.next.get('minuten')?.groups).toEqual([lexicon.groups[1]]);
  });

  it('keeps all groups of a phrase in their order', () => {
    expect(root.next.get('da')?.groups).toEqual([lexicon.groups[0], lexicon.groups[1]]);
  });

  it('writes them as replies are split: each Chinese character a word, in simplified form', () => {
    const groups = [{ role: 'arrived', phrases: '到了, 還沒到, # 分鐘' }] as const;
    const chinese = compileLexicon({
      script: 'Han',
      toleratesErrors: false,
      numberWords: '一, 二',
      groups,
    });
    expect([...chinese.words]).toEqual(['一', '二', '到', '了', '还', '没', '#', '分', '钟']);
    expect(chinese.correctable.size).toBe(0);
    expect(chinese.script?.test('到')).toBe(true);
    expect(chinese.script?.test('a')).toBe(false);
    expect(compileLexicon(lexicon).script).toBeNull();
  });

  it('knows every word, and the words for numbers', () => {
    expect([...words].sort()).toEqual(
      ['#', 'bin', 'bitte', 'da', 'eins', 'gut', 'halt', 'im', 'lassen', 'minuten', 'schon', 'there', 'zwei'].sort(),
    );
    expect([...numberWords]).toEqual(['eins', 'zwei']);
  });

  it('corrects by length only words that tolerate errors, and none that stands alone where they are not', () => {
    expect(Object.fromEntries(correctable)).toEqual({
      1: ['#'],
      2: ['da', 'im'],
      3: ['bin', 'gut'],
      5: ['schon', 'there'],
      7: ['minuten'],
    });
  });

  it('reads a word in every way in which it is typed, the earlier of two that are typed alike', () => {
    const { root, words: known } = compileLexicon({
      ...lexicon,
      spellings: (word) => (word === 'da' || word === 'halt' ? ['there', 'here'] : []),
    });
    expect(known.has('here')).toBe(true);
    expect(root.next.get('here')).toBe(root.next.get('da'));
    expect(root.next.get('bin')?.next.get('schon')?.next.get('here')?.groups).toEqual([lexicon.groups[0]]);
  });
});
