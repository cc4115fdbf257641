import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes in base64url: a token, or the path of an account's webhooks. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 in hexadecimal. Enough for secrets that are random and long; nothing slower is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares two SHA-256 hashes in hexadecimal in a time that does not tell where they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return first.byteLength === second.byteLength && timingSafeEqual(first, second);
}
