import { checkAccounts } from './account.ts';
import type { CheckedAccount, RelayAccount } from './account.ts';
import type { RelayLimits } from './limits.ts';
import { hashSecret } from './secrets.ts';
import { createTokenBucket } from './token-bucket.ts';
import type { TokenBucket } from './token-bucket.ts';

/** An account with how much it has used. */
export interface AccountInUse extends CheckedAccount {
  readonly webhookBucket: TokenBucket;
  readonly clinicBucket: TokenBucket;
}

/** The accounts of a relay, by all that a request may name them. */
export interface Accounts {
  readonly all: readonly AccountInUse[];
  byId(id: string): AccountInUse | null;
  /** Looks the hash of the path up: how long that takes tells nothing of the paths that there are. */
  byPath(path: string): AccountInUse | null;
  byAccountSid(accountSid: string): AccountInUse | null;
}

/**
 * Checks the accounts and makes them findable. Who was there before goes on with what it has used.
 *
 * @throws ConfigurationError naming the field
 */
export function indexAccounts(given: readonly RelayAccount[], limits: RelayLimits, before: Accounts | null): Accounts {
  const all = checkAccounts(given, limits).map((account): AccountInUse => {
    const former = before?.byId(account.id) ?? null;
    const perSecond = account.limits.requestsPerSecond;
    const isSame = former?.limits.requestsPerSecond === perSecond;
    const [webhookBucket, clinicBucket] =
      former !== null && isSame
        ? [former.webhookBucket, former.clinicBucket]
        : [createTokenBucket(perSecond), createTokenBucket(perSecond)];
    return { ...account, webhookBucket, clinicBucket };
  });
  const ids = new Map(all.map((account) => [account.id, account]));
  const paths = new Map(all.map((account) => [account.pathHash, account]));
  const sids = new Map(
    all.flatMap((account) => (account.legacy ? [[account.legacy.accountSid, account] as const] : [])),
  );
  return {
    all,
    byId: (id) => ids.get(id) ?? null,
    byPath: (path) => paths.get(hashSecret(path)) ?? null,
    byAccountSid: (accountSid) => sids.get(accountSid) ?? null,
  };
}
