import type { PhoneNumber } from '../phone-number.ts';
import type { MessageGateway, OutboundMessage } from '../ports/message-gateway.ts';

/** Milliseconds. */
export const minute = 60_000;
/** Milliseconds. */
export const hour = 60 * minute;

/** The pretended telephone network behind the gateway. Never a real one: the suite texts invented American numbers. */
export interface MessageNetwork {
  /** The time at the gateway, epoch milliseconds. */
  now(): number;
  /** Lets a patient text the first of our numbers; needed unless `receive` is switched off. */
  receiveFrom?(phone: PhoneNumber, body: string): Promise<void>;
  /** The bodies that were taken for a phone, oldest first. */
  sentTo(phone: PhoneNumber): Promise<readonly string[]>;
  /** Makes the next `send` or `schedule` fail in this way. */
  failNext(fault: NetworkFault): Promise<void>;
  /** Sets what became of a text. */
  setDelivery(gatewayId: string, status: 'delivered' | 'undelivered'): Promise<void>;
  /** Lets time pass at the gateway and on the clock of `now`; needed unless `scheduling` is switched off. */
  pass?(durationMs: number): Promise<void>;
  /** Blocks a recipient as after STOP; needed unless `optOut` is switched off. */
  optOut?(phone: PhoneNumber): Promise<void>;
}

/**
 * What goes wrong with the next `send` or `schedule`: a refusal, or a connection that breaks after (`answer-lost`) or before
 * (`request-lost`) the gateway took the text, in a way that leaves the sender in doubt.
 */
export type NetworkFault = 'retry' | 'permanent' | 'configuration' | 'answer-lost' | 'request-lost';

/** A gateway and its network; a fresh one is asked for by every test. */
export interface MessageGatewayFixture {
  readonly gateway: MessageGateway;
  readonly network: MessageNetwork;
  /** Called when the test is over, also when it failed. */
  close?(): Promise<void>;
}

/** Declares one test of the suite, with a fixture of its own. */
export type MessageGatewayTest = (title: string, body: (fixture: MessageGatewayFixture) => Promise<void>) => void;

/** How `testMessageGateway` gets its gateway, and what this gateway cannot do. All switches are on unless set to false. */
export interface MessageGatewaySuiteOptions {
  create(): Promise<MessageGatewayFixture>;
  readonly switches?: {
    /** Texts are collected by `receive`. Off for a gateway that pushes them: its `receive` answers nothing, a webhook reader reads them. */
    readonly receive?: boolean;
    /** `receive`, `lookUp` and `listSent` keep to `since`. */
    readonly since?: boolean;
    /** Texts to a recipient who opted out are refused as `opted-out`. */
    readonly optOut?: boolean;
    /** `receipts` tells delivered from undelivered. */
    readonly receipts?: boolean;
    /** `lookUp` finds what was sent. */
    readonly lookUp?: boolean;
    /** The gateway lists what was sent. */
    readonly listSent?: boolean;
    /** Texts can be handed over ahead and withdrawn. */
    readonly scheduling?: boolean;
  };
}

/** Receives, and gives the words of what one sender wrote. */
export async function bodiesFrom(
  gateway: MessageGateway,
  from: PhoneNumber,
  query: { readonly cursor: string | null; readonly since: number },
): Promise<readonly string[]> {
  const { messages } = await gateway.receive(query);
  return messages.filter((message) => message.from === from).map((message) => message.body);
}

/** A text of its own that nobody else of the test run sends, good for an hour. */
export function newText(now: number, changes: Partial<OutboundMessage> = {}): OutboundMessage {
  const id = crypto.randomUUID();
  return { id, to: newPhone(), body: `Test ${id}`, validUntil: now + hour, ...changes };
}

/** A number of the range 555-0100 to 555-0199 that is kept for fiction in every American area. */
export function newPhone(): PhoneNumber {
  const digits = (from: number, count: number): string => String(from + Math.floor(Math.random() * count));
  return `+1${digits(201, 780)}5550${digits(100, 100)}`;
}
