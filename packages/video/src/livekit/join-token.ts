import { VideoError } from '@clinicarrivals/core';
import type { VideoAdmission } from '@clinicarrivals/core';
import { SignJWT } from 'jose';
import type { LiveKitSettings } from './options.ts';

/**
 * Signs the access token of one device for one room.
 *
 * By `jose`, as the SDK signs too: the SDK's own tokens last for a span of the machine's time and not until a moment of the clinic's.
 *
 * @see https://docs.livekit.io/home/get-started/authentication/
 */
export function signJoinToken(
  { apiKey, apiSecret }: Pick<LiveKitSettings, 'apiKey' | 'apiSecret'>,
  { sessionId, role, validUntil }: VideoAdmission,
  now: number,
): Promise<string> {
  const [notBefore, expires] = [Math.floor(now / 1000), Math.floor(validUntil / 1000)];
  if (!(expires > notBefore)) {
    throw new VideoError({ message: '[livekit] admit failed: the time for joining is over', isRetryable: false });
  }
  const video = {
    roomJoin: true,
    room: sessionId,
    canPublish: true,
    canSubscribe: true,
    canPublishData: false,
    canUpdateOwnMetadata: false,
  };
  // A name of its own for each device: a second one of the same name would put out the first.
  const identity = `${role}-${crypto.randomUUID()}`;
  return new SignJWT({ video })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(apiKey)
    .setSubject(identity)
    .setNotBefore(notBefore)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(apiSecret));
}
