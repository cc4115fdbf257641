import { encodeBase64 } from '../base64.ts';

/** What the last part of a link gives away: its name at the relay, and what seals what is pushed of it. */
export interface LinkKeys {
  /** 64 hexadecimal digits. The link cannot be found from it. */
  readonly id: string;
  /** AES-256-GCM. */
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Derives name and key of a link from its last part, the code: HKDF-SHA256 (RFC 5869) without salt, 64 bytes, of which the first half is the name. */
export async function deriveLinkKeys(link: string): Promise<LinkKeys> {
  const { subtle } = crypto;
  const secret = await subtle.importKey('raw', utf8(link.slice(link.lastIndexOf('/') + 1)), 'HKDF', false, [
    'deriveBits',
  ]);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: utf8(''), info: utf8('clinicarrivals link 1') };
  const bytes = new Uint8Array(await subtle.deriveBits(algorithm, secret, 512));
  const id = Array.from(bytes.subarray(0, 32), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { id, key: await subtle.importKey('raw', bytes.slice(32), 'AES-GCM', false, ['encrypt']) };
}

/** Seals JSON with the key of a link for one purpose: base64 of 12 bytes of nonce, the text, and 16 bytes of tag. */
export async function sealWithLink({ key }: LinkKeys, purpose: string, json: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(purpose) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, utf8(json)));
  return encodeBase64(Uint8Array.from([...iv, ...sealed]));
}
