import { encodeBase64 } from './base64.ts';
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
  const { publicKey, privateKey } = (await loadSodium()).crypto_box_keypair();
  return { publicKey: encodeBase64(publicKey), privateKey: encodeBase64(privateKey) };
}
