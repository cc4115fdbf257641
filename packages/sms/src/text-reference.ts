import { createHash } from 'node:crypto';

const hashed = 'sha256-';

/**
 * Gives what a gateway carries as our id of a text: the id itself, or its hash where the id is longer than the gateway takes.
 *
 * An id names the recipient, so that it belongs where the recipient stands anyway (a body), never in an address.
 */
export function toReference(id: string, longest: number): string {
  if (id.length <= longest) return id;
  return hashed + createHash('sha256').update(id).digest('base64url');
}

/** Gives our id back from what a gateway carried; null for a hash, which says nothing to others, and for what is no text. */
export function fromReference(reference: unknown): string | null {
  return typeof reference === 'string' && reference !== '' && !reference.startsWith(hashed) ? reference : null;
}
