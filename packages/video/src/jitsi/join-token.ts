import { VideoError } from '@clinicarrivals/core';
import type { VideoAdmission } from '@clinicarrivals/core';
import { SignJWT } from 'jose';
import type { JitsiSigner } from './options.ts';

/** Prosody allows for no difference between its clock and ours. */
const clockDifferenceSeconds = 10;

/** What a moderator of JaaS could else do with a consultation. */
const features = {
  livestreaming: 'false',
  recording: 'false',
  transcription: 'false',
  'inbound-call': 'false',
  'outbound-call': 'false',
  'sip-inbound-call': 'false',
  'sip-outbound-call': 'false',
};

/**
 * Signs the token of one person for one room. Only the practitioner may moderate: put others out, mute them, and let them in.
 *
 * @see https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md
 * @see https://developer.8x8.com/jaas/docs/api-keys-jwt
 */
export function signJitsiToken(
  { header, key, claims }: JitsiSigner,
  { sessionId, role, validUntil }: VideoAdmission,
  now: number,
): Promise<string> {
  const [issuedAt, expires] = [Math.floor(now / 1000), Math.floor(validUntil / 1000)];
  if (!(expires > issuedAt)) {
    throw new VideoError({ message: '[jitsi] admit failed: the time for joining is over', isRetryable: false });
  }
  const isModerator = role === 'practitioner';
  const user = {
    id: `${role}-${crypto.randomUUID()}`,
    moderator: String(isModerator),
    // What the Prosody module token_affiliation reads.
    affiliation: isModerator ? 'owner' : 'member',
  };
  return new SignJWT({ ...claims, room: sessionId, context: { user, features } })
    .setProtectedHeader(header)
    .setNotBefore(issuedAt - clockDifferenceSeconds)
    .setExpirationTime(expires)
    .sign(key);
}
