import { ConflictError } from '../errors.ts';
import type { NumberFailure } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Commit } from '../ports/conversation-store/conversation-store.ts';
import type { ThreadRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';
import { withConsent } from './with-consent.ts';

/** Loads what is known about a number; a number that was never seen starts empty. */
export async function loadThread(engine: Engine, phone: PhoneNumber): Promise<ThreadRecord> {
  return (await engine.store.thread({ phone })) ?? emptyThread(phone);
}

function emptyThread(phone: PhoneNumber): ThreadRecord {
  return {
    phone,
    version: 0,
    consent: 'unknown',
    consentAt: null,
    consentBy: null,
    sent: { day: '', texts: 0, callIns: 0 },
    lastTextAt: null,
    lastUnknownPhoneAt: null,
    choice: null,
    wrongFor: [],
    failure: null,
  };
}

const maximumAttempts = 5;

/**
 * Changes what is known about a number, whatever else changes it at the same time. Null leaves it as it is.
 *
 * @throws ConflictError when that does not end
 */
export async function changeThread(
  engine: Engine,
  phone: PhoneNumber,
  change: (thread: ThreadRecord) => ThreadRecord | null,
  also: Pick<Commit, 'journal'> = {},
): Promise<void> {
  for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
    const changed = change(await loadThread(engine, phone));
    if (changed === null) return;
    if ((await engine.store.commit({ threads: [changed], ...also })) === 'committed')
      return engine.ahead.note({ threads: [changed] });
  }
  throw new ConflictError({
    message: '[engine] a number keeps changing while something is recorded about it; try again',
  });
}

/** Keeps what the gateway has told about a number: that its holder has opted out there, or that it takes no texts. */
export async function learnAboutNumber(
  engine: Engine,
  phone: PhoneNumber,
  told: {
    readonly hasOptedOut: boolean;
    readonly failure: NumberFailure | null;
    /** When the text left of which it was told. */
    readonly textAt: number;
  },
): Promise<void> {
  const { hasOptedOut, failure, textAt } = told;
  if (!hasOptedOut && failure === null) return;
  await changeThread(engine, phone, (thread) => {
    if (!hasOptedOut) return thread.failure === failure ? null : { ...thread, failure };
    // What is told late of an earlier text does not undo a START.
    if (thread.consent === 'opted-out' || (thread.consentAt !== null && textAt < thread.consentAt)) return null;
    return withConsent(thread, { at: engine.clock.now(), consent: 'opted-out', by: 'gateway', how: 'refused' });
  });
}

/** A text has reached the number: it works. */
export function learnThatNumberWorks(engine: Engine, phone: PhoneNumber): Promise<void> {
  return changeThread(engine, phone, (thread) => (thread.failure === null ? null : { ...thread, failure: null }));
}

/** Who texts is to be reached again; a landline stays one, whatever is sent in its name. */
export function withoutPassingFailure(thread: ThreadRecord): ThreadRecord {
  return thread.failure === 'unreachable' ? { ...thread, failure: null } : thread;
}
