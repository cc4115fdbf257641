import { ConfigurationError } from '@clinicarrivals/core';
import type { CheckedAccount } from './account.ts';

/** Encrypts to a public key so that only the holder of the private key reads it. */
export type Seal = (content: Uint8Array, publicKey: Uint8Array) => Uint8Array;

/**
 * Loads libsodium when an account has a key, and tries each key once.
 *
 * Source: https://doc.libsodium.org/public-key_cryptography/sealed_boxes
 *
 * @throws ConfigurationError naming the account whose key cannot be sealed to
 */
export async function loadSeal(accounts: readonly CheckedAccount[]): Promise<Seal> {
  const sealed = accounts.flatMap(({ publicKey }, index) => (publicKey === null ? [] : [{ publicKey, index }]));
  if (sealed.length === 0) return refuseToSeal;
  const { default: sodium } = await import('libsodium-wrappers');
  await sodium.ready;
  for (const { publicKey, index } of sealed) {
    try {
      sodium.crypto_box_seal(new Uint8Array(1), publicKey);
    } catch {
      throw new ConfigurationError({
        field: `accounts[${index}].publicKey`,
        message: 'is no key that can be sealed to; make a pair with createKeyPair of the client',
      });
    }
  }
  return (content, publicKey) => sodium.crypto_box_seal(content, publicKey);
}

function refuseToSeal(): never {
  throw new Error('libsodium is loaded when the relay starts');
}
