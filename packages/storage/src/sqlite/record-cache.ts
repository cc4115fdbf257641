import type { DatabaseSync } from 'node:sqlite';

/** How many records are kept. A busy clinic has a few hundred live ones. */
const capacity = 5_000;

/** Keeps records as they were last read or committed, so that a busy conversation is not parsed again for each event. */
export interface RecordCache<Value extends { readonly version: number }> {
  /** The record if it is kept and certainly what the database has; undefined otherwise. */
  get(key: string): Value | undefined;
  /** Keeps a record that was read, or whose commit is durable. Never replaces a newer one. */
  keep(key: string, record: Value): void;
  clear(): void;
}

/**
 * Makes the caches of one open database.
 *
 * Another process may have written: SQLite tells so by its data version, and then everything is forgotten. What this process writes it
 * keeps itself, once it is durable.
 *
 * Source: https://sqlite.org/pragma.html#pragma_data_version
 */
export function createRecordCaches(database: DatabaseSync): {
  readonly create: <Value extends { readonly version: number }>() => RecordCache<Value>;
  readonly clear: () => void;
} {
  const dataVersion = database.prepare('PRAGMA data_version');
  const caches: { readonly clear: () => void }[] = [];
  let seen: unknown = null;
  let isAskedThisTurn = false;

  const clear = (): void => {
    for (const cache of caches) cache.clear();
  };
  // Asked once in a turn of the event loop: what another process writes within it is as if it came a moment later, and the versions
  // that commits expect catch it.
  const forgetIfOthersWrote = (): void => {
    if (isAskedThisTurn) return;
    isAskedThisTurn = true;
    setImmediate(() => {
      isAskedThisTurn = false;
    });
    const found = dataVersion.get()?.['data_version'];
    if (found !== seen) clear();
    seen = found;
  };

  return {
    clear,
    create: <Value extends { readonly version: number }>() => {
      const records = new Map<string, Value>();
      const cache: RecordCache<Value> = {
        get: (key) => {
          forgetIfOthersWrote();
          return records.get(key);
        },
        keep: (key, record) => {
          if ((records.get(key)?.version ?? -1) >= record.version) return;
          records.delete(key);
          records.set(key, record);
          const oldest = records.keys().next();
          if (records.size > capacity && oldest.done !== true) records.delete(oldest.value);
        },
        clear: () => records.clear(),
      };
      caches.push(cache);
      return cache;
    },
  };
}
