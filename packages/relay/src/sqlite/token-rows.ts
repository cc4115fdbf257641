import type { DatabaseSync } from 'node:sqlite';
import type { RelayStore, StoredToken } from '../relay-store.ts';

const offersKept = 8;

/** Reads and writes the tokens; each write runs inside a transaction of the caller. */
export interface TokenRows {
  all(): readonly StoredToken[];
  offer(token: Parameters<RelayStore['offerToken']>[0]): void;
  use(token: Parameters<RelayStore['useToken']>[0]): void;
}

/** Prepares the statements. */
export function createTokenRows(database: DatabaseSync): TokenRows {
  const all = database.prepare('SELECT account, hash, root, replaces, state FROM tokens');
  const insert = database.prepare(
    "INSERT INTO tokens (account, hash, root, replaces, state) VALUES (?, ?, ?, ?, 'offered')",
  );
  const thin = database.prepare(
    `DELETE FROM tokens WHERE account = :account AND replaces = :replaces AND state = 'offered' AND rowid NOT IN (
       SELECT rowid FROM tokens WHERE account = :account AND replaces = :replaces AND state = 'offered'
       ORDER BY rowid DESC LIMIT ${offersKept}
     )`,
  );
  const find = database.prepare('SELECT root, replaces FROM tokens WHERE account = ? AND hash = ?');
  const dropOthers = database.prepare(
    "DELETE FROM tokens WHERE account = ? AND replaces = ? AND state = 'offered' AND hash <> ?",
  );
  const setState = database.prepare('UPDATE tokens SET state = ? WHERE account = ? AND hash = ?');
  const insertEnded = database.prepare(
    "INSERT OR IGNORE INTO tokens (account, hash, root, replaces, state) VALUES (?, ?, ?, '', 'ended')",
  );
  return {
    // The columns are those that the statement names; the states are written here alone.
    all: () => all.all() as unknown as StoredToken[],
    offer: ({ account, hash, root, replaces }) => {
      insert.run(account, hash, root, replaces);
      thin.run({ account, replaces });
    },
    use: ({ account, hash }) => {
      const token = find.get(account, hash);
      if (token === undefined) return;
      const root = String(token['root']);
      const replaces = String(token['replaces']);
      dropOthers.run(account, replaces, hash);
      // The first token of an account stands in the account's record only, so its end has to be written down.
      if (replaces === root) insertEnded.run(account, replaces, root);
      else setState.run('ended', account, replaces);
      setState.run('good', account, hash);
    },
  };
}
