import { describe, expect, it } from 'vitest';
import { nearestTags } from './language-tags.ts';

describe('nearestTags', () => {
  it.each([
    ['en', ['en', 'en-Latn']],
    ['en-AU', ['en-AU', 'en-Latn', 'en']],
    ['EN_us', ['EN_us', 'EN-us', 'en-Latn', 'en']],
    ['zh', ['zh', 'zh-Hans']],
    ['zh-CN', ['zh-CN', 'zh-Hans', 'zh']],
    ['zh-SG', ['zh-SG', 'zh-Hans', 'zh']],
    ['zh-TW', ['zh-TW', 'zh-Hant']],
    ['zh-HK', ['zh-HK', 'zh-Hant']],
    ['zh-MO', ['zh-MO', 'zh-Hant']],
    ['zh-Hant-AU', ['zh-Hant-AU', 'zh-Hant']],
    ['yue', ['yue', 'zh-Hant']],
    ['cmn', ['cmn', 'zh-Hans', 'zh']],
    ['fil-PH', ['fil-PH', 'tl-Latn', 'tl']],
    ['arz', ['arz', 'ar-Arab', 'ar']],
    ['pnb', ['pnb', 'pa-Arab']],
    ['pa-IN', ['pa-IN', 'pa-Guru', 'pa']],
    ['pa-PK', ['pa-PK', 'pa-Arab']],
    ['ar-EG', ['ar-EG', 'ar-Arab', 'ar']],
    ['not a tag', ['not a tag']],
    ['Fr-!', ['Fr-!', 'fr']],
  ])('of %s are %j', (tag, expected) => {
    expect(nearestTags(tag)).toEqual(expected);
  });
});
