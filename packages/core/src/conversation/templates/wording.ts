import type { TemplateName } from '../template-name.ts';
import { englishWording } from './wording/en.ts';

/** The source of every text in one language. */
export type Wording = Readonly<Record<TemplateName, string>>;

/** The texts that come with the product, by language tag: a new language is one file and one line here. */
export const defaultWording: ReadonlyMap<string, Wording> = new Map([['en', englishWording]]);
