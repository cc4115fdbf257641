import { consentWord } from '../conversation/replies/consent-word.ts';
import { findUrgent } from '../conversation/replies/find-urgent.ts';
import { ClinicArrivalsError, ConflictError } from '../errors.ts';
import { parsePhoneNumber } from '../phone-number.ts';
import type { InboxRecord } from '../ports/conversation-store/records.ts';
import type { InboundMessage, ReceiveQuery } from '../ports/message-gateway.ts';
import type { Engine } from './engine.ts';
import { giveReplyToPerson, handleReply } from './handle-reply.ts';
import { toDocument } from './receipt-inbox.ts';
import { createTurns } from './turns.ts';
import type { InTurn } from './turns.ts';

const batchSize = 200;

/** Takes messages in: stored first, dealt with after, exactly once. */
export interface Receiver {
  /**
   * Asks the gateway for what has come in, and stores it. Returns whether there was something.
   *
   * Throws when it cannot be asked.
   */
  poll(wait?: Pick<ReceiveQuery, 'waitMs' | 'signal'>): Promise<boolean>;
  /**
   * Takes one message that was pushed. It is durable when this resolves (promise P1).
   *
   * Where nothing of its number is waiting it can be dealt with at once: stored with its outcome, in one commit. Returns whether it was.
   */
  take(message: InboundMessage, options: { readonly isHandledAtOnce: boolean }): Promise<boolean>;
  /**
   * Deals with everything in the inbox. Returns how many messages.
   *
   * While the clinic is not known, nobody can be told from a stranger: only what needs no appointment is dealt with, an emergency or a
   * word of consent, and the rest waits.
   */
  handlePending(options: { readonly isClinicKnown: boolean }): Promise<number>;
}

/** Makes the receiver. */
export function createReceiver(engine: Engine): Receiver {
  let cursor: string | null = null;
  let isCursorLoaded = false;
  /** From when on messages are asked for until there is a first cursor. */
  let firstSince = 0;
  let lastPollAt: number | null = null;
  let isAfterGap = false;
  // The messages of one number wait for each other, in whichever way they come; numbers do not.
  const inTurn = createTurns();

  const loadCursor = async (): Promise<void> => {
    const stored = await engine.store.document({ kind: 'cursor', id: 'gateway' });
    cursor = typeof stored?.value === 'string' ? stored.value : null;
    firstSince = cursor === null ? await keepFirstSince(engine) : 0;
    isCursorLoaded = true;
  };

  return {
    poll: async (wait = {}) => {
      if (!isCursorLoaded) await loadCursor();
      const now = engine.clock.now();
      const gapMs = engine.config.settings.gapMinutes * 60_000;
      isAfterGap = lastPollAt === null || Math.abs(now - lastPollAt) > gapMs;
      const received = await engine.messages.receive({
        cursor,
        since: cursor === null ? firstSince : now - gapMs,
        ...wait,
      });
      const receipts = received.receipts ?? [];
      const hasSome = received.messages.length + receipts.length > 0;
      // The first cursor is kept even without messages: after a stop it tells from when on they have not been read.
      if (hasSome || (cursor === null && received.cursor !== null)) {
        const inbox = await Promise.all(received.messages.map((message) => toInboxRecord(engine, message)));
        const moved = { kind: 'cursor', id: 'gateway', value: received.cursor } as const;
        // The cursor moves with what came in, in one transaction: nothing is skipped, whatever crashes.
        await engine.store.commit({ inbox, documents: [moved, ...receipts.map((one) => toDocument(one, now))] });
      }
      cursor = received.cursor;
      lastPollAt = now;
      return hasSome;
    },
    take: async (message, { isHandledAtOnce }) => {
      const record = await toInboxRecord(engine, message);
      return inTurn(numberOf(record), async () => {
        if (isHandledAtOnce && (await handleNew(engine, record))) return true;
        await engine.store.commit({ inbox: [record] });
        return false;
      });
    },
    handlePending: ({ isClinicKnown }) =>
      handleAll(engine, inTurn, {
        isAfterGap,
        mayHandle: isClinicKnown ? () => true : (one) => isForNobody(engine, one),
      }),
  };
}

/**
 * Gives the moment from which a clinic that has never received a message asks for them, the same at every start: as long as the gateway cannot
 * be asked, the clinic may be stopped and started, and what came in meanwhile must not grow too old.
 */
async function keepFirstSince(engine: Engine): Promise<number> {
  const key = { kind: 'cursor', id: 'gateway since' } as const;
  const stored = await engine.store.document(key);
  if (typeof stored?.value === 'number') return stored.value;
  const since = engine.clock.now() - engine.config.settings.gapMinutes * 60_000;
  await engine.store.commit({ documents: [{ ...key, value: since }] });
  return since;
}

/** Whether a message says the same whoever has sent it. */
function isForNobody(engine: Engine, { body, carrierKeyword }: InboxRecord): boolean {
  const text = body ?? '';
  const word = carrierKeyword ?? consentWord(text);
  // START may be a patient's YES.
  return word === 'stop' || word === 'help' || findUrgent(text, engine.config.settings.urgentWords);
}

async function handleAll(
  engine: Engine,
  inTurn: InTurn,
  { isAfterGap, mayHandle }: { readonly isAfterGap: boolean; readonly mayHandle: (message: InboxRecord) => boolean },
): Promise<number> {
  let handled = 0;
  for (;;) {
    const pending = await engine.store.pendingInbox({ limit: batchSize });
    const counts = await Promise.all(
      [...byNumber(pending.filter(mayHandle))].map(([number, own]) =>
        inTurn(number, () => handleInOrder(engine, own, isAfterGap)),
      ),
    );
    const done = counts.reduce((sum, count) => sum + count, 0);
    handled += done;
    if (done === 0 || pending.length < batchSize) return handled;
  }
}

/**
 * Tells whether a message may be dealt with before it is stored: nothing of its number waits in the inbox, and its age is known, so that it
 * cannot be from a time when nobody was receiving.
 */
async function isFirstInLine(engine: Engine, { phone, receivedAt }: InboxRecord): Promise<boolean> {
  if (phone === null || receivedAt === null) return false;
  return (await engine.store.pendingInbox({ phone, limit: 1 })).length === 0;
}

/** Deals with a message that is not stored yet. Returns false when it has to be stored first: then nothing is lost by trying again. */
async function handleNew(engine: Engine, record: InboxRecord): Promise<boolean> {
  try {
    if (!(await isFirstInLine(engine, record))) return false;
    return await handleReply(engine, record, { isAfterGap: false, isAdopted: false, isNew: true });
  } catch (error) {
    // A conflict that does not end: the message is in the inbox already, since it has come before.
    if (error instanceof ConflictError) return false;
    engine.logger.log('warn', '[engine] a reply could not be dealt with at once, it is stored first', {
      message: record.gatewayId,
      cause: error instanceof Error ? error.name : 'unknown',
    });
    return false;
  }
}

function numberOf({ phone, from }: InboxRecord): string {
  return phone ?? from;
}

function byNumber(messages: readonly InboxRecord[]): ReadonlyMap<string, readonly InboxRecord[]> {
  const groups = new Map<string, InboxRecord[]>();
  for (const message of messages) {
    const key = numberOf(message);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  return groups;
}

/** Deals with the messages of one number. One that fails holds up the later ones of its number and nobody else. */
async function handleInOrder(engine: Engine, messages: readonly InboxRecord[], isAfterGap: boolean): Promise<number> {
  let done = 0;
  for (const message of messages) {
    if (!(await handleSafely(engine, message, isAfterGap))) return done;
    done += 1;
  }
  return done;
}

async function handleSafely(engine: Engine, message: InboxRecord, isAfterGap: boolean): Promise<boolean> {
  try {
    return await handleReply(engine, message, { isAfterGap, isAdopted: false });
  } catch (error) {
    const isStorage = ClinicArrivalsError.isInstance(error) && error.code === 'storage';
    if (isStorage) engine.health.down('storage', error);
    engine.logger.log('error', '[engine] a reply could not be dealt with', { message: message.gatewayId });
    if (isStorage || (ClinicArrivalsError.isInstance(error) && error.isRetryable)) return false;
    return giveReplyToPerson(engine, message);
  }
}

async function toInboxRecord(engine: Engine, message: InboundMessage): Promise<InboxRecord> {
  return {
    gatewayId: message.gatewayId,
    phone: await parsePhoneNumber(message.from, engine.clinic.country),
    from: message.from,
    to: message.to,
    body: message.body,
    receivedAt: message.receivedAt,
    storedAt: engine.clock.now(),
    carrierKeyword: message.carrierKeyword,
    outcome: null,
    intent: null,
    appointmentId: null,
    reason: null,
    handledAt: null,
  };
}
