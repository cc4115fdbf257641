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
  SentMessage,
} from '../ports/message-gateway.ts';
import type { MessageScheduling, ScheduledMessage } from '../ports/message-scheduling.ts';

const minute = 60_000;

/** A message gateway in memory, with the controls of a pretended telephone network. */
export interface MemoryMessageGateway extends MessageGateway {
  /**
   * Every text that has left, in order, also those whose sender was told that it is in doubt. Those that were handed over ahead are among
   * them when anything was asked after their time.
   */
  readonly sent: readonly MemorySentMessage[];
  /** Gives the texts that were handed over ahead and stand now, by the time at which they leave. */
  standing(): readonly MemoryStandingMessage[];
  /** Lets a text come in. */
  inbound(message: MemoryInboundMessage): InboundMessage;
  /** Makes the next `send` or `schedule` that would succeed fail; several calls queue up. With `isTaken` the text is taken all the same. */
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

/** A text that leaves by the network's clock unless it is withdrawn. */
export interface MemoryStandingMessage extends ScheduledMessage, AcceptedMessage {}

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
  /** False for a gateway that takes no texts ahead; true by default. */
  readonly canSchedule?: boolean;
}

/** Makes a gateway that keeps its texts in memory. It obeys the same contract as a real one. */
export function createMemoryMessageGateway(options: MemoryMessageGatewayOptions): MemoryMessageGateway {
  const { clock, numbers = ['+12025550100'], isIdempotent = false, canSchedule = true } = options;
  const sender = numbers[0];
  if (sender === undefined) throw new RangeError('createMemoryMessageGateway: numbers is empty; give at least one');
  const network = createNetwork(sender, clock);
  const { received, deliveries, failures, optedOut } = network;

  return {
    numbers,
    abilities: { isIdempotent, hasReceipts: true, canLookUp: true },
    ...(canSchedule ? { scheduling: createScheduling(network) } : {}),
    sent: network.sent(),
    standing: () => network.standing(),
    send: async (message) => {
      const known = isIdempotent ? network.sent().find((text) => text.id === message.id) : undefined;
      return known === undefined ? send(network, message) : toAccepted(known);
    },
    receive: async ({ cursor, since }) => ({
      messages: received.slice(Number(cursor ?? 0)).filter((message) => cursor !== null || message.receivedAt >= since),
      cursor: String(received.length),
    }),
    lookUp: async ({ id, since }) => {
      const found = network.sent().find((text) => text.id === id && text.acceptedAt >= since);
      return found === undefined ? null : toAccepted(found);
    },
    receipts: async ({ gatewayIds }) => {
      network.sent();
      return gatewayIds.flatMap((gatewayId) => {
        const delivery = deliveries.get(gatewayId);
        return delivery === undefined ? [] : [{ gatewayId, failure: null, vendorCode: null, ...delivery }];
      });
    },
    listSent: async ({ since }) =>
      network
        .sent()
        .filter((text) => text.acceptedAt >= since)
        .map(toListed),
    inbound: ({ from, to = sender, body, carrierKeyword = null }) => {
      const gatewayId = `memory-in-${String(received.length + 1)}`;
      const message = { gatewayId, from, to, body, receivedAt: clock.now(), carrierKeyword };
      received.push(message);
      return message;
    },
    failNext: (error, { isTaken = false } = {}) => void failures.push({ error, isTaken }),
    setDelivery: (gatewayId, delivery) => {
      network.sent();
      deliveries.set(gatewayId, delivery);
    },
    optOut: (phone) => void optedOut.add(phone),
    optIn: (phone) => void optedOut.delete(phone),
  };
}

/** What the pretended network knows; grows as texts go back and forth. */
interface Network {
  readonly clock: Pick<Clock, 'now'>;
  readonly from: PhoneNumber;
  /** What has left by now, in order. */
  readonly sent: () => MemorySentMessage[];
  /** What has not left by now, by the time at which it does. */
  readonly standing: () => readonly MemoryStandingMessage[];
  /** All that was ever handed over ahead and not withdrawn. */
  readonly scheduled: Map<string, MemoryStandingMessage>;
  readonly received: (InboundMessage & { readonly receivedAt: number })[];
  readonly deliveries: Map<string, MemoryDelivery>;
  readonly failures: { readonly error: GatewayError; readonly isTaken: boolean }[];
  readonly optedOut: Set<PhoneNumber>;
  readonly nextId: () => string;
}

function createNetwork(from: PhoneNumber, clock: Pick<Clock, 'now'>): Network {
  const sent: MemorySentMessage[] = [];
  const scheduled = new Map<string, MemoryStandingMessage>();
  const optedOut = new Set<PhoneNumber>();
  const deliveries = new Map<string, MemoryDelivery>();
  const left = new Set<string>();
  let count = 0;
  const inOrder = (): readonly MemoryStandingMessage[] => [...scheduled.values()].sort((a, b) => a.sendAt - b.sendAt);
  const letLeave = ({ sendAt, ...message }: MemoryStandingMessage): void => {
    const { gatewayId } = message;
    left.add(gatewayId);
    // STOP does not take back what stands at a gateway: it is tried, and blocked.
    const isBlocked = optedOut.has(message.to);
    deliveries.set(gatewayId, isBlocked ? { status: 'undelivered', failure: 'opted-out' } : { status: 'accepted' });
    if (!isBlocked) sent.push({ ...message, acceptedAt: sendAt, from });
  };
  const settle = (): void => {
    for (const text of inOrder()) if (text.sendAt <= clock.now() && !left.has(text.gatewayId)) letLeave(text);
  };
  return {
    clock,
    from,
    sent: () => {
      settle();
      return sent;
    },
    standing: () => {
      settle();
      return inOrder().filter(({ gatewayId }) => !left.has(gatewayId));
    },
    scheduled,
    received: [],
    deliveries,
    failures: [],
    optedOut,
    nextId: () => `memory-out-${String((count += 1))}`,
  };
}

function createScheduling(network: Network): MessageScheduling {
  const { clock, scheduled, standing } = network;
  const withdrawn = new Set<string>();
  const [leastMs, mostMs] = [minute, 35 * 24 * 60 * minute];
  return {
    leastMs,
    mostMs,
    schedule: async (message) => {
      const aheadMs = message.sendAt - clock.now();
      if (aheadMs < leastMs || aheadMs > mostMs) throw refusal('permanent', 'its time is too near or too far');
      refuseUnsendable(message, message.sendAt);
      return take(network, (accepted) => void scheduled.set(accepted.gatewayId, { ...message, ...accepted }));
    },
    withdraw: async ({ gatewayId }) => {
      const isStanding = standing().some((text) => text.gatewayId === gatewayId);
      if (isStanding) withdrawn.add(gatewayId);
      if (isStanding) scheduled.delete(gatewayId);
      if (withdrawn.has(gatewayId)) return 'withdrawn';
      return scheduled.has(gatewayId) ? 'left' : 'unknown';
    },
    lookUp: async ({ id, since }) => {
      const found = [...scheduled.values()].find((text) => text.id === id && text.acceptedAt >= since);
      return found === undefined ? null : toAccepted(found);
    },
    standing: async ({ since }) =>
      standing()
        .filter((text) => text.acceptedAt >= since)
        .map(toListed),
  };
}

function send(network: Network, message: OutboundMessage): AcceptedMessage {
  refuseUnsendable(message, network.clock.now());
  if (network.optedOut.has(message.to)) throw refusal('opted-out', 'the recipient has opted out');
  return take(network, (accepted) => {
    network.sent().push({ ...message, ...accepted, from: network.from });
    network.deliveries.set(accepted.gatewayId, { status: 'accepted' });
  });
}

function take({ clock, failures, nextId }: Network, keep: (accepted: AcceptedMessage) => void): AcceptedMessage {
  const failure = failures.shift();
  if (failure?.isTaken === false) throw failure.error;
  const accepted = { gatewayId: nextId(), acceptedAt: clock.now() };
  keep(accepted);
  if (failure !== undefined) throw failure.error;
  return accepted;
}

function toAccepted({ gatewayId, acceptedAt }: AcceptedMessage): AcceptedMessage {
  return { gatewayId, acceptedAt };
}

function toListed({ gatewayId, acceptedAt, to, body }: OutboundMessage & AcceptedMessage): SentMessage {
  return { gatewayId, acceptedAt, to, body };
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
