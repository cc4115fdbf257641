import {
  type AppointmentStoreAbilities,
  type Clock,
  ConfigurationError,
  type Logger,
  pmsProfiles,
} from '@clinicarrivals/core';
import type { PmsProfileName } from '@clinicarrivals/core';

import { type TelehealthCoding, defaultTelehealthCoding } from './mapping/telehealth.ts';

/** How we prove to the FHIR server who we are: exactly one of the three. */
export type FhirAuth =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly user: string; readonly password: string };

/** Reads of only what the server has changed (`_lastUpdated`). */
export interface IncrementalReading {
  /** Deleted appointments and changes in the records of people are seen at the latest after this; 60 000 if not given. */
  readonly sweepMs?: number;
  /** How far a read reaches back behind the newest change seen, for writes that were committed late; 2 000 if not given. */
  readonly overlapMs?: number;
}

/** What {@link createFhirAppointmentStore} takes. */
export interface FhirAppointmentStoreOptions {
  /** The FHIR service base, such as `https://pms.example/fhir/R4`. */
  readonly baseUrl: string;
  /** ISO 3166-1 alpha-2 code, such as `AU`: how national mobile numbers are read. */
  readonly country: string;
  /** Credentials; `{ type: 'none' }` if not given. */
  readonly auth?: FhirAuth;
  /** How the PMS uses its statuses; Encounters are read only where the profile looks at them. `unset` if not given. */
  readonly profile?: PmsProfileName;
  /** The status that *mark arrived* writes; `arrived` if not given. */
  readonly arrivedStatus?: 'arrived' | 'checked-in';
  /** What may be written; everything if not given. Switch off what the server does not take. */
  readonly abilities?: Partial<AppointmentStoreAbilities>;
  /** Listing by `_lastUpdated`, for large days on servers that support it; off if not given. */
  readonly incremental?: IncrementalReading;
  /** How telehealth is written; every known way is read. */
  readonly telehealth?: Partial<TelehealthCoding>;
  /** `fetch` for searches; reads and updates of one resource go through fhir-kit-client, which uses the global one. */
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Bound of every single request; 10 000 if not given. */
  readonly timeoutMs?: number;
  /** `_count` of a search; 1 000 if not given. */
  readonly pageSize?: number;
  /** A listing of more pages is refused; 100 if not given. */
  readonly maximumPages?: number;
  /** A larger answer is refused; 64 MiB if not given. */
  readonly maximumBytes?: number;
}

/** The options after checking, with every default in place. */
export interface FhirSettings {
  /** Ends with a slash. */
  readonly base: URL;
  readonly country: string;
  readonly authorization: string | null;
  readonly readsEncounters: boolean;
  readonly arrivedStatus: 'arrived' | 'checked-in';
  readonly abilities: AppointmentStoreAbilities;
  readonly incremental: Required<IncrementalReading> | null;
  readonly telehealth: TelehealthCoding;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeoutMs: number;
  readonly pageSize: number;
  readonly maximumPages: number;
  readonly maximumBytes: number;
}

const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

const silent: Logger = { log: () => undefined };

/** Checks the options and puts the defaults in. Throws `ConfigurationError`, which names the field and the fix. */
export function toSettings(options: FhirAppointmentStoreOptions): FhirSettings {
  const profile = options.profile ?? 'unset';
  if (!Object.hasOwn(pmsProfiles, profile))
    throw wrong('profile', `is no known profile; use one of ${Object.keys(pmsProfiles).join(', ')}`);
  if (!/^[A-Z]{2}$/.test(options.country ?? ''))
    throw wrong('country', 'must be an ISO 3166-1 alpha-2 code in capitals, such as AU');
  const arrivedStatus = options.arrivedStatus ?? 'arrived';
  if (arrivedStatus !== 'arrived' && arrivedStatus !== 'checked-in')
    throw wrong('arrivedStatus', 'must be arrived or checked-in');
  return {
    base: toBase(options.baseUrl),
    country: options.country,
    authorization: toAuthorization(options.auth ?? { type: 'none' }),
    readsEncounters: pmsProfiles[profile].encounterInProgress !== null,
    arrivedStatus,
    abilities: {
      canMarkArrived: true,
      canSetTelehealth: true,
      canConfirm: true,
      canCancel: true,
      canUndoCancel: true,
      ...options.abilities,
    },
    incremental: options.incremental === undefined ? null : toIncremental(options.incremental),
    telehealth: { ...defaultTelehealthCoding, ...options.telehealth },
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silent,
    timeoutMs: positive('timeoutMs', options.timeoutMs ?? 10_000),
    pageSize: positive('pageSize', options.pageSize ?? 1_000),
    maximumPages: positive('maximumPages', options.maximumPages ?? 100),
    maximumBytes: positive('maximumBytes', options.maximumBytes ?? 64 * 1024 * 1024),
  };
}

function toBase(text: string): URL {
  if (typeof text !== 'string' || !URL.canParse(text))
    throw wrong('baseUrl', 'must be an absolute URL, such as https://pms.example/fhir/R4');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw wrong('baseUrl', 'must begin with https:// or http://');
  if (url.username !== '' || url.password !== '')
    throw wrong('baseUrl', 'must not carry credentials; give them as auth, so that they never reach a log');
  if (url.search !== '' || url.hash !== '')
    throw wrong('baseUrl', 'must end with the path of the FHIR service; remove what follows ? or #');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

function toAuthorization(auth: FhirAuth): string | null {
  switch (auth.type) {
    case 'none':
      return null;
    case 'bearer':
      if (!/^[\x21-\x7e]+$/.test(auth.token ?? ''))
        throw wrong('auth.token', 'must be a non-empty token without spaces or line breaks; give it without "Bearer"');
      return `Bearer ${auth.token}`;
    case 'basic':
      if (typeof auth.user !== 'string' || auth.user === '' || auth.user.includes(':'))
        throw wrong('auth.user', 'must be a non-empty text without a colon');
      if (typeof auth.password !== 'string') throw wrong('auth.password', 'must be a text');
      return `Basic ${Buffer.from(`${auth.user}:${auth.password}`, 'utf8').toString('base64')}`;
    default:
      auth satisfies never;
      throw wrong('auth.type', 'must be none, bearer or basic');
  }
}

function toIncremental(incremental: IncrementalReading): Required<IncrementalReading> {
  const overlapMs = incremental.overlapMs ?? 2_000;
  if (!Number.isFinite(overlapMs) || overlapMs < 0)
    throw wrong('incremental.overlapMs', 'must be zero or more milliseconds');
  return { sweepMs: positive('incremental.sweepMs', incremental.sweepMs ?? 60_000), overlapMs };
}

function positive(field: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw wrong(field, 'must be a whole number above zero');
  return value;
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
