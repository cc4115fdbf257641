import type { TemplateName } from '../template-name.ts';
import { arabicWording } from './wording/ar.ts';
import { germanWording } from './wording/de.ts';
import { greekWording } from './wording/el.ts';
import { englishWording } from './wording/en.ts';
import { spanishWording } from './wording/es.ts';
import { frenchWording } from './wording/fr.ts';
import { hindiWording } from './wording/hi.ts';
import { italianWording } from './wording/it.ts';
import { punjabiWording } from './wording/pa.ts';
import { tagalogWording } from './wording/tl.ts';
import { vietnameseWording } from './wording/vi.ts';
import { chineseWording } from './wording/zh.ts';
import { traditionalChineseWording } from './wording/zh-hant.ts';

/** The source of every text in one language. */
export type Wording = Readonly<Record<TemplateName, string>>;

/** The texts that come with the product, by language tag: a new language is one file and one line here. */
export const defaultWording: ReadonlyMap<string, Wording> = new Map([
  ['ar', arabicWording],
  ['de', germanWording],
  ['el', greekWording],
  ['en', englishWording],
  ['es', spanishWording],
  ['fr', frenchWording],
  ['hi', hindiWording],
  ['it', italianWording],
  ['pa', punjabiWording],
  ['tl', tagalogWording],
  ['vi', vietnameseWording],
  ['zh', chineseWording],
  ['zh-Hant', traditionalChineseWording],
]);
