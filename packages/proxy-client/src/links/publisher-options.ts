import type { Clock, Logger, VideoDesk, VideoPass } from '@clinicarrivals/core';
import { decodeBase64 } from '../base64.ts';
import { check, checkToken, checkUrl, fits } from '../options.ts';
import type { Fetch } from '../request.ts';
import { createSystemClock } from '../system-clock.ts';

/** What is published: core's `arrivals.video` fits. */
export interface PublishedDesk extends VideoDesk {
  /** The sessions of all visits by video whose links may be in somebody's hands. */
  sessions(): Promise<readonly string[]>;
}

/** What {@link createLinkPublisher} is given. */
export interface LinkPublisherOptions {
  /** The relay's address, with https; http is taken for this machine only. */
  readonly url: string;
  /** The account's name at the relay. The account has a public key there. */
  readonly account: string;
  /** The account's bearer token, or what gives the one in use, for a clinic that rotates it. */
  readonly token: string | (() => string);
  /** Opens what people with a link ask: the `privateKey` of `createProxyClient`. */
  readonly privateKey: string;
  /** `createJoinLinks` of `@clinicarrivals/video/join-links`, with the URL of the join page at the relay. */
  readonly links: { link(pass: VideoPass): string; read(code: string): VideoPass | null };
  readonly desk: PublishedDesk;
  /** Another `fetch`, for a proxy or a test. */
  readonly fetch?: Fetch;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: silence. */
  readonly logger?: Logger;
}

/** The options after every check. */
export interface PublisherSettings extends Pick<LinkPublisherOptions, 'account' | 'links' | 'desk'> {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: () => string;
  readonly privateKey: Uint8Array;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkPublisherOptions(options: LinkPublisherOptions): PublisherSettings {
  const { account, token, privateKey, links, desk, fetch, clock, logger } = options;
  const key = typeof privateKey === 'string' ? decodeBase64(privateKey) : null;
  check('account', fits(account, /^[\w-]{1,64}$/), 'must be 1 to 64 of A-Z a-z 0-9 - _');
  if (typeof token !== 'function') checkToken('token', token);
  check('links', typeof links?.read === 'function', 'is missing; give createJoinLinks({ url, secret })');
  check('desk', typeof desk?.sessions === 'function', 'is missing; give arrivals.video');
  check('privateKey', key?.length === 32, 'must be 32 bytes in base64, the half of createKeyPair that stays here');
  return {
    ...{ account, links, desk },
    url: checkUrl(options.url),
    token: typeof token === 'function' ? token : () => token,
    privateKey: key ?? new Uint8Array(),
    fetch: fetch ?? ((address, init) => globalThis.fetch(address, init)),
    clock: clock ?? createSystemClock(),
    logger: logger ?? { log: () => undefined },
  };
}
