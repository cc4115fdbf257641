import type { DatabaseSync } from 'node:sqlite';
import type { Commit, ConversationRecord, PhoneNumber, ThreadRecord } from '@clinicarrivals/core';

/** How many records are kept. A busy clinic has a few hundred live ones. */
const capacity = 5_000;

/** Keeps records as they were last read or committed, so that a busy conversation is not parsed again for each event. */
export interface RecordCache<Value extends { readonly version: number }> {
  /** The record if it is kept and certainly what the database has; undefined otherwise. */
  get(key: string): Value | undefined;
  /** Keeps a record that was read, or whose commit is durable. Never replaces a newer one. */
  keep(key: string, record: Value): void;
}

/** The conversations, and which of them each number has: every reply is routed among those. */
export interface ConversationCache extends RecordCache<ConversationRecord> {
  /** The starts of all conversations of a number by their id, if they are kept; some may belong to another number by now. */
  startsOfPhone(phone: PhoneNumber): ReadonlyMap<string, number> | undefined;
  /** Keeps the starts of all conversations that a number has in the database. */
  keepStarts(phone: PhoneNumber, starts: ReadonlyMap<string, number>): void;
}

/** Whether any message waits at all: nearly always none does, and every reply asks. */
export interface PendingMark {
  /** True when certainly no message is without an outcome. */
  isNone(): boolean;
  /** Notes that the database has no message without an outcome. */
  noteNone(): void;
}

/** What is kept of one open database. */
export interface RecordCaches {
  readonly conversations: ConversationCache;
  readonly threads: RecordCache<ThreadRecord>;
  readonly pending: PendingMark;
  /** Counts how often everything was forgotten. */
  readonly generation: () => number;
  /** Keeps what a commit has made durable, if nothing was forgotten since it was written: others may have written after it. */
  readonly keepCommitted: (commit: Commit, generation: number) => void;
  /** Forgets everything: something was written in another way, or did not hold. */
  readonly forget: () => void;
}

/**
 * Makes the caches of one open database.
 *
 * Another process may have written: SQLite tells so by its data version, and then everything is forgotten. What this process writes it
 * keeps itself, once it is durable.
 *
 * Source: https://sqlite.org/pragma.html#pragma_data_version
 */
export function createRecordCaches(database: DatabaseSync): RecordCaches {
  const records = new Map<string, ConversationRecord>();
  const starts = new Map<PhoneNumber, Map<string, number>>();
  const threads = new Map<string, ThreadRecord>();
  let isNonePending = false;
  let generation = 0;
  const forget = (): void => {
    generation += 1;
    for (const kept of [records, starts, threads]) kept.clear();
    isNonePending = false;
  };
  const forgetIfOthersWrote = createGuard(database, forget);

  const byId = createCache(records, forgetIfOthersWrote);
  const conversations: ConversationCache = {
    ...byId,
    keep: (id, record) => {
      byId.keep(id, record);
      if (record.phone !== null) starts.get(record.phone)?.set(id, record.startAt);
    },
    startsOfPhone: (phone) => {
      forgetIfOthersWrote();
      return starts.get(phone);
    },
    keepStarts: (phone, found) => setBounded(starts, phone, new Map(found)),
  };
  const threadCache = createCache(threads, forgetIfOthersWrote);
  return {
    conversations,
    threads: threadCache,
    pending: {
      isNone: () => {
        forgetIfOthersWrote();
        return isNonePending;
      },
      noteNone: () => {
        isNonePending = true;
      },
    },
    generation: () => generation,
    keepCommitted: (commit, writtenIn) => {
      if (writtenIn !== generation) return;
      if (commit.inbox?.some(({ outcome }) => outcome === null) === true) isNonePending = false;
      for (const record of commit.conversations ?? []) {
        conversations.keep(record.appointmentId, { ...record, version: record.version + 1 });
      }
      for (const record of commit.threads ?? []) {
        threadCache.keep(record.phone, { ...record, version: record.version + 1 });
      }
    },
    forget,
  };
}

/**
 * Asks once in a turn of the event loop whether others wrote: what another process writes within it is as if it came a moment later, and
 * the versions that commits expect catch it.
 */
function createGuard(database: DatabaseSync, forget: () => void): () => void {
  const dataVersion = database.prepare('PRAGMA data_version');
  let seen: unknown = null;
  let isAskedThisTurn = false;
  return () => {
    if (isAskedThisTurn) return;
    isAskedThisTurn = true;
    setImmediate(() => {
      isAskedThisTurn = false;
    });
    const found = dataVersion.get()?.['data_version'];
    if (found !== seen) forget();
    seen = found;
  };
}

function createCache<Value extends { readonly version: number }>(
  records: Map<string, Value>,
  forgetIfOthersWrote: () => void,
): RecordCache<Value> {
  return {
    get: (key) => {
      forgetIfOthersWrote();
      return records.get(key);
    },
    keep: (key, record) => {
      if ((records.get(key)?.version ?? -1) < record.version) setBounded(records, key, record);
    },
  };
}

/** Sets a value, and lets go of the one that has been here longest where there are too many. */
function setBounded<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  map.set(key, value);
  if (map.size <= capacity) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
