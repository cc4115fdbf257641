import type { Clock, PhoneNumber } from '@clinicarrivals/core';
import type TwilioSdk from 'twilio';
import { checkNumbers, checkTimeout, checkUrl, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('twilio');

/** The part of the SDK's client that the gateway uses; what `twilio(accountSid, authToken)` returns fits. */
export type TwilioClient = Pick<TwilioSdk.Twilio, 'messages'>;

/** How to reach Twilio and which numbers are ours. Give credentials or a `client`, and `from` or a `messagingServiceSid`. */
export interface TwilioGatewayOptions {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid?: string;
  /** The secret of the account; or give `apiKey` and `apiSecret`. */
  readonly authToken?: string;
  /** `SK` and 32 hexadecimal digits. */
  readonly apiKey?: string;
  readonly apiSecret?: string;
  /** Our number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from?: string | readonly string[];
  /** `MG` and 32 hexadecimal digits: Twilio chooses among the numbers of this service. Needs `numbers`. */
  readonly messagingServiceSid?: string;
  /** The numbers of the messaging service, in E.164 form: replies are collected for them. */
  readonly numbers?: readonly string[];
  /** Where Twilio reports delivery; with an `authToken` our own id of the text is added to its query as `mid`, sealed. */
  readonly statusCallbackUrl?: string;
  /** Another server that speaks Twilio's protocol, such as an emulator; `https://api.twilio.com` by default. */
  readonly baseUrl?: string;
  /** How long one request may take, 15 000 by default. */
  readonly timeoutMs?: number;
  /**
   * How many texts may leave each of our numbers in a second, 1 by default. More wait on the `clock`; `Infinity` lets
   * nothing wait, as a simulation needs whose clock stands still while texts leave.
   */
  readonly ratePerSecond?: number;
  readonly clock?: Clock;
  /** A client made elsewhere: then no credentials, `baseUrl` and `timeoutMs` are needed, and `Retry-After` is not seen. */
  readonly client?: TwilioClient;
}

/** The options after every check. */
export interface TwilioSettings {
  readonly access: TwilioAccess;
  /** Null where each text names its own sender. */
  readonly messagingServiceSid: string | null;
  readonly numbers: readonly PhoneNumber[];
  readonly statusCallbackUrl: string | null;
  /** Seals our ids in the addresses of status callbacks; null where texts are sent with an API key or another's client. */
  readonly authToken: string | null;
  readonly ratePerSecond: number;
  readonly clock: Clock;
}

/** A client that stands, or what is needed to make one. */
export type TwilioAccess =
  | { readonly client: TwilioClient }
  | {
      readonly accountSid: string;
      readonly username: string;
      readonly password: string;
      readonly baseUrl: string | null;
      readonly timeoutMs: number;
    };

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: TwilioGatewayOptions): TwilioSettings {
  const { ratePerSecond = 1 } = options;
  const timeoutMs = checkTimeout(wrong, options.timeoutMs);
  if (!(ratePerSecond > 0)) {
    throw wrong(
      'ratePerSecond',
      'must be a number above 0; leave it out for 1, or ask Twilio what your numbers may send',
    );
  }
  const baseUrl =
    options.baseUrl === undefined ? null : checkUrl(wrong, 'baseUrl', { text: options.baseUrl, isHttpAllowed: true });
  return {
    access: checkAccess(options, baseUrl, timeoutMs),
    messagingServiceSid: checkService(options),
    numbers: checkOurNumbers(options),
    statusCallbackUrl: checkStatusCallback(options.statusCallbackUrl, baseUrl !== null),
    authToken: options.authToken ?? null,
    ratePerSecond,
    clock: options.clock ?? createSystemClock(),
  };
}

function checkAccess(options: TwilioGatewayOptions, baseUrl: string | null, timeoutMs: number): TwilioAccess {
  const { accountSid = '', authToken, apiKey, apiSecret, client } = options;
  if (client !== undefined) return { client };
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    throw wrong('accountSid', 'must be AC and 32 hexadecimal digits, as the first page of the Twilio console shows it');
  }
  if (authToken !== undefined) {
    if (authToken.trim() === '') throw wrong('authToken', 'is empty; copy it from the Twilio console');
    if (apiKey !== undefined) throw wrong('apiKey', 'stands beside authToken; give either, not both');
    return { accountSid, username: accountSid, password: authToken, baseUrl, timeoutMs };
  }
  if (apiKey === undefined) throw wrong('authToken', 'is missing; give it, or apiKey and apiSecret');
  if (!/^SK[0-9a-f]{32}$/i.test(apiKey)) throw wrong('apiKey', 'must be SK and 32 hexadecimal digits');
  if (apiSecret === undefined || apiSecret.trim() === '') {
    throw wrong('apiSecret', 'is missing; Twilio shows it once, when the API key is made');
  }
  return { accountSid, username: apiKey, password: apiSecret, baseUrl, timeoutMs };
}

function checkService({ messagingServiceSid, from }: TwilioGatewayOptions): string | null {
  if (messagingServiceSid === undefined) return null;
  if (!/^MG[0-9a-f]{32}$/i.test(messagingServiceSid)) {
    throw wrong('messagingServiceSid', 'must be MG and 32 hexadecimal digits');
  }
  if (from !== undefined) {
    throw wrong('from', 'stands beside messagingServiceSid; list the numbers of the service in numbers instead');
  }
  return messagingServiceSid;
}

function checkOurNumbers(options: TwilioGatewayOptions): readonly PhoneNumber[] {
  const field = options.messagingServiceSid === undefined ? 'from' : 'numbers';
  if (field === 'from' && options.numbers !== undefined) {
    throw wrong('numbers', 'belongs to a messagingServiceSid; give the numbers to send from in from');
  }
  return checkNumbers(wrong, field, options[field]);
}

function checkStatusCallback(text: string | undefined, isHttpAllowed: boolean): string | null {
  if (text === undefined) return null;
  const url = checkUrl(wrong, 'statusCallbackUrl', { text, isHttpAllowed });
  // Twilio refuses such hosts (error 21609) although name servers take them.
  if (new URL(url).hostname.includes('_')) {
    throw wrong(
      'statusCallbackUrl',
      'must not have an underscore in its host name, Twilio refuses it; use another name',
    );
  }
  return url;
}
