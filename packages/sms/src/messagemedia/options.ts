import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkSecret, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('messagemedia');

/** The MessageMedia account, and our numbers. */
export interface MessageMediaGatewayOptions {
  /** An API key for Basic authentication, best of an account of its own: replies are collected for the whole account. */
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Our dedicated number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from: string | readonly string[];
  /**
   * The server of the account's region or one that speaks its protocol: `https://api.messagemedia.com` by default; accounts of Sinch Engage have
   * `https://au.app.api.sinch.com` or `https://eu.app.api.sinch.com`.
   */
  readonly baseUrl?: string;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** The options after every check. */
export interface MessageMediaSettings {
  readonly authorization: string;
  readonly numbers: readonly PhoneNumber[];
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch | undefined;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: MessageMediaGatewayOptions): MessageMediaSettings {
  const where = 'make a key for Basic authentication in the API settings of the account';
  const apiKey = checkSecret(wrong, 'apiKey', options.apiKey, where);
  const apiSecret = checkSecret(wrong, 'apiSecret', options.apiSecret, where);
  if (apiKey.includes(':')) throw wrong('apiKey', 'has a colon, which no key has; copy it again without the secret');
  const text = options.baseUrl ?? 'https://api.messagemedia.com';
  return {
    authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
    numbers: checkNumbers(wrong, 'from', options.from),
    baseUrl: checkUrl(wrong, 'baseUrl', { text, isHttpAllowed: true }).replace(/\/+$/, ''),
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    clock: options.clock ?? createSystemClock(),
    fetch: options.fetch,
  };
}
