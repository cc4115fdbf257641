import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkSecret, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('vonage');

/** The Vonage application that texts, and our numbers. */
export interface VonageGatewayOptions {
  /** The id of an application with the ability Messages, a UUID. */
  readonly applicationId: string;
  /** Its private key, the words of the PEM file. */
  readonly privateKey: string;
  /** Our number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from: string | readonly string[];
  /** Vonage's server of another region or one that speaks its protocol; `https://api.nexmo.com` by default. */
  readonly baseUrl?: string;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
}

/** The options after every check. */
export interface VonageSettings {
  readonly applicationId: string;
  readonly privateKey: KeyObject;
  readonly numbers: readonly PhoneNumber[];
  readonly messagesUrl: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch | undefined;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: VonageGatewayOptions): VonageSettings {
  const baseUrl = checkUrl(wrong, 'baseUrl', {
    text: options.baseUrl ?? 'https://api.nexmo.com',
    isHttpAllowed: true,
  });
  return {
    applicationId: checkApplicationId(options.applicationId),
    privateKey: checkPrivateKey(options.privateKey),
    numbers: checkNumbers(wrong, 'from', options.from),
    messagesUrl: `${baseUrl.replace(/\/+$/, '')}/v1/messages`,
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    clock: options.clock ?? createSystemClock(),
    fetch: options.fetch,
  };
}

/** Checks the id of an application. */
export function checkApplicationId(applicationId: string): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(applicationId)) return applicationId;
  throw wrong('applicationId', 'must be a UUID, as the Vonage dashboard shows it under Applications');
}

/** Checks the secrets that webhooks are signed with: two while one is replaced by another. */
export function checkSignatureSecrets(given: string | readonly string[]): readonly Uint8Array[] {
  const secrets = typeof given === 'string' ? [given] : given;
  if (secrets.length === 0) throw wrong('signatureSecret', 'is missing; copy it from the settings of the account');
  const where = 'copy it from the settings of the account in the Vonage dashboard';
  return secrets.map((secret) => new TextEncoder().encode(checkSecret(wrong, 'signatureSecret', secret, where)));
}

function checkPrivateKey(pem: string): KeyObject {
  const key = parsePrivateKey(pem);
  if (key?.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    throw wrong(
      'privateKey',
      'must be an RSA key of 2048 bits in PEM form, the words of the private.key file of the application',
    );
  }
  return key;
}

function parsePrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    // The error of the library may quote the key.
    return null;
  }
}
