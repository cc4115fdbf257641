import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lexiconLanguages } from '../lexicons/lexicons.ts';
import { readLabelled } from './read-labelled.ts';
import { scoreLabelled } from './score-labelled.ts';

/**
 * The share of the clear replies that were understood, and how many near misses acted, when the score was first looked at.
 *
 * The first held-out third is scored in its own test. Its score has named classes of replies (never the texts) to those who then mended
 * lexicons, so it says more than is so. This third was written and committed after that, before its own score was looked at, by somebody who
 * had read nothing of the lexicons but most of the Spanish surroundings, the Tagalog spellings and a part of the English arrivals. Its
 * sentences are longer, with the reason that people give. The first figures are the honest ones: 137 of 180 clear replies understood, three of four and not nineteen of twenty, and two near misses of 180 that
 * acted (somebody else who is there, in English; ready as soon as the children sleep, in Italian).
 *
 * Since then the classes that are named here were looked at by whoever mended, and its author, who mended too, knew the texts.
 */
const first = {
  en: { understood: 9, acting: 1 },
  es: { understood: 14, acting: 0 },
  it: { understood: 13, acting: 1 },
  fr: { understood: 12, acting: 0 },
  de: { understood: 14, acting: 0 },
  el: { understood: 13, acting: 0 },
  tl: { understood: 12, acting: 0 },
  zh: { understood: 6, acting: 0 },
  ar: { understood: 10, acting: 0 },
  vi: { understood: 10, acting: 0 },
  hi: { understood: 11, acting: 0 },
  pa: { understood: 13, acting: 0 },
} as const;

describe.each(Object.keys(first))('the second held-out replies in %s', (language) => {
  const replies = readLabelled(readFileSync(new URL(`held-out-2/${language}.json`, import.meta.url), 'utf8'));

  it('are fifteen clear ones and fifteen near misses', () => {
    expect(lexiconLanguages).toContain(language);
    expect(replies.filter(({ kind }) => kind === 'clear')).toHaveLength(15);
    expect(replies.filter(({ kind }) => kind === 'near-miss')).toHaveLength(15);
  });

  it('make nothing happen where they only look as if they should', () => {
    const { acting } = scoreLabelled(language, replies);
    expect(acting, `${String(acting.length)} near misses act:\n${acting.join('\n')}\n`).toEqual([]);
  });
});

describe('the second held-out replies of all languages', () => {
  it('are understood as often as when their score was first looked at, or more often', () => {
    const understood = Object.keys(first).map((language) => {
      const replies = readLabelled(readFileSync(new URL(`held-out-2/${language}.json`, import.meta.url), 'utf8'));
      return Math.round(scoreLabelled(language, replies).understood * 15);
    });
    const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
    expect(sum(understood)).toBeGreaterThanOrEqual(sum(Object.values(first).map((each) => each.understood)));
  });
});
