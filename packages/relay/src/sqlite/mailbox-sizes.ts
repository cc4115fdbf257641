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
  /** True when an account certainly has nothing unread. */
  isIdle(account: string): boolean;
  /** What is known may be wrong, because a transaction was undone: it is counted anew before the next one. */
  forget(): void;
  /** Counts anew if need be. Called at the beginning of a transaction, before anything changes. */
  countIfForgotten(): void;
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
  let isForgotten = true;
  const countIfForgotten = (): void => {
    if (!isForgotten) return;
    // The columns are those that the statement names.
    const rows = count.all() as unknown as ({ readonly account: string } & MailboxSize)[];
    sizes = new Map(rows.map(({ account, unread, webhooks, bytes }) => [account, { unread, webhooks, bytes }]));
    isForgotten = false;
  };
  countIfForgotten();
  return {
    of: (account) => {
      const known = sizes.get(account);
      if (known !== undefined) return known;
      const empty = { unread: 0, webhooks: 0, bytes: 0 };
      sizes.set(account, empty);
      return empty;
    },
    all: () => sizes,
    isIdle: (account) => !isForgotten && (sizes.get(account)?.unread ?? 0) === 0,
    forget: () => {
      isForgotten = true;
    },
    countIfForgotten,
  };
}
