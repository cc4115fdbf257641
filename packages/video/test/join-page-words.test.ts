import { describe, expect, it } from 'vitest';
import { en } from '../page/src/words/en.ts';
import { chooseLanguage, languages } from '../page/src/words/languages.ts';

const placeholders = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const tags = Object.keys(languages) as (keyof typeof languages)[];

describe.each(tags)('the words of the page in %s', (tag) => {
  it('are all there, in the language itself, with the same things put in', async () => {
    const words: Readonly<Record<string, string>> = await languages[tag].load();
    expect(Object.keys(words)).toEqual(Object.keys(en));
    for (const [word, english] of Object.entries(en)) {
      const text = words[word] ?? '';
      expect([word, text.trim()]).toEqual([word, text]);
      expect(text).not.toBe('');
      expect([word, placeholders(text)]).toEqual([word, placeholders(english)]);
    }
  });

  it('are those that its tag stands for', () => {
    expect(new Intl.DisplayNames(tag, { type: 'language' }).of(tag)?.toLowerCase()).toContain(
      { zh: '中文', tl: 'filipino' }[tag as string] ?? languages[tag].name.toLowerCase(),
    );
  });
});

describe('chooseLanguage', () => {
  it.each([
    [['zh-Hans-CN'], 'zh'],
    [['cmn'], 'zh'],
    [['fil-PH'], 'tl'],
    [['AR'], 'ar'],
    [['pt-BR', 'es-MX', 'en'], 'es'],
    [[null, 'de-CH'], 'de'],
    [['xx', 'constructor', ''], 'en'],
    [[], 'en'],
  ])('takes the first of %j that there is: %s', (wished, expected) => {
    expect(chooseLanguage(wished)).toBe(expected);
  });
});
