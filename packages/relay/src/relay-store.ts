/**
 * Keeps webhooks and tokens for the relay. The `account` of a webhook is the id of the account with the hash of its webhook path, `id.hash`.
 *
 * Every write is durable when its promise resolves. Every method throws `StorageError`; a write that has thrown has kept nothing.
 */
export interface RelayStore {
  /** Opens it; idempotent. */
  open(): Promise<void>;
  /** Finishes what is under way and closes it; idempotent. */
  close(): Promise<void>;

  /**
   * Keeps a webhook as the newest of its account, under an id that is greater than every one before it.
   *
   * `full` means that the account's mailbox has no room and nothing was kept. Acknowledged webhooks make room first.
   */
  put(webhook: NewWebhook): Promise<'kept' | 'full'>;

  /**
   * Acknowledges what was given up to `after`, but not for that same `after`, then gives the oldest webhooks and holds them for this consumer. It ends before the first
   * one that another consumer holds. Idempotent but for how long they are held. Oldest first.
   */
  lease(query: LeaseQuery): Promise<Lease>;

  /** Gives the oldest webhooks up to one that a consumer holds, and acknowledges exactly those, in one step: at most once. */
  take(query: { readonly account: string; readonly limit: number; readonly now: number }): Promise<StoredWebhook[]>;

  /** Deletes what is no longer kept and writes down when that was. */
  sweep(query: SweepQuery): Promise<Swept>;
  /** When the last sweep was, and until when it was told to keep what is unread; nulls before the first. */
  lastSweep(): Promise<{ readonly sweptAt: number | null; readonly keepUnreadUntil: number | null }>;

  /** What lies in each mailbox that is not empty. */
  mailboxes(): Promise<readonly Mailbox[]>;

  /** All tokens that were made by rotation, also the ended ones. */
  tokens(): Promise<readonly StoredToken[]>;
  /** Keeps a token that nobody has used yet. Of those that end the same one only the newest eight are kept. */
  offerToken(token: Omit<StoredToken, 'state'>): Promise<void>;
  /** Records the first use of an offered token: what it replaces has ended, and with it the others that were offered for it. */
  useToken(token: { readonly account: string; readonly hash: string }): Promise<void>;

  /** Writes something small: throws while the disk takes nothing. */
  probe(): Promise<void>;
}

/** A webhook to be kept. */
export interface NewWebhook {
  readonly account: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** True when `content` is sealed to the account's key; else it is the webhook's JSON in UTF-8. */
  readonly isSealed: boolean;
  readonly content: Uint8Array;
  /** How much the account's mailbox holds at most. */
  readonly room: { readonly webhooks: number; readonly bytes: number };
}

/** A webhook that is kept. */
export interface StoredWebhook {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly isSealed: boolean;
  readonly content: Uint8Array;
}

/** Who asks for webhooks, and what of those it was given is durable. */
export interface LeaseQuery {
  readonly account: string;
  readonly consumer: string;
  /** The id up to which everything is durable at the clinic; null begins at the oldest that is unread. */
  readonly after: number | null;
  /** The id behind which to look: what comes up to it is neither given nor acknowledged. Null looks from the beginning. */
  readonly from: number | null;
  /** True gives again also what was acknowledged and comes after `after`, which is not null. */
  readonly isReplay: boolean;
  /** 0 only acknowledges. */
  readonly limit: number;
  /** For so long no other consumer is given these, in milliseconds; 300 000 at most. */
  readonly holdMs: number;
  readonly now: number;
}

/** What a consumer is given. */
export interface Lease {
  readonly webhooks: readonly StoredWebhook[];
  /** The `after` of the next lease: the last id, or where this one stood. It acknowledges nothing but `webhooks` and what came before them. */
  readonly cursor: number;
  /** True when there may be more that this consumer may have now. */
  readonly hasMore: boolean;
  readonly acknowledged: number;
  /** How many more there are to be given: unread, or acknowledged and given again. */
  readonly waiting: number;
  /** When the oldest unread webhook of the account came in; null when there is none. */
  readonly oldestUnreadAt: number | null;
  /** When the webhook comes free that another consumer holds and at which this lease ended; null when there is none. */
  readonly nextFreeAt: number | null;
}

/** What is deleted; epoch milliseconds. */
export interface SweepQuery {
  readonly acknowledgedBefore: number;
  readonly unreadBefore: number;
  /** Until then nothing unread is deleted; null when there is no such time. */
  readonly keepUnreadUntil: number | null;
  readonly now: number;
}

/** What was deleted. */
export interface Swept {
  readonly acknowledged: number;
  readonly unread: readonly { readonly account: string; readonly count: number }[];
}

/** How full the mailbox of an account is. */
export interface Mailbox {
  readonly account: string;
  readonly unread: number;
  /** With those that were acknowledged and not yet deleted. */
  readonly webhooks: number;
  readonly bytes: number;
  readonly oldestUnreadAt: number | null;
}

/** A token that was made by rotation. */
export interface StoredToken {
  readonly account: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  /** The hash in the account's record from which the rotations began: when it is taken out there, they all end. */
  readonly root: string;
  /** The hash of the token that ends when this one is used. */
  readonly replaces: string;
  readonly state: 'offered' | 'good' | 'ended';
}
