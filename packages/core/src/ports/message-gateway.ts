import type { NumberFailure } from '../errors.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { MessageScheduling } from './message-scheduling.ts';

/**
 * Sends texts and collects the replies.
 *
 * Every method throws `GatewayError`, whose `failure` says whether to try again. The contract is checked by
 * `testMessageGateway` of `@clinicarrivals/core/testing`.
 */
export interface MessageGateway {
  /** The numbers that we send from; a text from one of them is never answered. */
  readonly numbers: readonly PhoneNumber[];
  readonly abilities: MessageGatewayAbilities;
  /** Takes texts ahead of their time; absent where it cannot be done. */
  readonly scheduling?: MessageScheduling;

  /**
   * Hands one text to the gateway.
   *
   * Not idempotent unless `abilities.isIdempotent`: after an `in-doubt` failure the caller looks it up. No order is promised
   * between texts. Resolves when the gateway has accepted it, which is not yet delivery.
   */
  send(message: OutboundMessage): Promise<AcceptedMessage>;

  /**
   * Collects the texts that came in since a cursor, oldest first.
   *
   * Idempotent: the same cursor gives at least the same messages. A message may come again (the caller keeps those it knows
   * by `gatewayId`). A null cursor starts at `since`. Who asks with a cursor has made everything up to it durable.
   */
  receive(query: ReceiveQuery): Promise<ReceivedMessages>;

  /**
   * Looks for a text that may have been accepted. Null means "not seen (yet)": lists lag by minutes.
   *
   * Matches our own `id` where the gateway carries it, else recipient, body and time. A text that was handed over ahead is found only when it
   * has left, and one that was withdrawn never.
   */
  lookUp(query: MessageLookUp): Promise<AcceptedMessage | null>;

  /** Asks what became of accepted texts. A text that the gateway does not know any more is left out. */
  receipts(query: { readonly gatewayIds: readonly string[] }): Promise<readonly MessageReceipt[]>;

  /** Lists texts that left since a moment, oldest first, for adoption after a restore from a backup; absent where it cannot be done. */
  listSent?(query: { readonly since: number }): Promise<readonly SentMessage[]>;
}

export interface MessageGatewayAbilities {
  /** Sending the same `id` twice sends one text. */
  readonly isIdempotent: boolean;
  /** `receipts` says more than "accepted". */
  readonly hasReceipts: boolean;
  /** `lookUp` can find a text. */
  readonly canLookUp: boolean;
  /** `receive` keeps to `waitMs`, so that it is asked again at once. Default: it always answers at once. */
  readonly waitsForMessages?: boolean;
}

export interface ReceiveQuery {
  readonly cursor: string | null;
  /** Epoch milliseconds. */
  readonly since: number;
  /** How long it may wait for something to come in when there is nothing; default 0. */
  readonly waitMs?: number;
  /** Ends the wait; the call then resolves with nothing, or rejects. */
  readonly signal?: AbortSignal;
}

export interface OutboundMessage {
  /** Our own id of this text, the same for every attempt. */
  readonly id: string;
  readonly to: PhoneNumber;
  /** 1 to 1 600 characters. */
  readonly body: string;
  /** The moment after which the text must not be delivered; the gateway is told so. Epoch milliseconds. */
  readonly validUntil: number;
  /** True for a call-in: somebody stands at the door, so it goes before the texts that wait for the sender's turn. */
  readonly isUrgent?: boolean;
}

export interface AcceptedMessage {
  readonly gatewayId: string;
  readonly acceptedAt: number;
}

export interface MessageLookUp {
  readonly id: string;
  readonly to: PhoneNumber;
  readonly body: string;
  /** When the attempt began, epoch milliseconds. */
  readonly since: number;
}

export interface ReceivedMessages {
  readonly messages: readonly InboundMessage[];
  /** Receipts that came the same way; default none. */
  readonly receipts?: readonly MessageReceipt[];
  readonly cursor: string | null;
}

export interface InboundMessage {
  /** The gateway's id, unique and the same when the message comes again. */
  readonly gatewayId: string;
  /** The sender as the gateway writes it; normalised by the engine. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** When the gateway received it, epoch milliseconds; null when it does not say. */
  readonly receivedAt: number | null;
  /** The consent word that the carrier itself has recognised and answered; null when it did not. */
  readonly carrierKeyword: 'stop' | 'start' | 'help' | null;
}

export type DeliveryStatus = 'accepted' | 'sent' | 'delivered' | 'undelivered';

export interface MessageReceipt {
  readonly gatewayId: string;
  /** Our own id of the text, where the gateway gives it back. */
  readonly id?: string;
  readonly status: DeliveryStatus;
  /** Why it was not delivered; null otherwise. */
  readonly failure: 'permanent' | 'retry' | 'configuration' | 'opted-out' | null;
  readonly vendorCode: string | null;
  /** What it says about the number itself; absent when it is about this text. */
  readonly numberFailure?: NumberFailure;
}

export interface SentMessage extends AcceptedMessage {
  readonly to: string;
  readonly body: string;
}
