import { parseMobileNumber } from '@clinicarrivals/core';
import type { FeedPatient, FeedPractitioner } from './feed-event.ts';

const familyFirst = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Joins the parts of a name in reading order: the family name first, and no space, where the script has it so. */
export function toFullName(parts: {
  readonly prefix?: string | null;
  readonly given: string | null;
  readonly family: string | null;
}): string {
  const { prefix = null, given, family } = parts;
  if (given !== null && family !== null && familyFirst.test(given) && familyFirst.test(family))
    return `${family}${given}`;
  return [prefix, given, family].filter((part) => part !== null && part !== '').join(' ');
}

/** Makes the practitioner. */
export function toPractitioner(parts: {
  readonly id: string;
  readonly name: string;
  readonly family: string | null;
}): FeedPractitioner {
  const { id, name, family } = parts;
  return { id, name, lastName: family ?? name.split(' ').at(-1) ?? name };
}

/**
 * Chooses the number to text: the first that can be a mobile telephone. Without one the patient is a patient still, and reception sees why they
 * are not texted.
 *
 * @param numbers as written, in the order of preference
 * @param country ISO 3166-1 alpha-2 code of the country whose national form is assumed
 */
export async function chooseMobile(
  numbers: readonly string[],
  country: string,
): Promise<Required<Pick<FeedPatient, 'mobile' | 'notTextedReason'>>> {
  for (const number of numbers) {
    const mobile = await parseMobileNumber(number, country);
    if (mobile !== null) return { mobile, notTextedReason: null };
  }
  const notTextedReason = numbers.length === 0 ? 'no mobile number' : 'the EHR sends no number that can be texted';
  return { mobile: null, notTextedReason };
}

/** Reads a language tag, such as `zh-Hant` or the three letters that older systems send; null when it is none. */
export function toLanguage(text: string): string | null {
  if (!/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}
