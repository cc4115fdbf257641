import { compileLexicon } from '../lexicon.ts';
import type { CompiledLexicon, Lexicon } from '../lexicon.ts';
import { english } from './en.ts';

/** By primary language subtag: a new language is one file and one line here. */
const lexicons: ReadonlyMap<string, Lexicon> = new Map([[english.language, english]]);

/** Compiled on first use, so that importing the package stays fast; the same for ever after. */
const compiled = new Map<Lexicon, CompiledLexicon>();

/** The lexicons for some BCP 47 tags in their order, each once, English last; languages without a lexicon are passed over. */
export function lexiconsFor(languages: readonly string[]): readonly CompiledLexicon[] {
  const chosen = new Set<Lexicon>();
  for (const tag of languages) {
    const lexicon = lexicons.get(tag.toLowerCase().replace(/[-_].*$/u, ''));
    if (lexicon !== undefined) chosen.add(lexicon);
  }
  return [...chosen.add(english)].map(compileOnce);
}

function compileOnce(lexicon: Lexicon): CompiledLexicon {
  const known = compiled.get(lexicon) ?? compileLexicon(lexicon);
  compiled.set(lexicon, known);
  return known;
}
