/** Reads an `instant`; null when there is none or it has no zone, so that it names no moment. */
export function toInstant(text: string | undefined): number | null {
  if (typeof text !== 'string' || !/T.*(?:Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
