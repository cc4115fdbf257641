import { ConfigurationError } from '@clinicarrivals/core';

/** The JSON object of a request. */
export type RequestBody = Readonly<Record<string, unknown>>;

const longestBody = 16_384;

/**
 * Reads the JSON object that a request carries.
 *
 * @throws ConfigurationError when it is too long or no JSON object
 */
export async function readBody(request: Request): Promise<RequestBody> {
  const declared = Number(request.headers.get('Content-Length') ?? 0);
  const text = declared > longestBody ? '' : await request.text();
  if (declared > longestBody || text.length > longestBody) throw wrong('body', 'is too long');
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Said below: broken JSON and JSON of another shape are the same mistake.
  }
  throw wrong('body', 'must be a JSON object');
}

/** Takes a text that is not empty out of a body. */
export function textOf(body: RequestBody, field: string): string {
  const value = body[field];
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw wrong(field, 'must be a text that is not empty');
}

/** Takes a number within bounds out of a body. */
export function numberOf(
  body: RequestBody,
  field: string,
  bounds: { readonly from: number; readonly to: number },
): number {
  const value = body[field];
  if (typeof value === 'number' && value >= bounds.from && value <= bounds.to) return value;
  throw wrong(field, `must be a number from ${bounds.from} to ${bounds.to}`);
}

/** Takes one of several words out of a body. */
export function wordOf<Word extends string>(body: RequestBody, field: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === body[field]);
  if (word !== undefined) return word;
  throw wrong(field, `must be one of: ${words.join(', ')}`);
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
