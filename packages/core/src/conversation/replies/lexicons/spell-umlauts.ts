/** Adds to some German phrases, as a lexicon writes them, those with an umlaut as they are typed where there is none: `spaet`. */
export function spellUmlauts(phrases: string): string {
  const spelt = phrases.split(',').filter((phrase) => /[äöü]/u.test(phrase));
  const replaced = spelt.map((phrase) => phrase.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue'));
  return [phrases, ...replaced].join(',');
}
