/** What is to be done at which moment, soonest first; equal moments keep the order in which they were added. */
export interface DueQueue {
  /** Adds a callback for a moment (epoch milliseconds). Returns a function that takes it out again (idempotent). */
  add(at: number, callback: () => void): () => void;
  /** The soonest moment; null when there is nothing to do. */
  nextAt(): number | null;
  /** Takes out and returns the soonest callback if it is due at `now`; null when nothing is. */
  takeDue(now: number): (() => void) | null;
  clear(): void;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
  isCancelled: boolean;
}

/** Makes an empty {@link DueQueue}: a binary heap, so that a day of thousands of moments costs next to nothing. */
export function createDueQueue(): DueQueue {
  const heap: Entry[] = [];
  let added = 0;

  const top = (): Entry | undefined => {
    // A cancelled entry stays in the heap until it comes up: taking it out of the middle would cost a search.
    while (heap[0]?.isCancelled === true) removeTop(heap);
    return heap[0];
  };
  return {
    add: (at, callback) => {
      const entry: Entry = { at, order: (added += 1), callback, isCancelled: false };
      push(heap, entry);
      return () => {
        entry.isCancelled = true;
      };
    },
    nextAt: () => top()?.at ?? null,
    takeDue: (now) => {
      const entry = top();
      if (entry === undefined || entry.at > now) return null;
      removeTop(heap);
      return entry.callback;
    },
    clear: () => {
      heap.length = 0;
    },
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const parentIndex = (index - 1) >> 1;
    const parent = heap[parentIndex];
    if (parent === undefined || isBefore(parent, entry)) break;
    heap[index] = parent;
    heap[parentIndex] = entry;
    index = parentIndex;
  }
}

function removeTop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    if (left === undefined) break;
    const right = heap[2 * index + 2];
    const isRightFirst = right !== undefined && isBefore(right, left);
    const child = isRightFirst ? right : left;
    if (isBefore(last, child)) break;
    heap[index] = child;
    index = 2 * index + (isRightFirst ? 2 : 1);
  }
  heap[index] = last;
}
