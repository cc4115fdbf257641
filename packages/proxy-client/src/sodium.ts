import { decodeBase64 } from './base64.ts';
import { wrong } from './failure.ts';

/** The part of libsodium that opens what a relay has sealed. */
export type Sodium = Pick<
  typeof import('libsodium-wrappers').default,
  'crypto_box_keypair' | 'crypto_box_seal_open' | 'crypto_scalarmult_base'
>;

/** Loads libsodium, which is half a megabyte: only when there is something to open. Throws ConfigurationError when it is not installed. */
export async function loadSodium(): Promise<Sodium> {
  try {
    const { default: sodium } = await import('libsodium-wrappers');
    await sodium.ready;
    return sodium;
  } catch {
    throw wrong('privateKey', 'needs npm install libsodium-wrappers');
  }
}

/** Opens what a relay has sealed to the clinic's key, JSON in base64, each field of which is to be checked. Null when it does not open. */
export async function openSealed(sealed: string, privateKey: Uint8Array | null): Promise<unknown> {
  const bytes = decodeBase64(sealed);
  if (privateKey === null || bytes === null) return null;
  const sodium = await loadSodium();
  try {
    const opened = sodium.crypto_box_seal_open(bytes, sodium.crypto_scalarmult_base(privateKey), privateKey);
    return JSON.parse(new TextDecoder().decode(opened));
  } catch {
    // Sealed to another key, tampered with, or no JSON inside.
    return null;
  }
}
