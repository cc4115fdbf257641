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
