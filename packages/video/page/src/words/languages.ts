import { en } from './en.ts';
import type { Words } from './en.ts';

/** A language of the page. English comes with the page; another is loaded when it is needed. */
export interface Language {
  /** In the language itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  load(): Promise<Words>;
}

/** All languages by their BCP 47 tag, in the order in which they are offered. */
export const languages = {
  en: { name: 'English', direction: 'ltr', load: async () => en },
  ar: { name: 'العربية', direction: 'rtl', load: async () => (await import('./ar.ts')).ar },
  zh: { name: '简体中文', direction: 'ltr', load: async () => (await import('./zh.ts')).zh },
  de: { name: 'Deutsch', direction: 'ltr', load: async () => (await import('./de.ts')).de },
  el: { name: 'Ελληνικά', direction: 'ltr', load: async () => (await import('./el.ts')).el },
  es: { name: 'Español', direction: 'ltr', load: async () => (await import('./es.ts')).es },
  fr: { name: 'Français', direction: 'ltr', load: async () => (await import('./fr.ts')).fr },
  hi: { name: 'हिन्दी', direction: 'ltr', load: async () => (await import('./hi.ts')).hi },
  it: { name: 'Italiano', direction: 'ltr', load: async () => (await import('./it.ts')).it },
  pa: { name: 'ਪੰਜਾਬੀ', direction: 'ltr', load: async () => (await import('./pa.ts')).pa },
  tl: { name: 'Tagalog', direction: 'ltr', load: async () => (await import('./tl.ts')).tl },
  vi: { name: 'Tiếng Việt', direction: 'ltr', load: async () => (await import('./vi.ts')).vi },
} as const satisfies Readonly<Record<string, Language>>;

/** The tag of a language that the page has. */
export type LanguageTag = keyof typeof languages;

/** The first of the wished languages (BCP 47 tags, such as `zh-Hans-CN`) that the page has; English if it has none. */
export function chooseLanguage(wished: readonly (string | null)[]): LanguageTag {
  for (const tag of wished) {
    const base = tag?.toLowerCase().split(/[-_]/)[0] ?? '';
    const known = toLanguageTag(aliases[base] ?? base);
    if (known !== null) return known;
  }
  return 'en';
}

/** The tag, if the page has this language. */
export function toLanguageTag(text: string): LanguageTag | null {
  // Looked up in the table itself.
  return Object.hasOwn(languages, text) ? (text as LanguageTag) : null;
}

/** Tags that stand for the same: Mandarin, and Filipino, which is written as Tagalog. */
const aliases: Readonly<Record<string, string>> = { cmn: 'zh', fil: 'tl' };
