/** Crockford's alphabet: small letters and digits without those that are mistaken for each other, so that a link can be read out. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // cspell:disable-line

/** Makes the unguessable key of a visit's session: 20 letters of five random bits each. */
export function createSessionKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(20));
  // 32 letters divide 256 evenly: each is as likely as any other.
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
