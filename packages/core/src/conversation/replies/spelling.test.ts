import { describe, expect, it } from 'vitest';
import { correctSpelling as correctAmong, countErrors } from './spelling.ts';
import type { WordsByLength } from './spelling.ts';

const correctSpelling = (typed: string, words: WordsByLength): string | null =>
  correctAmong(typed, [{ words, shortest: 4 }]);

const words = new Map([
  [3, ['yes']],
  [4, ['here', 'late', 'have']],
  [5, ['ready', 'video']],
  [7, ['arrived', 'confirm', 'waiting']],
  [10, ['reschedule']],
]);

describe('correctSpelling', () => {
  it.each([
    ['heree', 'here'],
    ['hree', 'here'],
    ['ehre', 'here'],
    ['raedy', 'ready'],
    ['reddy', 'ready'],
    ['arived', 'arrived'],
    ['arrivd', 'arrived'],
    ['srrived', 'arrived'],
    ['confrim', 'confirm'],
    ['wiating', 'waiting'],
    ['resceduel', 'reschedule'],
    ['arvd', null],
    ['lata', 'late'],
  ])('reads "%s" as %s', (typed, word) => {
    expect(correctSpelling(typed, words)).toBe(word);
  });

  it('corrects nothing when two words are equally near', () => {
    expect(correctSpelling('hare', words)).toBeNull();
  });

  it('takes the nearer of two words', () => {
    expect(
      correctSpelling(
        'waitingg',
        new Map([
          [7, ['waiting']],
          [9, ['waitingly']],
        ]),
      ),
    ).toBe('waiting');
    expect(correctSpelling('waitingg', new Map([[7, ['waiters', 'waiting']]]))).toBe('waiting');
  });

  it('corrects no short word, and none into a short one', () => {
    expect(correctSpelling('hre', words)).toBeNull();
    expect(correctSpelling('yess', words)).toBeNull();
  });

  it('corrects no short word that begins with another letter, such as a name', () => {
    expect(correctSpelling('nate', words)).toBeNull();
    expect(correctSpelling('bere', words)).toBeNull();
  });

  it('allows two errors only in long words that begin alike', () => {
    expect(correctSpelling('rxady', words)).toBe('ready');
    expect(correctSpelling('rxaxy', words)).toBeNull();
    expect(correctSpelling('axxived', words)).toBe('arrived');
    expect(correctSpelling('carried', words)).toBeNull();
    expect(correctSpelling('axxxved', words)).toBeNull();
  });

  it('corrects only Latin letters, so that lookalikes of other scripts stay foreign', () => {
    expect(correctSpelling('аrrived', words)).toBeNull();
    expect(correctSpelling('a'.repeat(21), new Map([[20, ['a'.repeat(20)]]]))).toBeNull();
    expect(correctSpelling('a'.repeat(20), new Map([[19, ['a'.repeat(19)]]]))).toBe('a'.repeat(19));
  });
});

describe('correctSpelling in several languages', () => {
  const spanish = { words: new Map([[7, ['cancele', 'llegado', 'confirm']]]), shortest: 4 };
  const english = {
    words: new Map([
      [4, ['here']],
      [6, ['cancel']],
      [7, ['arrived', 'confirm']],
    ]),
    shortest: 7,
  };

  it.each([
    ['lleggado', 'llegado'],
    ['arived', 'arrived'],
    ['confrim', 'confirm'],
  ])('reads "%s" as %s, whichever language it is of', (typed, word) => {
    expect(correctAmong(typed, [spanish, english])).toBe(word);
  });

  it('corrects no word that is as near to one of each', () => {
    expect(correctAmong('cancell', [spanish, { ...english, shortest: 4 }])).toBeNull();
  });

  it('takes no word for a short one of a language that is not asked for so short ones', () => {
    expect(correctAmong('herre', [spanish, english])).toBeNull();
    expect(correctAmong('herre', [spanish, { ...english, shortest: 4 }])).toBe('here');
  });
});

describe('countErrors', () => {
  it.each([
    ['here', 'here', 0],
    ['here', 'hear', 2],
    ['her', 'here', 1],
    ['ehre', 'here', 1],
    ['hxre', 'here', 1],
    ['', 'here', 4],
    ['here', '', 4],
    ['abcd', 'badc', 2],
    ['abc', 'xbd', 2],
  ])('counts from "%s" to "%s": %i', (a, b, errors) => {
    expect(countErrors(a, b)).toBe(errors);
  });
});
