import { broaderLanguage } from '../broader-language.ts';

/**
 * The tags under which a text may stand that a reader of this language can read, the nearest first: `en-AU`, `en`;
 * `zh-TW`, `zh-Hant`, since whoever reads traditional characters is not given simplified ones.
 *
 * A language comes without its script only if it is usually written in that script: `pa-PK` is `pa-Arab`, and never `pa`.
 *
 * @param tag BCP 47, or what a PMS took for it
 */
export function nearestTags(tag: string): readonly string[] {
  const written = tag.replaceAll('_', '-');
  const locale = toLocale(written);
  if (locale === null) return [...new Set([tag, written.replace(/-.*$/u, '').toLowerCase()])];
  const { language: spoken, script = '' } = locale.maximize();
  const language = broaderLanguage(spoken);
  const isUsualScript = toLocale(language)?.maximize().script === script;
  return [...new Set([tag, written, `${language}-${script}`, ...(isUsualScript ? [language] : [])])];
}

function toLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
