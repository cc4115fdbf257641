import { isObject } from '../pms/validation.ts';

/** Reads a JSON object; an empty one where there is no text, null where the text is none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
