import { type PhoneNumber, parseMobileNumber } from '@clinicarrivals/core';
import type { ContactPoint, Period } from 'fhir/r4.js';

/**
 * Chooses the number to text from `Patient.telecom` (http://hl7.org/fhir/R4/datatypes.html#ContactPoint).
 *
 * Only phones and sms in use now; sms before phone, then use `mobile`, then rank, then the order given. The first of them
 * that can be a mobile number is taken, so that no text goes to a landline.
 */
export async function chooseMobile(
  telecom: readonly ContactPoint[],
  context: { readonly country: string; readonly now: number },
): Promise<PhoneNumber | null> {
  const usable = telecom.filter(
    (point) =>
      (point.system === 'phone' || point.system === 'sms') &&
      point.use !== 'old' &&
      isCurrent(point.period, context.now),
  );
  for (const point of usable.toSorted((a, b) => toOrder(a) - toOrder(b))) {
    const number = point.value === undefined ? null : await parseMobileNumber(point.value, context.country);
    if (number !== null) return number;
  }
  return null;
}

/** Tells whether a period covers a moment; without bounds it always does. An end given as a day includes that day. */
export function isCurrent(period: Period | undefined, now: number): boolean {
  if (period?.start !== undefined && Date.parse(period.start) > now) return false;
  if (period?.end === undefined) return true;
  const end = Date.parse(period.end);
  // A day without zone lasts, somewhere on earth, until 36 hours after it begins in UTC.
  return (period.end.length <= 10 ? end + 36 * 60 * 60_000 : end) >= now;
}

function toOrder(point: ContactPoint): number {
  const rank = Math.min(point.rank ?? 999, 999);
  return (point.system === 'sms' ? 0 : 10_000) + (point.use === 'mobile' ? 0 : 1_000) + rank;
}
