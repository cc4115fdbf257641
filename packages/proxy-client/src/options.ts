import { ConfigurationError, isPhoneNumber } from '@clinicarrivals/core';
import type { Clock, Logger, PhoneNumber, WebhookReader } from '@clinicarrivals/core';
import { decodeBase64 } from './base64.ts';
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
  /**
   * Passes over whatever is refused, also when nothing good follows it. For one start, to get past a flood of forged webhooks: with a key or a
   * secret that does not fit it loses every text.
   */
  readonly skipRefused?: boolean;
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
export interface MailboxSettings extends CommonSettings {
  readonly account: string;
  readonly token: string;
  readonly privateKey: Uint8Array | null;
  readonly reader: WebhookReader;
  readonly consumer: string;
  readonly waitSeconds: number;
  readonly skipRefused: boolean;
  readonly onTokenRotated: ((token: string) => Promise<void> | void) | null;
}

/** The options of an original relay, after every check. */
export interface LegacySettings extends CommonSettings {
  readonly accountSid: string;
  readonly token: string | null;
}

/** Checks the options of a mailbox; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: ProxyClientOptions): MailboxSettings {
  const { account, reader, consumer = 'clinic', waitSeconds = 25 } = options;
  if (typeof account !== 'string' || !/^[\w.~-]{1,128}$/.test(account) || /^\.+$/.test(account))
    throw wrong('account', 'must be the name of the account, letters and digits, as whoever runs the relay gave it');
  if (typeof reader?.read !== 'function')
    throw wrong('reader', 'is missing; give the reader of your gateway, such as createTwilioWebhookReader');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(consumer)) throw wrong('consumer', 'must be 1 to 64 of A-Z a-z 0-9 - _');
  if (!Number.isInteger(waitSeconds) || waitSeconds < 0 || waitSeconds > 50)
    throw wrong('waitSeconds', 'must be a whole number of seconds from 0 to 50; leave it out for 25');
  return {
    ...checkCommon(options),
    account,
    token: checkToken('token', options.token),
    privateKey: options.privateKey === undefined ? null : checkKey(options.privateKey),
    reader,
    consumer,
    waitSeconds,
    skipRefused: options.skipRefused ?? false,
    onTokenRotated: options.onTokenRotated ?? null,
  };
}

/** Checks the options of an original relay; throws ConfigurationError with the field and the fix. */
export function checkLegacyOptions(options: LegacyProxyClientOptions): LegacySettings {
  const { accountSid, token } = options.legacy;
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid))
    throw wrong(
      'legacy.accountSid',
      'must be AC and 32 hexadecimal digits, as the first page of the Twilio console shows it',
    );
  const common = checkCommon(options);
  return {
    ...common,
    // The first ClinicArrivals was told the address with its path.
    url: common.url.replace(/\/twilio$/, ''),
    accountSid,
    token: token === undefined ? null : checkToken('legacy.token', token),
  };
}

function checkCommon(options: CommonOptions): CommonSettings {
  return {
    url: checkUrl(options.url),
    numbers: checkNumbers(options.numbers),
    // Called on the global object: browsers refuse it otherwise.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    clock: options.clock ?? createSystemClock(),
    logger: options.logger ?? { log: () => undefined },
  };
}

function checkUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    throw wrong('url', 'must be a whole URL with https://');
  if (url.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname))
    throw wrong('url', 'must begin with https://: by http everybody on the way reads the token');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw wrong('url', 'must be the address alone, without a user, a query or a fragment');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function checkNumbers(given: readonly string[]): readonly PhoneNumber[] {
  const numbers = given.filter(isPhoneNumber);
  if (numbers.length === 0 || numbers.length < given.length)
    throw wrong('numbers', 'must list the numbers that patients text to, in E.164 form such as +61480000001');
  return [...new Set(numbers)];
}

function checkToken(field: string, token: string): string {
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,1024}$/.test(token))
    throw wrong(field, 'must be the token that the relay gave, without spaces or line breaks');
  return token;
}

function checkKey(text: string): Uint8Array {
  const key = decodeBase64(text);
  if (key?.length !== 32)
    throw wrong('privateKey', 'must be 32 bytes in base64 (44 characters), as createKeyPair gives them');
  return key;
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `proxy.${field}`, message });
}
