import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import type { JoinLinks } from '../join/join-links.ts';

/** A Jitsi server that lets in everybody who knows the name of a room. */
export interface JitsiOptions {
  /** Such as `https://meet.clinic.example`. */
  readonly url: string;
  /** What gives people links to the join page; `createJoinLinks` makes it. Without it they get the address of the Jitsi room itself. */
  readonly links?: Pick<JoinLinks, 'link'>;
}

/** A Jitsi server of one's own that lets in nobody without a token (`authentication = "token"` of Prosody). */
export interface JitsiTokenOptions {
  readonly url: string;
  /** `app_id` of Prosody, `JWT_APP_ID` of the Docker image. */
  readonly appId: string;
  /** `app_secret` of Prosody, `JWT_APP_SECRET` of the Docker image. */
  readonly appSecret: string;
  readonly links: Pick<JoinLinks, 'link'>;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** Jitsi as a Service, by 8x8. */
export interface JaasOptions {
  /** `vpaas-magic-cookie-` and 32 hexadecimal digits. */
  readonly appId: string;
  /** The id of the API key, with or without the `appId` and a slash before it. */
  readonly keyId: string;
  /** The private half of the API key, an RSA key in PEM form (PKCS #8 or PKCS #1). */
  readonly privateKey: string;
  readonly links: Pick<JoinLinks, 'link'>;
  readonly clock?: Pick<Clock, 'now'>;
}

/** What signs tokens, and for whom. */
export interface JitsiSigner {
  readonly header: { readonly alg: 'HS256' | 'RS256'; readonly typ: 'JWT'; readonly kid?: string };
  readonly key: Uint8Array | KeyObject;
  readonly claims: { readonly iss: string; readonly aud: string; readonly sub: string };
}

/** The options after every check. */
export interface JitsiSettings {
  /** To which the name of the room is added; without a slash at the end. */
  readonly url: string;
  /** Null where no token is asked for. */
  readonly signer: JitsiSigner | null;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: JitsiOptions | JitsiTokenOptions | JaasOptions): JitsiSettings {
  if ('privateKey' in options) return checkJaas(options);
  const url = checkUrl(options.url);
  // Half of what tokens need must not leave the door open to all.
  if (!('appSecret' in options) && !('appId' in options)) return { url, signer: null };
  const appId = 'appId' in options ? options.appId : '';
  const appSecret = 'appSecret' in options ? options.appSecret : '';
  return { url, signer: checkTokens(appId, appSecret) };
}

function checkTokens(appId: unknown, appSecret: unknown): JitsiSigner {
  if (typeof appId !== 'string' || appId.trim() === '') throw wrong('appId', 'is empty; it is app_id of Prosody');
  if (typeof appSecret !== 'string' || appSecret.trim() === '') {
    throw wrong('appSecret', 'is empty; it is app_secret of Prosody');
  }
  return {
    header: { alg: 'HS256', typ: 'JWT' },
    key: new TextEncoder().encode(appSecret),
    // Any domain: behind a proxy or in Docker the server's own is another than that in the address. The room decides.
    claims: { iss: appId, aud: appId, sub: '*' },
  };
}

function checkJaas({ appId, keyId, privateKey }: JaasOptions): JitsiSettings {
  if (!/^vpaas-magic-cookie-[0-9a-f]{32}$/.test(appId)) {
    throw wrong('appId', 'must be vpaas-magic-cookie- and 32 hexadecimal digits, as the JaaS console shows it');
  }
  const kid = keyId.includes('/') ? keyId : `${appId}/${keyId}`;
  if (!kid.startsWith(`${appId}/`) || !/\/[\w-]+$/.test(kid)) {
    throw wrong('keyId', 'must be the id of an API key of this appId, as the JaaS console shows it');
  }
  return {
    url: `https://8x8.vc/${appId}`,
    signer: {
      header: { alg: 'RS256', typ: 'JWT', kid },
      key: checkPrivateKey(privateKey),
      claims: { iss: 'chat', aud: 'jitsi', sub: appId },
    },
  };
}

function checkPrivateKey(text: string): KeyObject {
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // Told below: what was thrown may hold a part of the key.
  }
  throw wrong(
    'privateKey',
    'must be an RSA key in PEM form without a password, from -----BEGIN to -----END and all lines between',
  );
}

function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== 'https:' || url.search !== '' || url.hash !== '') {
    throw wrong('url', 'must be a whole URL that begins with https://, without ? and #');
  }
  return url.href.replace(/\/+$/, '');
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `jitsi.${field}`, message });
}
