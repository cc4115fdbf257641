import { foldVariants } from './letter-variants.ts';

const plain = /^[ -:<-~\s]*$/u;
const apostrophes = /['’‘ʼ＇`´′]/gu;
/** Zero-width and direction marks, variation selectors, the keycap mark, skin tones: they change looks, not meaning. */
const invisible = /[\p{Cf}\p{Emoji_Modifier}\uFE00-\uFE0F\u20E3]/gu;
/** Greeks ask with a semicolon: their own, or the common one after a Greek letter or at the end, for many write in Latin letters. */
const greekQuestion = /\u037E|(?<=\p{Script=Greek}\p{M}?);|;(?=\s*$)/gu;
/** Accents; Arabic vowels and the marks above and below letters; the dots of borrowed sounds in Devanagari and Gurmukhi. */
const accents = /[\u0300-\u036F\u064B-\u065F\u0670\u06D6-\u06ED\u093C\u0A3C]/gu;
const plainWords = /^[a-z ]*$/;
const plainWord = /[a-z]+/g;
const longPlainRuns = /([a-z])\1{2,}/g;
const longRuns = /(\p{L})\1{2,}/gu;
/**
 * A time of day, a Chinese character, a word or number, a pictogram, or a question mark. No alternative can begin inside
 * another: linear.
 */
const token =
  /\d{1,2}[:.]\d{2}(?!\d)|\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\d])(?:(?!\p{Script=Han})[\p{L}\p{M}\d])*|\p{Extended_Pictographic}|[?؟]/gu;

/**
 * Writes a text in the one form in which texts are compared: compatibility forms and case folded, apostrophes, accents
 * and invisible characters removed, letters and digits that are only other forms of one written as that one.
 */
export function foldText(text: string): string {
  // Nearly every text, and the same by the shorter way.
  if (plain.test(text)) return text.replace(apostrophes, '').toLowerCase();
  const folded = text
    .replace(apostrophes, '')
    .replace(invisible, '')
    .replace(greekQuestion, '?')
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFKC')
    .toLowerCase();
  return foldVariants(folded);
}

/**
 * Splits a text into words, numbers, times (`10.10` as `10:10`), pictograms and question marks, all folded.
 *
 * Letters that are held down (`yesss`) are written once. Chinese characters are words of their own, since nothing
 * separates them. Letters and digits without a space stay together (`la2`, `10mins`): only a lexicon can tell
 * which of them are words. Everything else separates.
 */
export function toTokens(text: string): readonly string[] {
  return splitFolded(foldText(text));
}

/** Splits a text that is folded already, as {@link toTokens} does. */
export function splitFolded(folded: string): readonly string[] {
  // Nearly every phrase of a lexicon, and the same by the shorter way.
  if (plainWords.test(folded)) return folded.replace(longPlainRuns, '$1').match(plainWord) ?? [];
  const found = folded.replace(longRuns, '$1').match(token) ?? [];
  return found.map((each) => (each.length === 1 ? each.replace('؟', '?') : each.replace('.', ':')));
}
