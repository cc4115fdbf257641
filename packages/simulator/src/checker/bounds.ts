const secondMs = 1_000;
const minuteMs = 60_000;

/** How long the world may take to be noticed. Each is what the product's documentation promises, and no more. */
export const bounds = {
  /** A snapshot older than 30 s is read again before a text leaves; the poll of 10 s lies within. */
  freshMs: 30 * secondMs,
  /** A reply is collected within 5 s; a write that the PMS has not taken after 60 s becomes a task; the rest is slack. */
  answerMs: 90 * secondMs,
  /** What came in less than this ago may not have been collected yet when a text leaves: two polls of 5 s. */
  receiveMs: 10 * secondMs,
  /** A call-in is of no use later than this after the practitioner was ready or the patient came. */
  callInMs: 5 * minuteMs,
  /** No receipt within 2 min is a task; collecting receipts and raising it takes a poll or two. */
  receiptMs: 2 * minuteMs + 30 * secondMs,
  /** A question that stays open past the start is a task at the start. */
  startMs: 1 * minuteMs,
  /** A room goes when its visit does: a poll of 10 s, a write, a call; the rest is slack. */
  closeMs: 2 * minuteMs,
  /** A room stays for an hour after the end of its visit, and 5 min at a time while somebody is in it. */
  roomMs: 60 * minuteMs,
  emptiedMs: 7 * minuteMs,
  /** A reply that is older than this is not acted upon. */
  replyMs: 30 * minuteMs,
} as const;
