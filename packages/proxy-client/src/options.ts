import { isPhoneNumber } from '@clinicarrivals/core';
import type { Clock, Logger, PhoneNumber, WebhookReader } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
import { wrong } from './failure.ts';
import type { Fetch } from './request.ts';
import { createSystemClock } from './system-clock.ts';

/** What both protocols need. */
interface CommonOptions {
  /** The relay's address, with https; http is taken for this machine only, since the token would be read on the way. */
  readonly url: string;
  /** The numbers that patients text to, in E.164 form. */
  readonly numbers: readonly string[];
  /** Another `fetch`, for a proxy or a test. */
  readonly fetch?: Fetch;
  /** For the pauses after failures; requests time out by the machine's own. */
  readonly clock?: Clock;
  /** Told of what is refused or about to be deleted; nothing is logged by default. */
  readonly logger?: Logger;
}

/** A mailbox at a relay that keeps to `docs/relay-protocol.md`. */
export interface ProxyClientOptions extends CommonOptions {
  /** The account's name at the relay. */
  readonly account: string;
  /** The account's bearer token. */
  readonly token: string;
  /** Opens what the relay sealed to the public key of the same pair: 32 bytes in base64, made by `createKeyPair`. */
  readonly privateKey?: string;
  /** Checks who signed a webhook and reads it, such as `createTwilioWebhookReader` of `@clinicarrivals/sms/twilio`. */
  readonly reader: WebhookReader;
  /**
   * Names who asks: 1 to 64 of `A-Z a-z 0-9 - _`; `clinic` by default. Processes that share a store share the name, so that one that takes over
   * is given at once, and in order, what the other had not made durable.
   */
  readonly consumer?: string;
  /** How long one request may wait for a text at most, 0 to 50 seconds; 25 by default. */
  readonly waitSeconds?: number;
  /** Stores a new token; needed for `rotateToken`, which uses the new one when this has resolved. */
  readonly onTokenRotated?: (token: string) => Promise<void> | void;
}

/** A relay of the first ClinicArrivals. Texts are handed out once: one that is lost on the way is lost. */
export interface LegacyProxyClientOptions extends CommonOptions {
  readonly legacy: {
    /** `AC` and 32 hexadecimal digits. */
    readonly accountSid: string;
    /** For a relay that asks for one; the original does not. */
    readonly token?: string;
  };
}

/** What both protocols need, after every check. */
export interface CommonSettings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly numbers: readonly PhoneNumber[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The options of a mailbox, after every check. */
export interface MailboxSettings
  extends CommonSettings, Pick<ProxyClientOptions, 'account' | 'token' | 'reader' | 'onTokenRotated'> {
  readonly privateKey: Uint8Array | null;
  readonly consumer: string;
  readonly waitSeconds: number;
}

/** The options of an original relay, after every check. */
export interface LegacySettings extends CommonSettings {
  readonly accountSid: string;
  readonly token: string | null;
}

/** Checks the options of a mailbox; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: ProxyClientOptions): MailboxSettings {
  const { account, token, reader, privateKey, consumer = 'clinic', waitSeconds = 25 } = options;
  const key = privateKey === undefined ? null : decodeBase64(privateKey);
  for (const [field, value] of Object.entries({ account, consumer }))
    check(field, fits(value, /^[\w-]{1,64}$/), 'must be 1 to 64 of A-Z a-z 0-9 - _');
  checkToken('token', token);
  check('privateKey', privateKey === undefined || key?.length === 32, 'must be 32 bytes in base64');
  check('reader', typeof reader?.read === 'function', 'is missing; try createTwilioWebhookReader');
  check(
    'waitSeconds',
    Number.isInteger(waitSeconds) && waitSeconds >= 0 && waitSeconds <= 50,
    'must be 0 to 50, whole',
  );
  return { ...options, ...checkCommon(options), privateKey: key, consumer, waitSeconds };
}

/** Checks the options of an original relay; throws ConfigurationError with the field and the fix. */
export function checkLegacyOptions(options: LegacyProxyClientOptions): LegacySettings {
  const { accountSid, token = null } = options.legacy;
  check('legacy.accountSid', fits(accountSid, /^AC[\da-f]{32}$/i), 'must be AC and 32 hexadecimal digits');
  if (token !== null) checkToken('legacy.token', token);
  const common = checkCommon(options);
  // The first ClinicArrivals was told the address with its path.
  return { ...common, url: common.url.replace(/\/twilio$/, ''), accountSid, token };
}

function checkCommon({ url, numbers, fetch, clock, logger }: CommonOptions): CommonSettings {
  const own = numbers.every(isPhoneNumber) ? numbers : [];
  check('numbers', own.length > 0, 'must list ours as +61480000001');
  return {
    url: checkUrl(url),
    numbers: own,
    // Called on the global object: browsers refuse it otherwise.
    fetch: fetch ?? ((address, init) => globalThis.fetch(address, init)),
    clock: clock ?? createSystemClock(),
    logger: logger ?? { log: () => undefined },
  };
}

export function checkUrl(text: string): string {
  const { href, origin, pathname } = new URL(URL.canParse(text) ? text : 'about:blank');
  // By http everybody on the way reads the token.
  const isHidden = /^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])[:/])/.test(href);
  check('url', isHidden && href === origin + pathname, 'must begin with https://, no user, query, fragment');
  return href.replace(/\/+$/, '');
}

export function checkToken(field: string, token: string): void {
  check(field, isToken(token), "must be the relay's, without spaces");
}

/** Whether a text can stand in a header as a token. */
export function isToken(text: unknown): boolean {
  return fits(text, /^[!-~]{1,999}$/);
}

/** A program in JavaScript may give anything, and `undefined` is a word to a pattern. */
export function fits(text: unknown, pattern: RegExp): boolean {
  return typeof text === 'string' && pattern.test(text);
}

export function check(field: string, isRight: boolean, message: string): void {
  if (!isRight) throw wrong(field, message);
}
