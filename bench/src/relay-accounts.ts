import { createHash } from 'node:crypto';
import type { RelayAccount } from '@clinicarrivals/relay';

/** A number as 43 characters of base64url, as the relay's secrets are. */
const secret = (number: number): string => number.toString(36).padStart(42, '0').concat('A');
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The last part of the webhook's URL of an account. */
export const pathOf = (number: number): string => secret(2 * number);
/** The bearer token of an account. */
export const tokenOf = (number: number): string => secret(2 * number + 1);
/** The name of an account. */
export const nameOf = (number: number): string => `clinic-${number}`;

/** The account of that number: invented secrets, webhooks sealed. */
export function relayAccount(number: number): RelayAccount {
  return {
    id: nameOf(number),
    webhookPathHash: hash(pathOf(number)),
    tokenHashes: [hash(tokenOf(number))],
    publicKey: createHash('sha256').update('a key of the bench').digest('base64'),
    reply: 'twiml',
    limits: { requestsPerSecond: 10_000 },
  };
}
