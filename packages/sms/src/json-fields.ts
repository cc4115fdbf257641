/** Gives a field of something foreign; undefined when there is none. */
export function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;
}

/** Gives a field that is text and not empty; null for anything else. */
export function textOf(value: unknown, field: string): string | null {
  const text = fieldOf(value, field);
  return typeof text === 'string' && text !== '' ? text : null;
}

/** Gives a field that is a list; an empty one for anything else. */
export function listOf(value: unknown, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}

/** Reads JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a time in RFC 3339 form as epoch milliseconds; null when it is none. */
export function parseTime(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** Gives a number as gateways write it that leave out the plus sign; anything else as it stands. */
export function withPlus(number: string): string {
  return /^[1-9]\d{7,14}$/.test(number) ? `+${number}` : number;
}
