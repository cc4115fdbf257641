import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { acceptedIntents, isConfirmQuestion, openIntents, openQuestion } from './accepts.ts';
import type { Intent } from './intent.ts';
import type { Interpretation } from './replies/interpretation.ts';
import { interpretReply } from './replies/interpret-reply.ts';

/** The appointments that the latest question was about: several where one text asked about a family. */
export function askedLast(live: readonly ConversationRecord[]): readonly ConversationRecord[] {
  const latest = Math.max(...live.map(askedAt));
  return live.filter((record) => askedAt(record) === latest);
}

interface Times {
  readonly now: number;
  readonly receivedAt: number | null;
}

/** The appointment whose cancellation was echoed last, where the reply answers that; else null. */
export function echoedLast(
  live: readonly ConversationRecord[],
  intent: Intent,
  times: Times,
): ConversationRecord | null {
  const [asked, other] = askedLast(live);
  if (asked === undefined || other !== undefined || asked.state.context.question?.template !== 'ConfirmCancel')
    return null;
  return openIntents(asked.state, times).includes(intent) ? asked : null;
}

/** Tells whether the cancellation of each was echoed with its name and time. */
export function areEchoed(records: readonly ConversationRecord[]): boolean {
  return records.length > 0 && records.every(({ state }) => state.context.question?.template === 'ConfirmCancel');
}

/** The appointments of one text about a family, when these are all of one; else none. */
export function oneDigest(records: readonly ConversationRecord[]): readonly ConversationRecord[] {
  const isOne =
    records.every(({ state }) => state.context.question?.template === 'FamilyReminder') &&
    new Set(records.map(askedAt)).size === 1;
  return isOne ? records : [];
}

/**
 * Reads a digit as the answer to "1 to confirm, 2 if you cannot come". Null when it is none, or when the latest question asks otherwise:
 * digits answer only the latest text. A cancellation by a digit is echoed before it is done.
 */
export function readDigit(
  body: string,
  live: readonly ConversationRecord[],
  languages: readonly string[],
): Interpretation | null {
  const asked = askedLast(live);
  if (!asked.every(({ state }) => isConfirmQuestion(state.context.question?.template ?? 'Received'))) return null;
  const { intent, choice, isLate } = interpretReply(body, { languages, expecting: ['confirm', 'cancel', 'choice'] });
  if (intent !== 'choice' || choice === null || choice.length !== 1) return null;
  if (choice[0] === 1) return { intent: 'confirm', clarity: 'clear', choice: null, isLate };
  return choice[0] === 2 ? { intent: 'cancel', clarity: 'weak', choice: null, isLate } : null;
}

/** An "ok" confirms and says *yes*, whichever was asked: where both were, it is a *yes* that each takes for its own question. */
export function toSharedIntent(
  { intent, clarity }: Interpretation,
  live: readonly ConversationRecord[],
  times: Times,
): Intent {
  const isAssent = intent === 'confirm' && clarity === 'weak';
  return isAssent && live.some(({ state }) => openIntents(state, times).includes('yes')) ? 'yes' : intent;
}

/** *Yes* and *no* answer "confirm or cancel?" too; a digit alone answers nothing but the latest text, which was read before. */
export function accepts({ state }: ConversationRecord, intent: Intent, times: Times): boolean {
  if (intent === 'choice') return false;
  if (acceptedIntents(state, times).has(intent)) return true;
  return (intent === 'yes' || intent === 'no') && openIntents(state, times).includes('confirm');
}

/** Who has confirmed already is not meant when another was asked as well. */
export function withoutAnswered(
  accepting: readonly ConversationRecord[],
  intent: Intent,
): readonly ConversationRecord[] {
  if (intent !== 'confirm' && intent !== 'yes') return accepting;
  const unanswered = accepting.filter((record) => (record.state.context.confirmation?.at ?? 0) < askedAt(record));
  return unanswered.length > 0 ? unanswered : accepting;
}

/** A bare "ok" to an invite: whether it means *ready* depends on how close the start is, which the machine knows. */
export function isBareOk(reading: Interpretation): boolean {
  return reading.intent === 'ready' && reading.clarity === 'weak';
}

/** An "ok" that is taken for a *yes*: that it was read may be all that it says. */
export function isMereOk({ clarity }: Interpretation, intent: Intent): boolean {
  return intent === 'yes' && clarity === 'weak';
}

/** A destructive intent that was only hinted at is read by a person; a cancellation is asked back by the machine, also after a mere "ok". */
export function isOnlyHinted(reading: Interpretation, targets: readonly ConversationRecord[], now: number): boolean {
  if (reading.clarity === 'clear') return false;
  if (reading.intent === 'cancel' || reading.intent === 'yes')
    return targets.some(({ state }) => openQuestion(state, now)?.template === 'ConfirmCancel');
  return reading.intent === 'stop' || reading.intent === 'wrong-number';
}

function askedAt({ state }: ConversationRecord): number {
  return state.context.question?.askedAt ?? 0;
}
