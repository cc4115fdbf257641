import { loadSodium } from './sodium.ts';

/** Two X25519 keys, 32 bytes each in standard base64. */
export interface KeyPair {
  /** For the relay: it seals every webhook to this key. Not secret. */
  readonly publicKey: string;
  /** For the clinic alone: the `privateKey` of `createProxyClient`. Who has it reads what the relay keeps. */
  readonly privateKey: string;
}

/**
 * Makes the keys of a clinic's mailbox.
 *
 * Throws ConfigurationError when `libsodium-wrappers` is not installed.
 *
 * @see https://doc.libsodium.org/public-key_cryptography/sealed_boxes
 * @example
 * const { publicKey, privateKey } = await createKeyPair(); // the first to who runs the relay, the second to a safe place
 */
export async function createKeyPair(): Promise<KeyPair> {
  const sodium = await loadSodium();
  const pair = sodium.crypto_box_keypair();
  const encode = (key: Uint8Array): string => sodium.to_base64(key, sodium.base64_variants.ORIGINAL);
  return { publicKey: encode(pair.publicKey), privateKey: encode(pair.privateKey) };
}
