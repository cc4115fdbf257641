import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { interpretReply } from '../interpret-reply.ts';
import { lexiconLanguages } from '../lexicons/lexicons.ts';
import { questions } from './questions.ts';
import { readLabelled } from './read-labelled.ts';
import { acts } from './score-labelled.ts';

const folder = new URL('tuned/', import.meta.url);
const languages = readdirSync(folder).map((file) => file.replace('.json', ''));

describe('the replies that lexicons are tuned to', () => {
  it('are there for every language that has a lexicon', () => {
    expect(languages).toEqual(expect.arrayContaining([...lexiconLanguages]));
  });
});

describe.each(lexiconLanguages)('a reply in %s', (language) => {
  const replies = readLabelled(readFileSync(new URL(`${language}.json`, folder), 'utf8'));
  const clear = replies.filter(({ kind }) => kind === 'clear');
  const nearMisses = replies.filter(({ kind }) => kind === 'near-miss');

  it('is labelled often enough, as clear and as a near miss', () => {
    expect(clear.length).toBeGreaterThanOrEqual(28);
    expect(nearMisses.length).toBeGreaterThanOrEqual(28);
  });

  it.each(clear)('is understood as $intent, asked $asked: "$text"', ({ asked, text, intent }) => {
    expect(interpretReply(text, { languages: [language], expecting: questions[asked] }).intent).toBe(intent);
  });

  it.each(nearMisses)('does nothing, asked $asked, as if it were $intent: "$text"', ({ asked, text }) => {
    const reading = interpretReply(text, { languages: [language], expecting: questions[asked] });
    expect(acts(reading), reading.intent).toBe(false);
  });
});
