import { ConfigurationError } from '../errors.ts';

/** An object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads JSON that may hold secrets.
 *
 * @throws ConfigurationError without what stood there: the engine's own error would quote it
 */
export function parseJson(text: string, file: string): unknown {
  try {
    // Editors of Windows put a byte order mark before it.
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new ConfigurationError({ field: file, message: 'is no valid JSON; give the file as the program wrote it' });
  }
}

/** Tells an object from everything else. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a JSON list of objects.
 *
 * @throws ConfigurationError when it is anything else
 */
export function parseList(text: string, file: string): readonly Fields[] {
  const list = parseJson(text, file);
  if (Array.isArray(list) && list.every(isFields)) return list;
  throw new ConfigurationError({
    field: file,
    message: 'holds no list of objects; give the file as the program wrote it',
  });
}
