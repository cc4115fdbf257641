/** What happened, in order, kept in memory and told to whoever listens. */
export interface EventLog<T> {
  /** Everything so far, oldest first. */
  entries(): readonly T[];
  /** Calls back for each new entry, at once. Returns a function that ends the subscription (idempotent). */
  subscribe(listener: (entry: T) => void): () => void;
}

/** An {@link EventLog} that its owner writes to. */
export interface WritableEventLog<T> extends EventLog<T> {
  append(entry: T): void;
}

/** Makes an empty log. */
export function createEventLog<T>(): WritableEventLog<T> {
  const entries: T[] = [];
  const listeners = new Set<(entry: T) => void>();
  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    append: (entry) => {
      entries.push(entry);
      for (const listener of [...listeners]) listener(entry);
    },
  };
}
