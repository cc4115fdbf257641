import { describe, expect, it } from 'vitest';
import type { Intent } from '../intent.ts';
import { interpretReply } from './interpret-reply.ts';
import type { Interpretation } from './interpretation.ts';

const read = (text: string, expecting: readonly Intent[] = [], names?: readonly string[]): Interpretation =>
  interpretReply(text, { languages: ['en'], expecting, ...(names === undefined ? {} : { names }) });

const notUnderstood: Interpretation = { intent: 'unknown', clarity: 'clear', choice: null, isLate: false };

describe('a reply that chooses', () => {
  const names = ['Sam 10:10', 'Mia 10:20', 'Sam 11:00'];

  it.each([
    ['2', [2]],
    ['2 and 1', [1, 2]],
    ['1 1', [1]],
    ['the second one', [2]],
    ['first', [1]],
    ['four', [4]],
    ['third please', [3]],
    ['both', 'both'],
    ['all of them', 'both'],
    ['Mia', [2]],
    ['mia please', [2]],
    ['10.10', [1]],
    ['Sam 11:00', [3]],
    ['Mia and 10:10', [1, 2]],
    ['2 Mia', [2]],
    ['yes Mia', [2]],
    ['ok 2', [2]],
  ])('"%s" chooses %j', (text, choice) => {
    expect(read(text, ['choice'], names)).toEqual({ intent: 'choice', clarity: 'clear', choice, isLate: false });
  });

  it.each([
    'Sam',
    '1 Mia',
    'both 1',
    'both Mia',
    'Mia?',
    'is it Mia',
    'no Mia',
    'not Mia',
    'Mia in the big red car',
    '0',
    '123',
  ])('"%s" does not choose', (text) => {
    expect(read(text, ['choice'], names)).toEqual(notUnderstood);
  });

  it('may say what is to be done as well', () => {
    expect(read('Mia is here', ['choice'], names)).toMatchObject({ intent: 'arrived', choice: [2] });
    expect(read('cancel 2', ['choice'], names)).toMatchObject({ intent: 'cancel', choice: [2] });
    expect(read('2, running late', ['choice'], names)).toMatchObject({ intent: 'choice', choice: [2], isLate: true });
  });

  it('is read by name without an open question, but not by digits', () => {
    expect(read('Mia is here', ['arrived'], names)).toMatchObject({ intent: 'arrived', choice: [2] });
    expect(read('2', ['arrived'], names)).toEqual(notUnderstood);
    expect(read('both', ['arrived'], names)).toEqual(notUnderstood);
  });

  it('takes a word of the language for a name only when asked which', () => {
    expect(read('will', ['choice'], ['Will', 'Mia'])).toMatchObject({ intent: 'choice', choice: [1] });
    expect(read('I will be here', ['arrived'], ['Will', 'Mia'])).toEqual(notUnderstood);
  });

  it('means nothing beside a contradicting answer to a question that is answered by number', () => {
    expect(read('1 cancel', ['confirm', 'cancel', 'choice'])).toEqual(notUnderstood);
    expect(read('yes 1', ['confirm', 'cancel', 'choice'])).toMatchObject({ intent: 'choice', choice: [1] });
  });

  it('leaves one unknown word beside it, and not two', () => {
    expect(read('2 Zed', ['choice'])).toMatchObject({ intent: 'choice', choice: [2] });
    expect(read('2 Zed Zed', ['choice'])).toEqual(notUnderstood);
  });

  it('by a name that two of them bear says nothing, whatever else it says', () => {
    expect(read('Sam is here', ['arrived'], ['Sam 10:10', 'Sam 11:00'])).toEqual(notUnderstood);
    expect(read('Sam 11:00 is here', ['arrived'], ['Sam 10:10', 'Sam 11:00'])).toMatchObject({ choice: [2] });
  });
});

describe('a reply that says to be late', () => {
  it('keeps its other meaning and says so', () => {
    expect(read("I'm here, sorry I'm late", ['arrived'])).toMatchObject({ intent: 'arrived', isLate: true });
    expect(read('yes but I am late', ['yes', 'no'])).toMatchObject({ intent: 'yes', isLate: true });
    expect(read('no, running late', ['yes', 'no'])).toMatchObject({ intent: 'no', isLate: true });
    expect(read('thanks, running late')).toMatchObject({ intent: 'late', isLate: true });
  });

  it('is late alone when yes or no answer nothing', () => {
    expect(read('yes running late', ['arrived'])).toEqual({
      intent: 'late',
      clarity: 'clear',
      choice: null,
      isLate: true,
    });
    expect(read('no, running late', [])).toMatchObject({ intent: 'late' });
  });
});

describe('how much else a phrase bears', () => {
  const unknown = (count: number): string => Array.from({ length: count }, () => 'qqzz').join(' ');

  it.each([
    ["I'm here", 8, 'arrived'],
    ["I'm here", 9, 'unknown'],
    ['arrived', 2, 'arrived'],
    ['arrived', 3, 'unknown'],
    ['nope', 0, 'no'],
    ['nope', 1, 'unknown'],
    ['a', 0, 'arrived'],
    ['a', 1, 'unknown'],
    ['thanks', 2, 'thanks'],
    ['thanks', 3, 'unknown'],
  ])('"%s" with %i unknown words is %s', (text, count, intent) => {
    expect(read(`${text} ${unknown(count)}`, ['arrived', 'no']).intent).toBe(intent);
  });

  it('counts numbers and times as words, and pictograms as none', () => {
    expect(read('arrived 1 2 3', ['arrived']).intent).toBe('unknown');
    expect(read('arrived 🦄 🦄 🦄 🦄', ['arrived']).intent).toBe('arrived');
  });
});

describe('any text at all', () => {
  it('is unknown when it is longer than a text can be, or a letter', () => {
    expect(read(`arrived${' '.repeat(1593)}`).intent).toBe('arrived');
    expect(read(`arrived${' '.repeat(1594)}`)).toEqual(notUnderstood);
    expect(read(`I'm here${' hi'.repeat(38)}`).intent).toBe('arrived');
    expect(read(`I'm here${' hi'.repeat(39)}`)).toEqual(notUnderstood);
  });
});

describe('languages', () => {
  it.each([[[]], [['en-AU']], [['EN_us']], [['fr', 'zh-Hant']], [['constructor']]])(
    '%j are read, English always',
    (languages) => {
      expect(interpretReply('arrived', { languages, expecting: [] }).intent).toBe('arrived');
    },
  );
});

describe('destructive intents: CANCEL is a word of the carriers', () => {
  it('are weak when misspelt or only hinted at, and unknown in a question', () => {
    expect(read('cancell it')).toMatchObject({ intent: 'cancel', clarity: 'weak' });
    expect(read("can't come")).toMatchObject({ intent: 'cancel', clarity: 'weak' });
    expect(read('cancel my appointment')).toMatchObject({ intent: 'cancel', clarity: 'clear' });
    expect(read('stop it?')).toEqual(notUnderstood);
    expect(read('stpo')).toEqual(notUnderstood);
  });
});
