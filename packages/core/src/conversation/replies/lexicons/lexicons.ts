import { broaderLanguage } from '../../broader-language.ts';
import { compileLexicon } from '../lexicon.ts';
import type { CompiledLexicon, Lexicon } from '../lexicon.ts';
import { arabic } from './ar.ts';
import { german } from './de.ts';
import { greek } from './el.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import { hindi } from './hi.ts';
import { italian } from './it.ts';
import { punjabi } from './pa.ts';
import { tagalog } from './tl.ts';
import { vietnamese } from './vi.ts';
import { chinese } from './zh.ts';
import { spanish } from './es.ts';

/**
 * By primary language subtag: a new language is one file and one line here. Each is a function, so that words cost nothing before somebody
 * writes in their language.
 */
const lexicons: ReadonlyMap<string, () => Lexicon> = new Map([
  ['en', english],
  ['es', spanish],
  ['it', italian],
  ['fr', french],
  ['de', german],
  ['el', greek],
  ['tl', tagalog],
  ['zh', chinese],
  ['ar', arabic],
  ['vi', vietnamese],
  ['hi', hindi],
  ['pa', punjabi],
]);

/** The primary language subtags in which replies are read. */
export const lexiconLanguages: readonly string[] = [...lexicons.keys()];

/** Compiled on first use, so that importing the package stays fast; the same for ever after. */
const compiled = new Map<() => Lexicon, CompiledLexicon>();

/**
 * The lexicons for some BCP 47 tags in their order, each once, English last unless it is asked for earlier; scripts and
 * regions are passed over, for a lexicon holds all of them, and so are languages without a lexicon.
 */
export function lexiconsFor(languages: readonly string[]): readonly CompiledLexicon[] {
  const chosen = new Set<() => Lexicon>();
  for (const tag of languages) {
    const subtag = tag.toLowerCase().replace(/[-_].*$/u, '');
    const lexicon = lexicons.get(broaderLanguage(subtag));
    if (lexicon !== undefined) chosen.add(lexicon);
  }
  return [...chosen.add(english)].map(compileOnce);
}

function compileOnce(lexicon: () => Lexicon): CompiledLexicon {
  const known = compiled.get(lexicon) ?? compileLexicon(lexicon());
  compiled.set(lexicon, known);
  return known;
}
