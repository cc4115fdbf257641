import type { DatabaseSync } from 'node:sqlite';

/** How many webhooks an account has, and how large they are. */
export interface MailboxSize {
  unread: number;
  webhooks: number;
  bytes: number;
}

/** The sizes of all mailboxes, kept in memory so that no arrival has to count. */
export interface MailboxSizes {
  /** The size of an account's mailbox, to be changed within the transaction that changes the mailbox. */
  of(account: string): MailboxSize;
  all(): ReadonlyMap<string, MailboxSize>;
  /** Counts anew: a transaction was undone. */
  recount(): void;
}

/** What a webhook takes besides its content. */
export const rowBytes = 200;

/** Counts what lies in the database. */
export function createMailboxSizes(database: DatabaseSync): MailboxSizes {
  const count = database.prepare(
    `SELECT account, count(*) AS webhooks, count(*) - count(acknowledged_at) AS unread,
       sum(bytes) AS bytes
     FROM webhooks GROUP BY account`,
  );
  let sizes = new Map<string, MailboxSize>();
  const recount = (): void => {
    // The columns are those that the statement names.
    const rows = count.all() as unknown as ({ readonly account: string } & MailboxSize)[];
    sizes = new Map(rows.map(({ account, unread, webhooks, bytes }) => [account, { unread, webhooks, bytes }]));
  };
  recount();
  return {
    of: (account) => {
      const known = sizes.get(account);
      if (known !== undefined) return known;
      const empty = { unread: 0, webhooks: 0, bytes: 0 };
      sizes.set(account, empty);
      return empty;
    },
    all: () => sizes,
    recount,
  };
}
