const plain = /^[ -~\s]*$/u;
const apostrophes = /['’‘ʼ＇`´′]/gu;
/** Zero-width and direction marks, variation selectors, the keycap mark, skin tones: they change looks, not meaning. */
const invisible = /[\p{Cf}\p{Emoji_Modifier}\uFE00-\uFE0F\u20E3]/gu;
const accents = /[\u0300-\u036F]/gu;
const longRuns = /(\p{L})\1{2,}/gu;
/** A time of day, a number, a word, a pictogram, or a question mark. No alternative can begin inside another: linear. */
const token = /\d{1,2}[:.]\d{2}(?!\d)|\d+|\p{L}[\p{L}\p{M}]*|\p{Extended_Pictographic}|[?؟]/gu;

/**
 * Writes a text in the one form in which texts are compared: compatibility forms and case folded, apostrophes, accents
 * and invisible characters removed.
 */
export function foldText(text: string): string {
  // Nearly every text, and the same by the shorter way.
  if (plain.test(text)) return text.replace(apostrophes, '').toLowerCase();
  return text
    .replace(apostrophes, '')
    .replace(invisible, '')
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFKC')
    .toLowerCase();
}

/**
 * Splits a text into words, numbers, times (`10.10` as `10:10`), pictograms and question marks, all folded.
 *
 * Letters that are held down (`yesss`) are written once. Everything else separates.
 */
export function toTokens(text: string): readonly string[] {
  const found = foldText(text).replace(longRuns, '$1').match(token) ?? [];
  return found.map((each) => each.replace('.', ':').replace('؟', '?'));
}
