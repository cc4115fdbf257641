import { GatewayError } from '../errors.ts';
import { isPhoneNumber } from '../phone-number.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  AcceptedMessage,
  InboundMessage,
  MessageGateway,
  MessageReceipt,
  OutboundMessage,
} from '../ports/message-gateway.ts';

/** A message gateway in memory, with the controls of a pretended telephone network. */
export interface MemoryMessageGateway extends MessageGateway {
  /** Every text that was taken, in order, also those whose sender was told that it is in doubt. */
  readonly sent: readonly MemorySentMessage[];
  /** Lets a text come in. */
  inbound(message: MemoryInboundMessage): InboundMessage;
  /** Makes the next `send` that would succeed fail; several calls queue up. With `isTaken` the text leaves all the same. */
  failNext(error: GatewayError, options?: { readonly isTaken?: boolean }): void;
  /** Sets what `receipts` says about a text. */
  setDelivery(gatewayId: string, delivery: MemoryDelivery): void;
  /** Blocks a recipient, as a carrier does after STOP. */
  optOut(phone: PhoneNumber): void;
  /** Lifts the block, as a carrier does after START. */
  optIn(phone: PhoneNumber): void;
}

/** A text as the pretended network has it. */
export interface MemorySentMessage extends OutboundMessage, AcceptedMessage {
  readonly from: PhoneNumber;
}

/** A text from outside; it goes to the first of our numbers unless `to` says otherwise. */
export interface MemoryInboundMessage {
  readonly from: string;
  readonly to?: PhoneNumber;
  readonly body: string;
  readonly carrierKeyword?: InboundMessage['carrierKeyword'];
}

/** What became of a text; `failure` and `vendorCode` are null when they are left out. */
export type MemoryDelivery = Pick<MessageReceipt, 'status'> & Partial<Pick<MessageReceipt, 'failure' | 'vendorCode'>>;

/** What a {@link MemoryMessageGateway} is made of. */
export interface MemoryMessageGatewayOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Our numbers, the first is sent from; one invented number by default. */
  readonly numbers?: readonly PhoneNumber[];
  /** True makes the same `id` leave once only; false by default, so that a test sees what is sent twice. */
  readonly isIdempotent?: boolean;
}

/** Makes a gateway that keeps its texts in memory. It obeys the same contract as a real one. */
export function createMemoryMessageGateway(options: MemoryMessageGatewayOptions): MemoryMessageGateway {
  const { clock, numbers = ['+12025550100'], isIdempotent = false } = options;
  const sender = numbers[0];
  if (sender === undefined) throw new RangeError('createMemoryMessageGateway: numbers is empty; give at least one');
  const network: Network = { sent: [], received: [], deliveries: new Map(), failures: [], optedOut: new Set() };
  const { sent, received, deliveries, failures, optedOut } = network;

  return {
    numbers,
    abilities: { isIdempotent, hasReceipts: true, canLookUp: true },
    sent,
    send: async (message) => {
      const known = isIdempotent ? sent.find((text) => text.id === message.id) : undefined;
      return known === undefined ? send(network, sender, message, clock.now()) : toAccepted(known);
    },
    receive: async ({ cursor, since }) => ({
      messages: received.slice(Number(cursor ?? 0)).filter((message) => cursor !== null || message.receivedAt >= since),
      cursor: String(received.length),
    }),
    lookUp: async ({ id, since }) => {
      const found = sent.find((text) => text.id === id && text.acceptedAt >= since);
      return found === undefined ? null : toAccepted(found);
    },
    receipts: async ({ gatewayIds }) =>
      gatewayIds.flatMap((gatewayId) => {
        const delivery = deliveries.get(gatewayId);
        return delivery === undefined ? [] : [{ gatewayId, failure: null, vendorCode: null, ...delivery }];
      }),
    listSent: async ({ since }) =>
      sent
        .filter((text) => text.acceptedAt >= since)
        .map((text) => ({ ...toAccepted(text), to: text.to, body: text.body })),
    inbound: ({ from, to = sender, body, carrierKeyword = null }) => {
      const gatewayId = `memory-in-${String(received.length + 1)}`;
      const message = { gatewayId, from, to, body, receivedAt: clock.now(), carrierKeyword };
      received.push(message);
      return message;
    },
    failNext: (error, { isTaken = false } = {}) => void failures.push({ error, isTaken }),
    setDelivery: (gatewayId, delivery) => void deliveries.set(gatewayId, delivery),
    optOut: (phone) => void optedOut.add(phone),
    optIn: (phone) => void optedOut.delete(phone),
  };
}

/** What the pretended network knows; grows as texts go back and forth. */
interface Network {
  readonly sent: MemorySentMessage[];
  readonly received: (InboundMessage & { readonly receivedAt: number })[];
  readonly deliveries: Map<string, MemoryDelivery>;
  readonly failures: { readonly error: GatewayError; readonly isTaken: boolean }[];
  readonly optedOut: Set<PhoneNumber>;
}

function send(network: Network, from: PhoneNumber, message: OutboundMessage, now: number): AcceptedMessage {
  refuseUnsendable(message, now);
  if (network.optedOut.has(message.to)) throw refusal('opted-out', 'the recipient has opted out');
  const failure = network.failures.shift();
  if (failure?.isTaken === false) throw failure.error;
  const accepted = { gatewayId: `memory-out-${String(network.sent.length + 1)}`, acceptedAt: now };
  network.sent.push({ ...message, ...accepted, from });
  network.deliveries.set(accepted.gatewayId, { status: 'accepted' });
  if (failure !== undefined) throw failure.error;
  return accepted;
}

function toAccepted({ gatewayId, acceptedAt }: AcceptedMessage): AcceptedMessage {
  return { gatewayId, acceptedAt };
}

function refuseUnsendable(message: OutboundMessage, now: number): void {
  if (!isPhoneNumber(message.to)) throw refusal('permanent', 'the recipient is no E.164 number');
  if (message.body.length === 0) throw refusal('permanent', 'the text is empty');
  if (message.body.length > 1600) throw refusal('permanent', 'the text has more than 1600 characters');
  if (message.validUntil - now < 1000) throw refusal('permanent', 'too late, its validity is over');
}

function refusal(failure: 'permanent' | 'opted-out', reason: string): GatewayError {
  return new GatewayError({ failure, message: `[memory] send failed: ${reason}, will not be retried` });
}
