import { ConfigurationError } from '@clinicarrivals/core';
import { checkAccountLimits, checkLimits } from './limits.ts';
import type { AccountLimits, RelayLimits } from './limits.ts';
import { hashSecret, makeSecret } from './secrets.ts';

/** A clinic that the relay keeps webhooks for. Plain data, without a secret when made by {@link createRelayAccount}. */
export interface RelayAccount {
  /** 1 to 64 of A-Z a-z 0-9 - _ . With another webhook path it has another mailbox. */
  readonly id: string;
  /** SHA-256, in hexadecimal, of the last part of the webhook's URL. */
  readonly webhookPathHash?: string;
  /** In its place: the path itself, 43 characters of base64url. */
  readonly webhookPath?: string;
  /** SHA-256 of each token that is good, in hexadecimal: 1 to 8. A clinic's own rotation goes on from them. */
  readonly tokenHashes: readonly string[];
  /** The clinic's X25519 key in base64, 32 bytes: webhooks are sealed to it. Without one the relay keeps them readable. */
  readonly publicKey?: string;
  /** What the gateway expects: an empty TwiML document, or no body (204). */
  readonly reply: 'twiml' | 'empty';
  /** Set for a client of the first ClinicArrivals. Not beside `publicKey`. */
  readonly legacy?: LegacyAccess;
  readonly limits?: Partial<AccountLimits>;
}

/** How a client of the first ClinicArrivals is served. */
export interface LegacyAccess {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  /** True gives its texts to everybody who knows the AccountSid, as the first relay did. Default false. */
  readonly isOpen?: boolean;
}

/** An account after every check. */
export interface CheckedAccount {
  readonly id: string;
  /** Where its webhooks lie. Of the webhook path too, so that an id that is used again begins with nothing of its former owner. */
  readonly mailbox: string;
  readonly pathHash: string;
  readonly tokenHashes: readonly string[];
  readonly publicKey: Uint8Array | null;
  readonly reply: RelayAccount['reply'];
  readonly legacy: Required<LegacyAccess> | null;
  readonly limits: AccountLimits;
}

/** The id of the account to which a mailbox belongs: no id has a dot. */
export function ownerOf(mailbox: string): string {
  return mailbox.split('.', 1)[0] ?? mailbox;
}

/** A new account: the record is for the relay, the secrets are for the clinic and are kept nowhere else. */
export interface NewRelayAccount {
  readonly account: RelayAccount;
  /** The last part of the webhook's URL. */
  readonly webhookPath: string;
  readonly token: string;
}

const names: readonly string[] = [
  'id',
  'webhookPathHash',
  'webhookPath',
  'tokenHashes',
  'publicKey',
  'reply',
  'legacy',
  'limits',
];

/**
 * Makes an account with a new webhook path and a new token. Only their hashes are in the record, so this is the one time that they
 * can be shown.
 *
 * @throws ConfigurationError naming the field, when what is given makes no account
 */
export function createRelayAccount(
  given: Pick<RelayAccount, 'id' | 'publicKey' | 'legacy' | 'limits'> & Partial<Pick<RelayAccount, 'reply'>>,
): NewRelayAccount {
  const [webhookPath, token] = [makeSecret(), makeSecret()];
  const account: RelayAccount = {
    reply: 'twiml',
    ...given,
    webhookPathHash: hashSecret(webhookPath),
    tokenHashes: [hashSecret(token)],
  };
  checkAccount(account, 'account', checkLimits());
  return { account, webhookPath, token };
}

/** Checks all accounts together: no two share an id, a path, a token or an AccountSid. */
export function checkAccounts(accounts: readonly RelayAccount[], relay: RelayLimits): readonly CheckedAccount[] {
  if (!Array.isArray(accounts)) throw wrong('accounts', 'must be a list of accounts; make one with createRelayAccount');
  const checked = accounts.map((account: RelayAccount, index) => checkAccount(account, `accounts[${index}]`, relay));
  const seen = new Set<string>();
  for (const [index, { id, pathHash, tokenHashes, legacy }] of checked.entries()) {
    const own: readonly (readonly [string, string])[] = [
      ['id', id],
      ['webhookPathHash', pathHash],
      ...tokenHashes.map((hash) => ['tokenHashes', hash] as const),
      ...(legacy === null ? [] : [['legacy.accountSid', legacy.accountSid] as const]),
    ];
    for (const [field, value] of own) {
      const key = `${field} ${value}`;
      if (seen.has(key)) throw wrong(`accounts[${index}].${field}`, 'stands twice; each account needs its own');
      seen.add(key);
    }
  }
  return checked;
}

function checkAccount(account: RelayAccount, field: string, relay: RelayLimits): CheckedAccount {
  if (typeof account !== 'object' || account === null) throw wrong(field, 'must be an object');
  const unknown = Object.keys(account).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw wrong(`${field}.${unknown}`, `is no part of an account; there are: ${names.join(', ')}`);
  }
  const { id, tokenHashes, reply } = account;
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) {
    throw wrong(`${field}.id`, 'must be 1 to 64 letters, digits, hyphens or underscores, such as main-street');
  }
  if (!Array.isArray(tokenHashes) || tokenHashes.length < 1 || tokenHashes.length > 8 || !tokenHashes.every(isHash)) {
    throw wrong(`${field}.tokenHashes`, 'must be a list of 1 to 8 SHA-256 hashes, each of 64 hexadecimal digits');
  }
  if (reply !== 'twiml' && reply !== 'empty') {
    throw wrong(`${field}.reply`, 'must be twiml for Twilio, or empty for gateways that expect no body');
  }
  const publicKey = checkKey(account.publicKey, `${field}.publicKey`);
  const pathHash = checkPath(account, field);
  return {
    id,
    mailbox: `${id}.${pathHash}`,
    pathHash,
    tokenHashes: tokenHashes.map((hash) => hash.toLowerCase()),
    publicKey,
    reply,
    legacy: checkLegacy(account.legacy, `${field}.legacy`, publicKey !== null),
    limits: checkAccountLimits(account.limits, relay, `${field}.limits`),
  };
}

function checkPath({ webhookPath, webhookPathHash }: RelayAccount, field: string): string {
  if (webhookPath === undefined) {
    if (isHash(webhookPathHash)) return webhookPathHash.toLowerCase();
    throw wrong(`${field}.webhookPathHash`, 'must be a SHA-256 hash of 64 hexadecimal digits, or give webhookPath');
  }
  if (webhookPathHash !== undefined) {
    throw wrong(`${field}.webhookPath`, 'stands beside webhookPathHash; give either, not both');
  }
  if (typeof webhookPath === 'string' && /^[A-Za-z0-9_-]{43}$/.test(webhookPath)) return hashSecret(webhookPath);
  throw wrong(`${field}.webhookPath`, 'must be 32 random bytes in base64url, 43 characters');
}

function checkKey(publicKey: unknown, field: string): Uint8Array | null {
  if (publicKey === undefined) return null;
  // 43 characters of base64 without the padding are 32 bytes; Buffer reads both alphabets.
  if (typeof publicKey === 'string' && /^(?:[A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43})$/.test(publicKey)) {
    const key = Buffer.from(publicKey, 'base64');
    if (key.some((byte) => byte !== 0)) return new Uint8Array(key);
  }
  throw wrong(field, 'must be an X25519 public key, 32 bytes in base64, as createKeyPair of the client makes it');
}

function checkLegacy(legacy: unknown, field: string, hasKey: boolean): Required<LegacyAccess> | null {
  if (legacy === undefined) return null;
  if (typeof legacy !== 'object' || legacy === null) throw wrong(field, 'must be an object with an accountSid');
  if (hasKey) throw wrong(field, 'stands beside publicKey; the first protocol cannot hand out what is sealed');
  const { accountSid, isOpen = false, ...rest } = legacy as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw wrong(`${field}.${unknown}`, 'is unknown; there are: accountSid, isOpen');
  if (typeof accountSid !== 'string' || !/^AC[0-9a-fA-F]{32}$/.test(accountSid)) {
    throw wrong(`${field}.accountSid`, 'must be AC and 32 hexadecimal digits, as the Twilio console shows it');
  }
  if (typeof isOpen !== 'boolean') throw wrong(`${field}.isOpen`, 'must be true or false');
  return { accountSid, isOpen };
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-fA-F]{64}$/.test(value);
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field, message });
}
