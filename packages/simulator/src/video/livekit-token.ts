import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from '../pms/validation.ts';
import { parseObject } from './parse-object.ts';
import type { JoinRefusal } from './video-log.ts';

/** What a LiveKit token says (https://docs.livekit.io/home/get-started/authentication/). */
export interface LiveKitClaims {
  readonly identity: string;
  readonly roomJoin: boolean;
  readonly roomCreate: boolean;
  readonly roomList: boolean;
  readonly roomAdmin: boolean;
  readonly room: string;
}

export interface LiveKitKey {
  readonly apiKey: string;
  readonly apiSecret: string;
}

// As livekit-server 1.13.5 has it.
const leewayMs = 60_000;

/** Checks a token (HS256) as the real server does. */
export function readLiveKitToken(
  token: string,
  { apiKey, apiSecret, now }: LiveKitKey & { readonly now: number },
): LiveKitClaims | Extract<JoinRefusal, 'invalid' | 'expired' | 'not-yet'> {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = createHmac('sha256', apiSecret).update(`${header}.${payload}`).digest();
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'invalid';
  const claims = parsePart(payload);
  if (parsePart(header)['alg'] !== 'HS256' || claims['iss'] !== apiKey) return 'invalid';
  const { exp, nbf, sub, video } = claims;
  if (typeof exp === 'number' && now - leewayMs >= exp * 1000) return 'expired';
  if (typeof nbf === 'number' && now + leewayMs < nbf * 1000) return 'not-yet';
  const grant = isObject(video) ? video : {};
  return {
    identity: typeof sub === 'string' ? sub : '',
    roomJoin: grant['roomJoin'] === true,
    roomCreate: grant['roomCreate'] === true,
    roomList: grant['roomList'] === true,
    roomAdmin: grant['roomAdmin'] === true,
    room: typeof grant['room'] === 'string' ? grant['room'] : '',
  };
}

/** Signs a webhook's body as the real server does: five minutes of validity, with the checksum of the body. */
export function signLiveKitWebhook(body: string, { apiKey, apiSecret, now }: LiveKitKey & { now: number }): string {
  const seconds = Math.floor(now / 1000);
  const sha256 = createHash('sha256').update(body).digest('base64');
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: apiKey, nbf: seconds, exp: seconds + 300, sha256 })}`;
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

function parsePart(part: string): Readonly<Record<string, unknown>> {
  return parseObject(Buffer.from(part, 'base64url').toString()) ?? {};
}
