/** Where a poll of the Messages list goes on. All times are epoch milliseconds of Twilio's clock, in whole seconds. */
export interface ReceiveCursor {
  /** Nothing older is ever given. */
  readonly since: number;
  /** The time of the newest message that was given; 0 before the first. */
  readonly newestAt: number;
  /** The ids of the messages near `newestAt` that were given: their times alone cannot tell them from new ones. */
  readonly seen: readonly string[];
}

/** Writes a cursor as opaque text. */
export function formatCursor({ since, newestAt, seen }: ReceiveCursor): string {
  return JSON.stringify([1, since, newestAt, ...seen]);
}

/**
 * Reads a cursor. Null for none and for one that is not ours, such as that of the gateway used before: then the poll
 * starts anew, which repeats texts but loses none.
 */
export function parseCursor(text: string | null): ReceiveCursor | null {
  if (text === null) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  const [version, since, newestAt, ...seen] = Array.isArray(parts) ? Array.from<unknown>(parts) : [];
  if (version !== 1 || !Number.isFinite(since) || !Number.isFinite(newestAt)) return null;
  return { since: Number(since), newestAt: Number(newestAt), seen: seen.filter((id) => typeof id === 'string') };
}
