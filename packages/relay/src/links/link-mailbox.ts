import type { AccountInUse } from '../accounts.ts';
import type { IntakeParts } from '../take-webhook.ts';
import type { Question } from './questions.ts';

/** Questions are few and soon answered; a clinic that does not fetch them is not there, and is asked no more. */
const room = { webhooks: 1_000, bytes: 1_000_000 };

/** The mailbox of an account in which questions wait, beside that of its webhooks: a client that knows nothing of links never sees one. */
export function linkMailboxOf({ mailbox }: Pick<AccountInUse, 'mailbox'>): string {
  return `${mailbox}.links`;
}

/** Keeps a question, sealed to the clinic's key, and wakes who waits for it; durable when it resolves. Throws StorageError. */
export async function keepQuestion(
  { store, clock, waits, counts, seal }: Omit<IntakeParts, 'limits'>,
  account: AccountInUse,
  question: Question,
): Promise<'kept' | 'full'> {
  const { publicKey } = account;
  // The clinic had a key when it has pushed the link.
  if (publicKey === null) return 'full';
  const mailbox = linkMailboxOf(account);
  const content = seal(Buffer.from(JSON.stringify(question)), publicKey);
  const outcome = await store.put({ account: mailbox, receivedAt: clock.now(), isSealed: true, content, room });
  if (outcome === 'full') return 'full';
  counts.asked += 1;
  waits.arrived(mailbox);
  return 'kept';
}
