import { Refusal } from './responses.ts';

/**
 * Parses what a clinic sends. Every field is to be checked by who takes it out.
 *
 * @throws Refusal `bad-request`, which repeats nothing of what was sent
 */
export function parseObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    // It is an object, and everything in it is checked by who takes it out.
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new Refusal('bad-request', 'The body must be a JSON object in UTF-8.');
}

/** Makes the refusal of a field. */
export function wrongField(field: string, message: string): Refusal {
  return new Refusal('bad-request', `${field}: ${message}.`);
}
