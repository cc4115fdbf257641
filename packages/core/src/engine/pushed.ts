import type { InboundMessage, MessageReceipt } from '../ports/message-gateway.ts';
import type { Loops } from './loops.ts';
import type { Hints, Noticed } from './noticed.ts';
import type { ReceiptInbox } from './receipt-inbox.ts';
import type { Receiver } from './receive.ts';

/** What a webhook pushes. */
export interface Pushed extends Noticed {
  /** Takes a message that was pushed. When it resolves the message is durable and may be acknowledged. */
  receive(message: InboundMessage): Promise<void>;
  /** Takes a delivery receipt that was pushed. When it resolves the receipt is durable and may be acknowledged. */
  receiveReceipt(receipt: MessageReceipt): Promise<void>;
}

/** Takes what is pushed, under the supervision of the running engine: `stop` waits for it. */
export function createPushed(parts: {
  readonly loops: Loops;
  readonly hints: Hints;
  readonly receiver: Receiver;
  readonly receiptInbox: ReceiptInbox;
}): Pushed {
  const { loops, hints, receiver, receiptInbox } = parts;
  return {
    noticed: ({ appointmentIds }) =>
      loops.attend(async () => {
        await hints.keep(appointmentIds);
        loops.lookAtHints();
      }),
    receive: (message) =>
      loops.attend(async () => {
        if (!(await receiver.take(message, { isHandledAtOnce: loops.isHandling }))) loops.wake();
      }),
    receiveReceipt: (receipt) => loops.attend(() => receiptInbox.take(receipt, { isHandledAtOnce: loops.isHandling })),
  };
}
