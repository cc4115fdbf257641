/**
 * A telephone number in E.164 form: a plus sign, then 7 to 15 digits, the first not zero.
 *
 * Source: ITU-T E.164.
 */
export type PhoneNumber = `+${string}`;

const e164 = /^\+[1-9]\d{6,14}$/;

/** Tells whether a text is already an E.164 number, by its pattern alone. */
export function isPhoneNumber(text: string): text is PhoneNumber {
  return e164.test(text);
}

/**
 * Reads a number as people and practice management systems write it.
 *
 * The strict E.164 pattern is tried first; only other shapes load `libphonenumber-js`.
 *
 * @param text the number as written, in any national or international form
 * @param country ISO 3166-1 alpha-2 code of the country whose national form is assumed, such as `AU`
 * @returns the number in E.164 form, or null when it is not a possible number
 */
export async function parsePhoneNumber(text: string, country: string): Promise<PhoneNumber | null> {
  const trimmed = text.trim();
  if (isPhoneNumber(trimmed)) return trimmed;
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
  const parsed = parsePhoneNumberFromString(trimmed, toCountryCode(country));
  return parsed !== undefined && parsed.isValid() && isPhoneNumber(parsed.number) ? parsed.number : null;
}

/**
 * Reads a number and accepts it only if it can be a mobile telephone, so that no text is sent to a landline.
 *
 * In countries whose numbers do not tell (such as the United States) every valid number is accepted.
 *
 * @returns the number in E.164 form, or null when it is a landline, a service number or not a number
 */
export async function parseMobileNumber(text: string, country: string): Promise<PhoneNumber | null> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/mobile');
  const parsed = parsePhoneNumberFromString(text.trim(), toCountryCode(country));
  return parsed !== undefined && parsed.isValid() && isPhoneNumber(parsed.number) ? parsed.number : null;
}

type CountryCode = import('libphonenumber-js/min').CountryCode;

function toCountryCode(country: string): CountryCode {
  // The library ignores a country it does not know; the settings have been checked at construction.
  return country as CountryCode;
}
