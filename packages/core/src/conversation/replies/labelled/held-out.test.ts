import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../../intent.ts';
import { lexiconLanguages } from '../lexicons/lexicons.ts';
import { readLabelled } from './read-labelled.ts';
import type { LabelledReply } from './read-labelled.ts';
import { scoreLabelled } from './score-labelled.ts';

const languages = ['en', 'zh', 'ar', 'vi', 'pa', 'hi', 'el', 'it', 'es', 'fr', 'de', 'tl'];

/**
 * Written before the lexicon of its language, except the English one; whoever mends a lexicon does not read these files.
 *
 * What has been looked at are the lines that this test prints: of each reply that was read wrongly the question, the intent and the kind,
 * never the text. Lexicons were mended by these classes with phrases of other making (somebody else who is here, a promise to confirm later,
 * a question about it, about to be there, quoting a text), so the score says more than is so by now: that of the second third is the honest
 * one.
 */
const heldOut = (language: string): readonly LabelledReply[] =>
  readLabelled(readFileSync(new URL(`held-out/${language}.json`, import.meta.url), 'utf8'));

const target = 0.95;

/** Where nineteen of twenty is not reached: what is, and must not be lost. A language leaves this list by reaching it. */
const reachedSoFar: Readonly<Record<string, number>> = {
  en: 0.875,
  zh: 0.926,
  ar: 0.878,
  vi: 0.947,
  pa: 0.921,
  es: 0.945,
  tl: 0.916,
};

const covered: readonly Intent[] = [
  'yes',
  'no',
  'arrived',
  'ready',
  'confirm',
  'cancel',
  'late',
  'stop',
  'thanks',
  'wrong-number',
  'undo',
  'reschedule',
];

describe.each(languages)('the held-out replies in %s', (language) => {
  const replies = heldOut(language);
  const of = (kind: LabelledReply['kind']): readonly LabelledReply[] => replies.filter((reply) => reply.kind === kind);

  it('are at least fifteen clear ones and fifteen near misses', () => {
    expect(of('clear').length).toBeGreaterThanOrEqual(15);
    expect(of('near-miss').length).toBeGreaterThanOrEqual(15);
  });

  it('say everything that a patient may want', () => {
    for (const intent of covered)
      expect(
        of('clear').some((reply) => reply.intent === intent),
        intent,
      ).toBe(true);
  });
});

describe.each(lexiconLanguages)('replies in %s that nobody tuned to', (language) => {
  const { acting, misunderstood, understood } = scoreLabelled(language, heldOut(language));
  const percent = `${(understood * 100).toFixed(1)} % of the clear ones are understood`;

  it('make nothing happen where they only look as if they should', () => {
    expect(acting, `${String(acting.length)} near misses act:\n${acting.join('\n')}\n`).toEqual([]);
  });

  const least = reachedSoFar[language] ?? target;
  it(`are understood, at least ${String(least * 100)} % of those that are clear`, () => {
    expect(understood, `${percent}:\n${misunderstood.join('\n')}\n`).toBeGreaterThanOrEqual(least);
  });
});

describe.each(Object.keys(reachedSoFar))('replies in %s that nobody tuned to', (language) => {
  it('are not yet understood nineteen times of twenty', () => {
    const { understood } = scoreLabelled(language, heldOut(language));
    expect(understood, `${language} understands so many by now: take it off the list`).toBeLessThan(target);
  });
});
