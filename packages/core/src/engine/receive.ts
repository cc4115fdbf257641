import { ClinicArrivalsError } from '../errors.ts';
import { parsePhoneNumber } from '../phone-number.ts';
import type { InboxRecord } from '../ports/conversation-store/records.ts';
import type { InboundMessage } from '../ports/message-gateway.ts';
import type { Engine } from './engine.ts';
import { handleReply } from './handle-reply.ts';

const batchSize = 200;

/** Takes messages in: stored first, dealt with after, exactly once. */
export interface Receiver {
  /** Asks the gateway for what has come in, and stores it. Throws when it cannot be asked. */
  poll(): Promise<void>;
  /** Stores one message that was pushed. It is durable when this resolves (promise P1). */
  take(message: InboundMessage): Promise<void>;
  /** Deals with everything in the inbox. Returns how many messages. */
  handlePending(): Promise<number>;
}

/** Makes the receiver. */
export function createReceiver(engine: Engine): Receiver {
  let cursor: string | null = null;
  let isCursorLoaded = false;
  let lastPollAt: number | null = null;
  let isAfterGap = false;

  const loadCursor = async (): Promise<void> => {
    const stored = await engine.store.document({ kind: 'cursor', id: 'gateway' });
    cursor = typeof stored?.value === 'string' ? stored.value : null;
    isCursorLoaded = true;
  };

  return {
    poll: async () => {
      if (!isCursorLoaded) await loadCursor();
      const now = engine.clock.now();
      const gapMs = engine.config.settings.gapMinutes * 60_000;
      isAfterGap = lastPollAt === null || now - lastPollAt > gapMs;
      const received = await engine.messages.receive({ cursor, since: now - gapMs });
      if (received.messages.length > 0) {
        const inbox = await Promise.all(received.messages.map((message) => toInboxRecord(engine, message)));
        // The cursor moves with the messages, in one transaction: none is skipped, whatever crashes.
        await engine.store.commit({ inbox, documents: [{ kind: 'cursor', id: 'gateway', value: received.cursor }] });
      }
      cursor = received.cursor;
      lastPollAt = now;
    },
    take: async (message) => {
      await engine.store.commit({ inbox: [await toInboxRecord(engine, message)] });
    },
    handlePending: async () => {
      let handled = 0;
      for (;;) {
        const pending = await engine.store.pendingInbox({ limit: batchSize });
        if (pending.length === 0) return handled;
        const outcomes = await Promise.allSettled(
          [...byPhone(pending).values()].map((own) => handleInOrder(engine, own, isAfterGap)),
        );
        handled += pending.length;
        const failed = outcomes.find((outcome) => outcome.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
        if (pending.length < batchSize) return handled;
      }
    },
  };
}

/** The messages of one number wait for each other; numbers do not. */
function byPhone(messages: readonly InboxRecord[]): ReadonlyMap<string, readonly InboxRecord[]> {
  const groups = new Map<string, InboxRecord[]>();
  for (const message of messages) {
    const key = message.phone ?? message.from;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [message]);
    else group.push(message);
  }
  return groups;
}

async function handleInOrder(engine: Engine, messages: readonly InboxRecord[], isAfterGap: boolean): Promise<void> {
  for (const message of messages) {
    try {
      await handleReply(engine, message, { isAfterGap, isAdopted: false });
    } catch (error) {
      engine.logger.log(
        'error',
        '[engine] a reply could not be dealt with, it stays in the inbox and will be tried again',
        { message: message.gatewayId },
      );
      if (ClinicArrivalsError.isInstance(error)) throw error;
      throw new ClinicArrivalsError({
        code: 'storage',
        message: '[engine] a reply could not be dealt with',
        cause: error,
        isRetryable: true,
      });
    }
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
