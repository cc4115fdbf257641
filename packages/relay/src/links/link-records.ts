import type { Clock } from '@clinicarrivals/core';

/** A clinic that was heard of no longer ago is there: it says something every 30 seconds. */
const presentForMs = 100_000;
/** What was not pushed again for so long is forgotten. */
const keptForMs = 86_400_000;

/** What a clinic has pushed of one link. */
export interface LinkRecord {
  /** The mailbox of the account that has pushed it. */
  readonly mailbox: string;
  /** Opened with the key of the link only. */
  readonly sealed: Uint8Array;
}

/** What a clinic pushes. */
export interface LinkPush {
  readonly records: readonly { readonly id: string; readonly sealed: Uint8Array }[];
  /** The names of all links that there are: every other one of the account is forgotten. Null when there may be more. */
  readonly only: readonly string[] | null;
}

/** The links of all clinics, in memory: whoever restarts the relay is told them again within seconds, and no disk or backup knows them. */
export interface LinkRecords {
  /**
   * Takes what a clinic pushes, and remembers that the clinic is there: it has told all that it wanted to.
   *
   * @returns `full`, with nothing taken, when the account would have more than there is room for; else how many links of the account are held, and
   * the names of those that were refused because another account holds them
   */
  push(
    mailbox: string,
    push: LinkPush,
    room: number,
  ): { readonly held: number; readonly refused: readonly string[] } | 'full';
  find(id: string): LinkRecord | null;
  /** Whether the clinic is there: its program runs, and reaches the relay. */
  isPresent(mailbox: string): boolean;
  /** Forgets the clinics that are not listed. */
  keepOnly(mailboxes: readonly string[]): void;
  /** How many links are held, and how many clinics with links are there. */
  count(): { readonly links: number; readonly clinics: number };
}

/** Makes an empty table. */
export function createLinkRecords(clock: Pick<Clock, 'now'>): LinkRecords {
  /** The one that was pushed longest ago stands first. */
  const records = new Map<string, LinkRecord & { readonly pushedAt: number }>();
  const clinics = new Map<string, { readonly ids: Set<string>; heardAt: number }>();

  const forget = (id: string): void => {
    const record = records.get(id);
    records.delete(id);
    if (record !== undefined) clinics.get(record.mailbox)?.ids.delete(id);
  };
  const isWithin = (at: number, ms: number): boolean => {
    // A clock that was set back leaves times that lie ahead of it: they count as old.
    const passed = clock.now() - at;
    return passed >= 0 && passed <= ms;
  };
  const forgetOld = (): void => {
    for (const [id, { pushedAt }] of records) {
      if (isWithin(pushedAt, keptForMs)) return;
      forget(id);
    }
  };
  const isPresent = (mailbox: string): boolean => isWithin(clinics.get(mailbox)?.heardAt ?? -Infinity, presentForMs);

  return {
    isPresent,
    push: (mailbox, { records: pushed, only }, room) => {
      forgetOld();
      const now = clock.now();
      const { ids } = clinics.get(mailbox) ?? { ids: new Set<string>() };
      // Who has seen another clinic's link must not lead its patients astray.
      const isOthers = (id: string): boolean => (records.get(id)?.mailbox ?? mailbox) !== mailbox;
      const own = pushed.filter(({ id }) => !isOthers(id));
      const after = new Set([...ids, ...own.map(({ id }) => id)]);
      const kept = only === null ? after : new Set(only.filter((id) => after.has(id)));
      // Nor is the clinic there then: what it has told before may not be so any more.
      if (kept.size > room) return 'full';
      clinics.set(mailbox, { ids, heardAt: now });
      for (const id of ids) if (!kept.has(id)) forget(id);
      for (const { id, sealed } of own.filter(({ id }) => kept.has(id))) {
        records.delete(id);
        records.set(id, { mailbox, sealed, pushedAt: now });
        ids.add(id);
      }
      return { held: ids.size, refused: pushed.map(({ id }) => id).filter(isOthers) };
    },
    find: (id) => {
      const record = records.get(id);
      return record !== undefined && isWithin(record.pushedAt, keptForMs) ? record : null;
    },
    keepOnly: (mailboxes) => {
      const listed = new Set(mailboxes);
      for (const [mailbox, { ids }] of clinics) {
        if (listed.has(mailbox)) continue;
        for (const id of ids) forget(id);
        clinics.delete(mailbox);
      }
    },
    count: () => ({ links: records.size, clinics: [...clinics.keys()].filter(isPresent).length }),
  };
}
