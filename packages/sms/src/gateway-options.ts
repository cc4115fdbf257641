import { ConfigurationError, isPhoneNumber } from '@clinicarrivals/core';
import type { PhoneNumber } from '@clinicarrivals/core';

/** Makes the error for an option of one gateway, such as `vonage.from`. */
export type WrongOption = (field: string, message: string) => ConfigurationError;

/** Gives the function that makes the errors for a gateway's options. */
export function createWrongOption(gateway: string): WrongOption {
  return (field, message) => new ConfigurationError({ field: `${gateway}.${field}`, message });
}

/** Checks how long one request may take: 15 000 ms by default, at most ten minutes. */
export function checkTimeout(wrong: WrongOption, timeoutMs = 15_000): number {
  if (Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 600_000) return timeoutMs;
  throw wrong('timeoutMs', 'must be a whole number of milliseconds from 1 to 600000; leave it out for 15000');
}

/** Checks a text that must be there. */
export function checkSecret(wrong: WrongOption, field: string, value: string | undefined, where: string): string {
  if (value === undefined) throw wrong(field, `is missing; ${where}`);
  if (value.trim() === '') throw wrong(field, `is empty; ${where}`);
  return value;
}

/** Checks a whole URL and gives it as it stands. */
export function checkUrl(
  wrong: WrongOption,
  field: string,
  { text, isHttpAllowed }: { readonly text: string; readonly isHttpAllowed: boolean },
): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const protocols = isHttpAllowed ? ['https:', 'http:'] : ['https:'];
  if (url !== null && protocols.includes(url.protocol)) return text;
  throw wrong(field, `must be a whole URL that begins with ${isHttpAllowed ? 'https:// or http://' : 'https://'}`);
}

/** Checks the numbers that we send from and takes doubles away. */
export function checkNumbers(
  wrong: WrongOption,
  field: string,
  given: string | readonly string[] | undefined,
): readonly PhoneNumber[] {
  const numbers = typeof given === 'string' ? [given] : (given ?? []);
  if (numbers.length === 0) throw wrong(field, 'is missing; give our number as +61412345678, or a list of them');
  const checked = numbers.filter(isPhoneNumber);
  if (checked.length < numbers.length) {
    // A name as sender cannot be replied to, so that no patient could say that they have arrived.
    throw wrong(field, 'must be in E.164 form (a plus sign, country and number without spaces); names cannot be used');
  }
  return [...new Set(checked)];
}
