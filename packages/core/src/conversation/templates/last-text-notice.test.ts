import { describe, expect, it } from 'vitest';
import { countSegments } from './count-segments.ts';
import { lastTextNotice } from './last-text-notice.ts';
import { defaultWording } from './wording.ts';

describe('lastTextNotice', () => {
  it('is said in every language of our texts', () => {
    const notices = [...defaultWording.keys()].map(lastTextNotice);
    expect(new Set(notices).size).toBe(defaultWording.size);
  });

  it('is in the script that the reader reads, and in English where there is none', () => {
    expect(lastTextNotice('zh-HK')).toContain('簡訊');
    expect(lastTextNotice('zh-CN')).toContain('短信');
    expect(lastTextNotice('ko')).toBe(lastTextNotice('en'));
  });

  it.each(['en', 'de', 'es', 'fr', 'it', 'tl'])('does not double the cost of a text in %s', (language) => {
    expect(countSegments(lastTextNotice(language)).encoding).toBe('GSM-7');
  });
});
