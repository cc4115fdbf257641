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
 * @param isWholeReply true where the patient's own language knows the phrase and nothing else was said: then it is what our text in that
 *   language asked for (*non*, which is "not" in Italian), and no other language denies it; one that answers otherwise still does
 */
export function agree([own, ...others]: readonly [PhraseGroup, ...PhraseGroup[]], isWholeReply = false): PhraseGroup {
  if (small.has(own.role) && (own.role !== 'word' || !others.some(({ role }) => vetoes.includes(role)))) return own;
  const meant = [own, ...others.filter(({ role }) => !small.has(role))];
  const isVeto = ({ role }: PhraseGroup): boolean => vetoes.includes(role);
  if (isWholeReply && !isVeto(own))
    return answerOf(
      meant.filter((each) => !isVeto(each)),
      own,
    );
  for (const veto of vetoes) {
    const found = meant.find(({ role }) => role === veto);
    if (found !== undefined) return found;
  }
  return answerOf(meant, own);
}

/** What several answers come to: nothing when two of them differ. */
function answerOf(meant: readonly PhraseGroup[], own: PhraseGroup): PhraseGroup {
  const other = meant.find(({ role, value }) => role !== own.role || value !== own.value);
  if (other === undefined) return own;
  // "Yes" and "ok" differ only in how certain they are.
  const roles = new Set(meant.map(({ role }) => role));
  const assent = meant.find(({ role }) => role === 'assent');
  return assent !== undefined && roles.size === 2 && roles.has('yes') ? assent : contradiction;
}
