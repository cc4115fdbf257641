import { createDecipheriv, hkdfSync } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** What the last part of a link gives away: under which name the clinic has pushed it, and what opens what was pushed. */
export interface LinkKeys {
  /** 64 hexadecimal digits. The link cannot be found from it. */
  readonly id: string;
  /** AES-256. */
  readonly key: Uint8Array;
}

/** Derives name and key of a link from its last part: HKDF-SHA256 (RFC 5869) without salt, 64 bytes, of which the first half is the name. */
export function deriveLinkKeys(code: string): LinkKeys {
  const bytes = Buffer.from(hkdfSync('sha256', code, '', 'clinicarrivals link 1', 64));
  return { id: bytes.subarray(0, 32).toString('hex'), key: bytes.subarray(32) };
}

/**
 * Opens what the clinic has sealed with the key of a link: 12 bytes of nonce, the text in AES-256-GCM, 16 bytes of tag.
 *
 * @param purpose what it was sealed for, which is checked as well: nothing can be passed off as something else
 * @returns the parsed JSON, to be checked; null when it does not open
 */
export function openWithLink(
  sealed: Uint8Array,
  { key, purpose }: { readonly key: Uint8Array; readonly purpose: string },
): unknown {
  if (sealed.byteLength < ivBytes + tagBytes) return null;
  const end = sealed.byteLength - tagBytes;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivBytes));
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(sealed.subarray(end));
    const text = Buffer.concat([decipher.update(sealed.subarray(ivBytes, end)), decipher.final()]);
    return JSON.parse(text.toString('utf8'));
  } catch {
    // Sealed with another key, for something else, or altered.
    return null;
  }
}
