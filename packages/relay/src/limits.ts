import { ConfigurationError } from '@clinicarrivals/core';

/** How much one account may use. */
export interface AccountLimits {
  /** Requests in a second, webhooks and the clinic's own each by themselves; twice as many at once. Default 50. */
  readonly requestsPerSecond: number;
  /** How many webhooks are kept; the acknowledged ones give way to new ones. Default 10 000. */
  readonly mailboxWebhooks: number;
  /** The same in bytes. Default 50 000 000. */
  readonly mailboxBytes: number;
  /** How many links to consultations are held. Default 2 000. */
  readonly links: number;
}

/** How much the relay takes. Those of an account apply where it has none of its own. */
export interface RelayLimits extends AccountLimits {
  /** A larger body of a webhook is refused with 413. Default 65 536. */
  readonly bodyBytes: number;
  /** Headers that are larger all together are refused with 413. Default 16 384. */
  readonly headerBytes: number;
  /** A body that takes longer is refused with 408, in milliseconds. Default 5 000. */
  readonly bodyTimeoutMs: number;
  /** What nobody fetches is deleted after so many days. Default 7. */
  readonly unreadDays: number;
}

const defaults: RelayLimits = {
  requestsPerSecond: 50,
  mailboxWebhooks: 10_000,
  mailboxBytes: 50_000_000,
  links: 2_000,
  bodyBytes: 65_536,
  headerBytes: 16_384,
  bodyTimeoutMs: 5_000,
  unreadDays: 7,
};

const highest: RelayLimits = {
  requestsPerSecond: 1_000_000,
  mailboxWebhooks: 10_000_000,
  mailboxBytes: 100_000_000_000,
  links: 3_000,
  bodyBytes: 1_048_576,
  headerBytes: 1_048_576,
  bodyTimeoutMs: 600_000,
  unreadDays: 90,
};

const accountNames = ['requestsPerSecond', 'mailboxWebhooks', 'mailboxBytes', 'links'] as const;

/** Checks the relay's limits and fills in the defaults. */
export function checkLimits(given: Partial<RelayLimits> = {}): RelayLimits {
  checkNumbers(given, 'limits', Object.keys(defaults));
  return { ...defaults, ...given };
}

/** Checks the limits of an account and fills in the relay's. */
export function checkAccountLimits(
  given: Partial<AccountLimits> | undefined,
  relay: RelayLimits,
  field: string,
): AccountLimits {
  const { requestsPerSecond, mailboxWebhooks, mailboxBytes, links } = relay;
  if (given !== undefined) checkNumbers(given, field, accountNames);
  return { requestsPerSecond, mailboxWebhooks, mailboxBytes, links, ...given };
}

function checkNumbers(given: object, field: string, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null) {
    throw new ConfigurationError({ field, message: `must be an object; there are: ${names.join(', ')}` });
  }
  for (const [name, value] of Object.entries(given) as [keyof RelayLimits, unknown][]) {
    if (!names.includes(name)) {
      throw new ConfigurationError({
        field: `${field}.${name}`,
        message: `is no limit; there are: ${names.join(', ')}`,
      });
    }
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > highest[name]) {
      throw new ConfigurationError({
        field: `${field}.${name}`,
        message: `must be a whole number from 1 to ${highest[name]}; leave it out for ${defaults[name]}`,
      });
    }
  }
}
