import type { PhraseGroup, PhraseRole } from './lexicon.ts';

/** Roles that mean nothing by themselves. */
const small: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['noise', 'filler', 'word', 'number']);
/** Roles that keep something from counting, the strictest first. */
const vetoes: readonly PhraseRole[] = ['negation', 'question', 'future'];

const contradiction: PhraseGroup = { role: 'negation', phrases: '' };

/**
 * Says what a phrase does that several languages know, for *k* is "ok" in English and "no" in Vietnamese.
 *
 * What the patient's own language takes for a small word is one, for a text is seldom in two languages at once; but a word that it
 * merely knows is not, where another language says "not". Otherwise
 * the strictest holds: what says "not", "not yet" or asks before what answers, and of two different answers neither.
 *
 * @param groups what each language makes of it, the patient's own first; at least one
 */
export function agree([own, ...others]: readonly [PhraseGroup, ...PhraseGroup[]]): PhraseGroup {
  if (small.has(own.role) && (own.role !== 'word' || !others.some(({ role }) => vetoes.includes(role)))) return own;
  const meant = [own, ...others.filter(({ role }) => !small.has(role))];
  for (const veto of vetoes) {
    const found = meant.find(({ role }) => role === veto);
    if (found !== undefined) return found;
  }
  const other = meant.find(({ role, value }) => role !== own.role || value !== own.value);
  if (other === undefined) return own;
  // "Yes" and "ok" differ only in how certain they are.
  const roles = new Set(meant.map(({ role }) => role));
  const assent = meant.find(({ role }) => role === 'assent');
  return assent !== undefined && roles.size === 2 && roles.has('yes') ? assent : contradiction;
}
