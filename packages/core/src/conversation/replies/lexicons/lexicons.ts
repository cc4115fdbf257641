import { compileLexicon } from '../lexicon.ts';
import type { CompiledLexicon } from '../lexicon.ts';
import { english } from './en.ts';

const compiledEnglish = compileLexicon(english);

/** By primary language subtag: a new language is one file and one line here. */
const lexicons: ReadonlyMap<string, CompiledLexicon> = new Map([[english.language, compiledEnglish]]);

/** The lexicons for some BCP 47 tags in their order, each once, English last; languages without a lexicon are passed over. */
export function lexiconsFor(languages: readonly string[]): readonly CompiledLexicon[] {
  const chosen = new Set<CompiledLexicon>();
  for (const tag of languages) {
    const lexicon = lexicons.get(tag.toLowerCase().replace(/[-_].*$/u, ''));
    if (lexicon !== undefined) chosen.add(lexicon);
  }
  return [...chosen.add(compiledEnglish)];
}
