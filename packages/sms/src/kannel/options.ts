import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkSecret, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('kannel');

/** Where the smsbox of a Kannel gateway is, and our numbers. */
export interface KannelGatewayOptions {
  /** The address of its `sendsms` service, such as `http://127.0.0.1:13013/cgi-bin/sendsms`. */
  readonly sendUrl: string;
  /** Of a `sendsms-user` of the configuration. */
  readonly username: string;
  readonly password: string;
  /** Our number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from: string | readonly string[];
  /** Where Kannel reports delivery: the address of the webhook handler. Needs `webhookKey`. */
  readonly reportUrl?: string;
  /** The key of `createKannelWebhookReader`, which goes into the address of the reports. */
  readonly webhookKey?: string;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** The options after every check. */
export interface KannelSettings {
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
  readonly numbers: readonly PhoneNumber[];
  /** Null: delivery is not reported. */
  readonly reports: { readonly url: string; readonly webhookKey: string } | null;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch | undefined;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: KannelGatewayOptions): KannelSettings {
  const where = 'take it from the sendsms-user group of the Kannel configuration';
  return {
    sendUrl: checkUrl(wrong, 'sendUrl', { text: options.sendUrl, isHttpAllowed: true }),
    username: checkHeader('username', checkSecret(wrong, 'username', options.username, where)),
    password: checkHeader('password', checkSecret(wrong, 'password', options.password, where)),
    numbers: checkNumbers(wrong, 'from', options.from),
    reports: checkReports(options),
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    clock: options.clock ?? createSystemClock(),
    fetch: options.fetch,
  };
}

/** Checks the key, or the two keys while one is replaced by another, that an address must carry to be believed. */
export function checkWebhookKeys(given: string | readonly string[]): readonly string[] {
  const keys = typeof given === 'string' ? [given] : given;
  if (keys.length === 0) throw wrong('webhookKey', 'is missing; make one with: openssl rand -hex 32');
  return keys.map((key) => {
    // Kannel takes a % in an address for a placeholder of its own.
    if (/^[A-Za-z0-9_-]{32,200}$/.test(key)) return key;
    throw wrong(
      'webhookKey',
      'must be 32 to 200 of A-Z a-z 0-9 - _ and hard to guess; make one with: openssl rand -hex 32',
    );
  });
}

function checkReports({ reportUrl, webhookKey }: KannelGatewayOptions): KannelSettings['reports'] {
  if (reportUrl === undefined) {
    if (webhookKey === undefined) return null;
    throw wrong('reportUrl', 'is missing beside webhookKey; give the address of the webhook handler');
  }
  if (webhookKey === undefined) throw wrong('webhookKey', 'is missing beside reportUrl; give the key of the reader');
  const url = checkUrl(wrong, 'reportUrl', { text: reportUrl, isHttpAllowed: true });
  if (url.includes('%')) throw wrong('reportUrl', 'must not contain %, which Kannel replaces; use another address');
  const [checked = ''] = checkWebhookKeys(webhookKey);
  return { url, webhookKey: checked };
}

/** What travels in a header must be plain, and Kannel cuts blanks off its ends. */
function checkHeader(field: string, value: string): string {
  if (/^[!-~]([ -~]*[!-~])?$/.test(value)) return value;
  throw wrong(field, 'must be of ASCII letters, digits and signs, without a blank at its ends');
}
