/** Where a mailbox was read to. */
export interface MailboxCursor<After = string> {
  /** The relay's cursor; `0` begins with everything that it still has. */
  readonly after: After;
  /** Nothing older is given, epoch milliseconds; 0 when everything that was there at the first start has been read. */
  readonly since: number;
}

/**
 * Writes a cursor as opaque text. It names its mailbox: at another one it would acknowledge what nobody has seen.
 *
 * @param mailbox the address of the mailbox, without secrets
 */
export function formatCursor(mailbox: string, { after, since }: MailboxCursor): string {
  return JSON.stringify(['relay-1', mailbox, after, since]);
}

/**
 * Reads a cursor.
 *
 * Null begins at the oldest that is unread, and at `since`. One that is not of this mailbox, such as that of the gateway used before, begins at what the relay still has:
 * that repeats texts but loses none, and who had a cursor knows the texts.
 */
export function parseCursor(text: string | null, mailbox: string, since: number): MailboxCursor<string | null> {
  if (text === null) return { after: null, since };
  try {
    // A list or a text is taken apart, anything else throws; every part is checked.
    const [kind, owner, after, from] = JSON.parse(text) as readonly unknown[];
    const isOurs = kind === 'relay-1' && owner === mailbox;
    if (isOurs && typeof after === 'string' && typeof from === 'number') return { after, since: from };
  } catch {
    // Not of this package.
  }
  return { after: '0', since: 0 };
}
