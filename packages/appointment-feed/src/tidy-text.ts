/**
 * Tidies a text that goes to patients: any script and any sign stays, only what would break lines, hide text or turn its direction goes.
 */
export function tidyText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC');
}
