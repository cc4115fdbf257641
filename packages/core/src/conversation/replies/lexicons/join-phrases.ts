/**
 * Puts each of some endings to each of some beginnings, both lists of phrases as a lexicon writes them.
 *
 * @param between what stands between the two: nothing in Chinese, a space elsewhere
 */
export function joinPhrases(firsts: string, seconds: string, between: '' | ' '): string {
  const ends = seconds.split(', ');
  return firsts
    .split(', ')
    .flatMap((first) => ends.map((end) => first + between + end))
    .join(', ');
}
