/** How Greeks write their letters in Latin ones, pairs first; a word is spelt in one way throughout. */
const letters: readonly (readonly [greek: string, ...latin: string[]])[] = [
  ['αι', 'ai', 'e'],
  ['ει', 'ei', 'i'],
  ['οι', 'oi', 'i'],
  ['ου', 'ou', 'u'],
  ['ευχ', 'efx', 'efh', 'efch', 'evx', 'evh', 'eux', 'euh'],
  ['ευ', 'ef', 'ev', 'eu'],
  ['αυ', 'af', 'av', 'au'],
  ['μπ', 'mp', 'b'],
  ['ντ', 'nt', 'd'],
  ['γγ', 'gg', 'ng', 'g'],
  ['γκ', 'gk', 'g'],
  ['α', 'a'],
  ['β', 'v', 'b'],
  ['γ', 'g'],
  ['δ', 'd'],
  ['ε', 'e'],
  ['ζ', 'z'],
  ['η', 'i', 'h'],
  ['θ', 'th', '8'],
  ['ι', 'i'],
  ['κ', 'k'],
  ['λ', 'l'],
  ['μ', 'm'],
  ['ν', 'n'],
  // Not `x`, which stands for another letter: "I have" would become "outside".
  ['ξ', 'ks'],
  ['ο', 'o'],
  ['π', 'p'],
  ['ρ', 'r'],
  ['σ', 's'],
  ['τ', 't'],
  ['υ', 'y', 'i', 'u'],
  ['φ', 'f', 'ph'],
  ['χ', 'x', 'h', 'ch'],
  ['ψ', 'ps'],
  ['ω', 'o', 'w'],
];

/**
 * The ways in which a Greek word is typed in Latin letters, such as `eimai`, `eime`, `imai` and `ime` for `ειμαι`; none for a single
 * letter, which could be anything.
 *
 * @param word folded: without accents, in small letters
 */
export function greekInLatin(word: string): readonly string[] {
  if (word.length < 2 || !/^\p{Script=Greek}+$/u.test(word)) return [];
  return letters.reduce<readonly string[]>(
    (spelt, [greek, ...latin]) =>
      spelt[0]?.includes(greek) === true
        ? latin.flatMap((letter) => spelt.map((each) => each.replaceAll(greek, letter)))
        : spelt,
    [word],
  );
}
