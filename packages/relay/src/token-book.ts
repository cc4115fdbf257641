import type { CheckedAccount } from './account.ts';
import type { RelayStore, StoredToken } from './relay-store.ts';
import { hashSecret, isSameHash, makeSecret } from './secrets.ts';

/** Knows which tokens are good, and rotates them without a gap. */
export interface TokenBook {
  /** Reads what earlier rotations have left in the store. */
  load(): Promise<void>;
  /**
   * Finds the token among those of the account, in a time that does not tell how much of it is right; null when it is not good.
   * An unknown account takes as long. The first use of a new token ends the one that it replaces, durably, before this resolves.
   *
   * @throws StorageError when that cannot be written down
   */
  authenticate(account: CheckedAccount | null, token: string): Promise<GoodToken | null>;
  /** Makes a new token, durable before it is told. The one that asked stays good until the new one is used. */
  rotate(account: CheckedAccount, asker: GoodToken): Promise<string>;
}

/** A token that is good. */
export interface GoodToken {
  readonly hash: string;
  /** The hash in the account's record from which its rotations began. */
  readonly root: string;
}

/** What an unknown account's token is compared with. */
const hashOfNobody = hashSecret('nobody');

/** Makes the token book of a relay. */
export function createTokenBook(store: RelayStore): TokenBook {
  let byAccount = new Map<string, StoredToken[]>();

  const load = async (): Promise<void> => {
    const next = new Map<string, StoredToken[]>();
    for (const token of await store.tokens()) next.set(token.account, [...(next.get(token.account) ?? []), token]);
    byAccount = next;
  };

  const listGood = ({ id, tokenHashes }: CheckedAccount): readonly (GoodToken & { readonly isOffered: boolean })[] => {
    const stored = byAccount.get(id) ?? [];
    const ended = new Set(stored.filter(({ state }) => state === 'ended').map(({ hash }) => hash));
    return [
      ...tokenHashes.map((hash) => ({ hash, root: hash, isOffered: false })),
      ...stored
        // Who takes a hash out of the account's record ends all that was rotated from it.
        .filter(({ root }) => tokenHashes.includes(root))
        .map(({ hash, root, state }) => ({ hash, root, isOffered: state === 'offered' })),
    ].filter(({ hash }) => !ended.has(hash));
  };

  return {
    load,
    authenticate: async (account, token) => {
      const hash = hashSecret(token);
      const good = account === null ? [{ hash: hashOfNobody, root: '', isOffered: false }] : listGood(account);
      const found = good.filter((candidate) => isSameHash(candidate.hash, hash))[0];
      if (account === null || found === undefined) return null;
      if (found.isOffered) {
        await store.useToken({ account: account.id, hash });
        await load();
      }
      return found;
    },
    rotate: async (account, asker) => {
      const token = makeSecret();
      await store.offerToken({
        account: account.id,
        hash: hashSecret(token),
        root: asker.root,
        replaces: asker.hash,
      });
      await load();
      return token;
    },
  };
}
