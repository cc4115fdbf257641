import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkSecret, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('android');

/** Where the app or its server is, and which telephone texts. */
export interface AndroidGatewayOptions {
  /** `http://192.168.1.10:8080` for the app's local server; `https://api.sms-gate.app/3rdparty/v1`, the default, for the public one. */
  readonly baseUrl?: string;
  /** The credentials that the app shows; or give `token`. */
  readonly username?: string;
  readonly password?: string;
  /** Gives a JWT with the scopes `messages:send` and `messages:read`; asked before each request, since it expires. */
  readonly token?: () => Promise<string>;
  /** The number of the telephone in E.164 form. */
  readonly from: string;
  /**
   * The telephone's id, as the app shows it. A server takes an id of a text once for each telephone, so that without it two telephones
   * of one account may both send a text that was tried twice.
   */
  readonly deviceId?: string;
  /** Which SIM card texts, from 1; the app's own choice by default. */
  readonly simNumber?: number;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** The options after every check. */
export interface AndroidSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Gives the header that says who we are. */
  readonly authorise: () => Promise<string>;
  readonly numbers: readonly PhoneNumber[];
  readonly deviceId: string | null;
  readonly simNumber: number | null;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch | undefined;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: AndroidGatewayOptions): AndroidSettings {
  const { deviceId, simNumber } = options;
  if (deviceId?.trim() === '') throw wrong('deviceId', 'is empty; copy it from the app, or leave it out');
  if (simNumber !== undefined && !(Number.isInteger(simNumber) && simNumber >= 1 && simNumber <= 3)) {
    throw wrong('simNumber', 'must be 1, 2 or 3; leave it out for the choice of the app');
  }
  const text = options.baseUrl ?? 'https://api.sms-gate.app/3rdparty/v1';
  return {
    baseUrl: checkUrl(wrong, 'baseUrl', { text, isHttpAllowed: true }).replace(/\/+$/, ''),
    authorise: checkAccess(options),
    numbers: checkNumbers(wrong, 'from', options.from),
    deviceId: deviceId ?? null,
    simNumber: simNumber ?? null,
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    clock: options.clock ?? createSystemClock(),
    fetch: options.fetch,
  };
}

function checkAccess({ username, password, token }: AndroidGatewayOptions): () => Promise<string> {
  if (token !== undefined) {
    if (username === undefined && password === undefined) return async () => `Bearer ${await token()}`;
    throw wrong('token', 'stands beside username and password; give either, not both');
  }
  const where = 'copy it from the first page of the app, or give token';
  const name = checkSecret(wrong, 'username', username, where);
  const secret = checkSecret(wrong, 'password', password, where);
  if (name.includes(':')) throw wrong('username', 'must have no colon, which Basic authentication cannot carry');
  const basic = `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  return async () => basic;
}

/** Checks the signing key of webhooks, or the two while one is replaced by another. */
export function checkSigningKeys(given: string | readonly string[]): readonly string[] {
  const keys = typeof given === 'string' ? [given] : given;
  const where = 'copy it from Settings, Webhooks, Signing Key of the app';
  if (keys.length === 0) throw wrong('signingKey', `is missing; ${where}`);
  return keys.map((key) => checkSecret(wrong, 'signingKey', key, where));
}
