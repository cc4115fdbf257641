import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Writes our own id of a text for the address of its status callback, so that only who holds the auth token can read it: ids may carry the
 * recipient's number, and addresses end up in the logs of proxies.
 */
export function sealTextId(id: string, authToken: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, toKey(authToken), nonce);
  const sealed = [nonce, cipher.update(id, 'utf8'), cipher.final()];
  return Buffer.concat([...sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Reads what `sealTextId` wrote; null when it was written with none of these tokens, or not by us. */
export function openTextId(sealed: string, authTokens: readonly string[]): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= nonceBytes + tagBytes) return null;
  for (const authToken of authTokens) {
    try {
      const decipher = createDecipheriv(algorithm, toKey(authToken), bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      const id = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([id, decipher.final()]).toString('utf8');
    } catch {
      // Another token wrote it, or nobody of ours.
    }
  }
  return null;
}

/** A key of its own, so that nothing is both signed and encrypted by the same. */
function toKey(authToken: string): Buffer {
  return Buffer.from(hkdfSync('sha256', authToken, '', 'clinicarrivals text id', 32));
}
