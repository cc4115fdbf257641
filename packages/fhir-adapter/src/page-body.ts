/** What came of a body. */
export interface PageBody {
  /** `same`: the entries are the ones that are held. */
  readonly type: 'same' | 'body';
  /** The body; for `same` only what stands before the entries. */
  readonly bytes: Buffer;
}

/** Takes a body in pieces, as they come. */
export interface BodyCollector {
  add(chunk: Uint8Array): void;
  /** Called once, when the body has ended. */
  finish(): PageBody;
}

const entryKey = '"entry"';

/** A Bundle has its few links before its entries; whatever has more before them is not worth looking through again. */
const maximumHeadBytes = 64 * 1024;

/**
 * Collects a body. While its entries are the ones `held`, they are compared and let go piece by piece: nothing is copied,
 * decoded or kept, since the held ones say the same.
 *
 * @param held the entries of the last time, from the key `"entry"` to the end of the body; null compares with nothing
 */
export function createBodyCollector(held: Buffer | null): BodyCollector {
  let kept: Uint8Array[] = [];
  let head: Buffer | null = null;
  let matched = 0;
  let differs = held === null;

  /** From here on everything is kept; what has matched so far is taken from what is held. */
  const giveUp = (rest: Uint8Array): void => {
    differs = true;
    if (head !== null && held !== null) kept = [head, held.subarray(0, matched)];
    kept.push(rest);
  };
  const compare = (chunk: Uint8Array, entries: Buffer): void => {
    const end = matched + chunk.byteLength;
    const isSame = end <= entries.byteLength && entries.compare(chunk, 0, chunk.byteLength, matched, end) === 0;
    if (isSame) matched = end;
    else giveUp(chunk);
  };
  const findEntries = (chunk: Uint8Array, entries: Buffer): void => {
    // Most heads end in the first piece, which is looked at where it lies.
    const start =
      kept.length === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.concat([...kept, chunk]);
    kept = [];
    const at = start.indexOf(entryKey);
    if (at === -1) {
      if (start.byteLength > maximumHeadBytes) giveUp(start);
      else kept = [start];
      return;
    }
    head = start.subarray(0, at);
    compare(start.subarray(at), entries);
  };

  return {
    add: (chunk) => {
      if (differs || held === null) kept.push(chunk);
      else if (head === null) findEntries(chunk, held);
      else compare(chunk, held);
    },
    finish: () => {
      if (!differs && head !== null && matched === held?.byteLength) return { type: 'same', bytes: head };
      if (!differs && head !== null) giveUp(Buffer.alloc(0));
      return { type: 'body', bytes: Buffer.concat(kept) };
    },
  };
}

/** The entries of a body and what stands before them; null when there are none. */
export function splitBody(body: Buffer): { readonly head: Buffer; readonly entries: Buffer } | null {
  const at = body.indexOf(entryKey);
  return at === -1 ? null : { head: body.subarray(0, at), entries: body.subarray(at) };
}
