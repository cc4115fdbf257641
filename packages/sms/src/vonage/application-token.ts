import type { KeyObject } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';

const minute = 60_000;
/** A token that has less than this left is replaced, so that none runs out on its way. */
const renewalMs = minute;
const lifeMs = 15 * minute;

/**
 * Makes the function that gives a token of a Vonage application: a JWT signed with its private key, used until shortly before it runs out.
 *
 * @see https://developer.vonage.com/en/getting-started/concepts/authentication#json-web-tokens-jwt
 */
export function createApplicationToken(application: {
  readonly applicationId: string;
  readonly privateKey: KeyObject;
  readonly clock: Clock;
}): () => Promise<string> {
  const { applicationId, privateKey, clock } = application;
  let current: { readonly token: Promise<string>; readonly expiresAt: number } | null = null;
  const sign = async (now: number): Promise<string> => {
    const { SignJWT } = await import('jose');
    return new SignJWT({ application_id: applicationId })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setJti(crypto.randomUUID())
      .setIssuedAt(new Date(now))
      .setExpirationTime(new Date(now + lifeMs))
      .sign(privateKey);
  };
  return () => {
    const now = clock.now();
    // Also when the clock was set back: Vonage refuses a token of the future.
    const isGood = current !== null && now < current.expiresAt - renewalMs && now >= current.expiresAt - lifeMs;
    if (!isGood || current === null) current = { token: sign(now), expiresAt: now + lifeMs };
    return current.token;
  };
}
