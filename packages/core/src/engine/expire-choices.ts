import type { PhoneNumber } from '../phone-number.ts';
import { isPhoneNumber } from '../phone-number.ts';
import type { DocumentRecord, OpenChoice } from '../ports/conversation-store/records.ts';
import { commitAndTell } from './commit.ts';
import type { Engine } from './engine.ts';
import { toTask } from './tasks.ts';
import { loadThread } from './threads.ts';

/** The mark by which an open "which appointment?" is found again when its time is over. */
export function toChoiceMark(phone: PhoneNumber, choice: OpenChoice): DocumentRecord {
  return { kind: 'choice', id: phone, value: choice.expiresAt };
}

/** A "which appointment?" that stayed unanswered becomes a task: what the patient wanted was not done (promise P6). */
export async function expireChoices(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  for (const { id, value } of await engine.store.documents({ kind: 'choice' })) {
    if (typeof value === 'number' && value <= now && isPhoneNumber(id)) await expire(engine, id, value);
  }
}

async function expire(engine: Engine, phone: PhoneNumber, expiresAt: number): Promise<void> {
  const thread = await loadThread(engine, phone);
  const mark: DocumentRecord = { kind: 'choice', id: phone, value: null };
  const { choice } = thread;
  if (choice === null || choice.expiresAt !== expiresAt) {
    // Answered, or asked anew with a mark of its own.
    await engine.store.commit({ documents: choice === null ? [mark] : [toChoiceMark(phone, choice)] });
    return;
  }
  const now = engine.clock.now();
  const appointmentId = choice.options[0]?.appointmentId ?? null;
  const reason = '"which appointment?" stayed unanswered';
  await commitAndTell(engine, {
    threads: [{ ...thread, choice: null }],
    documents: [mark],
    tasks: [toTask({ key: `${phone}|${expiresAt}`, kind: 'which-appointment', appointmentId, phone, now })],
    journal: [{ at: now, appointmentId, phone, by: 'engine', event: 'choice-expired', from: null, to: null, reason }],
  });
}
