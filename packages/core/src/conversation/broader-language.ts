const broader: ReadonlyMap<string, string> = new Map([
  ['cmn', 'zh'],
  ['yue', 'zh'],
  ['arb', 'ar'],
  ['apc', 'ar'],
  ['arz', 'ar'],
  ['acm', 'ar'],
  ['afb', 'ar'],
  ['pnb', 'pa'],
  ['lah', 'pa'],
  ['fil', 'tl'],
]);

/**
 * The primary subtag under which a language is read and written here, for a subtag that names one more narrowly or by another
 * name (`yue` is read as `zh`, `fil` as `tl`); any other as it is.
 */
export function broaderLanguage(subtag: string): string {
  return broader.get(subtag) ?? subtag;
}
