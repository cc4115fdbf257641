import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intents } from '../intent.ts';
import type { Intent } from '../intent.ts';
import { interpretReply } from './interpret-reply.ts';
import { lexiconLanguages } from './lexicons/lexicons.ts';
import type { Interpretation } from './interpretation.ts';

const read = (
  text: string,
  expecting: readonly Intent[],
  names: readonly string[] = [],
  languages: readonly string[] = ['en'],
): Interpretation => interpretReply(text, { languages, expecting, names });

describe('any text at all', () => {
  it('is read in time that grows with its length only', () => {
    const worst = [
      'a',
      'aaaaaaaaaaaaaaaaaaaa ',
      'i am ',
      '1:',
      '10 ',
      "'",
      '\u0301',
      'ﷺ',
      '? ',
      'waitinh ',
      'a1',
      '1a ',
    ];
    worst.push('我', '到了', 'ا', 'وصل ', 'हाँ', 'α;', ';', '; ', 'khongg ', 'ệ', 'غﻻﻻ', '٣');
    // The first reply in a language makes its lexicon ready.
    read('a', ['arrived'], [], lexiconLanguages);
    for (const piece of worst) {
      const text = piece.repeat(1600).slice(0, 1600);
      const started = performance.now();
      for (let round = 0; round < 10; round += 1)
        read(text, ['arrived', 'choice'], ['Sam 10:10', 'Mia 10:20'], lexiconLanguages);
      expect(performance.now() - started, JSON.stringify(piece)).toBeLessThan(500);
    }
  });

  it('never throws, says the same every time, and gives one of the intents', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1600 }),
      fc
        .array(fc.constantFrom('yes', 'not', 'here', '1', '10:10', '?', '👍', 'cancel', 'late', 'да', "I'm", 'Sam'))
        .map((all) => all.join(' ')),
      fc
        .array(
          fc.constantFrom(
            '我',
            '不',
            '到了',
            'وصلت',
            'لا',
            'đến rồi',
            'हाँ',
            'ਨਹੀਂ',
            'έφτασα;',
            'llegué',
            'oo',
            'la2',
            '٢',
          ),
        )
        .map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(
        anyText,
        fc.subarray([...intents]),
        fc.subarray([...lexiconLanguages]),
        (text, expecting, languages) => {
          const first = read(text, expecting, ['Sam 10:10', 'Mia 10:20'], languages);
          expect(intents).toContain(first.intent);
          expect(read(text, expecting, ['Sam 10:10', 'Mia 10:20'], languages)).toEqual(first);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('means the same with polite noise around it', () => {
    const replies = [
      'yes',
      'no',
      'y',
      'n',
      'a',
      'ok',
      'arrived',
      "I'm here",
      'ready',
      'j',
      'cancel',
      'late',
      'stop',
      'what',
      'not here yet',
      '1',
    ];
    const noise = fc.constantFrom('', 'hi', 'Hello', 'please', 'good morning', 'Hi Dr,', 'sorry', '🤞', 'mate');
    const expecting: readonly Intent[] = ['yes', 'no', 'arrived', 'ready', 'choice'];
    fc.assert(
      fc.property(fc.constantFrom(...replies), noise, noise, (reply, before, after) => {
        expect(read(`${before} ${reply} ${after}`.trim(), expecting)).toEqual(read(reply, expecting));
      }),
    );
  });

  it('with one typing error means the same or nothing, never something else', () => {
    const words = [
      'arrived',
      'ready',
      'joined',
      'waiting',
      'confirm',
      'reschedule',
      'traffic',
      'thanks',
      'online',
      'parked',
    ];
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(9), letter, fc.nat(2), (word, place, other, kind) => {
        const at = place % word.length;
        const typed = word.slice(0, at) + ['', other, other + (word[at] ?? '')][kind] + word.slice(at + 1);
        expect([read(word, ['ready']).intent, 'unknown']).toContain(read(typed, ['ready']).intent);
      }),
      { numRuns: 1000 },
    );
  });
});
