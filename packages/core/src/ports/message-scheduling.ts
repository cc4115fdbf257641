import type { AcceptedMessage, MessageLookUp, OutboundMessage, SentMessage } from './message-gateway.ts';

/**
 * Keeps texts that were handed over ahead and sends each at its time, also when we are down by then.
 *
 * A gateway that cannot do all of it has none. Every method throws `GatewayError`.
 */
export interface MessageScheduling {
  /** A text can be handed over at least this long before it leaves … */
  readonly leastMs: number;
  /** … and at most this long. */
  readonly mostMs: number;

  /**
   * Hands one text over that leaves at its `sendAt`. It stands at the gateway until then.
   *
   * Not idempotent: after an `in-doubt` failure the caller looks it up. Resolves when the gateway has accepted it. Refuses as `permanent` a
   * moment that is too near or too far.
   */
  schedule(message: ScheduledMessage): Promise<AcceptedMessage>;

  /**
   * Takes a text back. Idempotent.
   *
   * `left` is also said of one that the gateway has tried to send in vain; `unknown` of one that it does not know (any more), such as another
   * account's, which may leave there. Only `withdrawn` promises that it does not leave.
   */
  withdraw(query: { readonly gatewayId: string }): Promise<'withdrawn' | 'left' | 'unknown'>;

  /** Looks for a text that may have been accepted by `schedule`, whether it still stands or has left. Null: not seen (yet). */
  lookUp(query: MessageLookUp & Pick<ScheduledMessage, 'sendAt'>): Promise<AcceptedMessage | null>;

  /** Lists the texts of ours that stand, handed over since a moment. */
  standing(query: { readonly since: number }): Promise<readonly SentMessage[]>;
}

/** A text that leaves at a moment of its own. */
export interface ScheduledMessage extends OutboundMessage {
  /** When it leaves, epoch milliseconds. */
  readonly sendAt: number;
}
