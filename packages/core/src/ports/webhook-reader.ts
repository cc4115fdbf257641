import type { InboundMessage, MessageReceipt } from './message-gateway.ts';

/** A request that somebody has made to a public address, before anything in it is believed. */
export interface WebhookRequest {
  readonly method: string;
  /** In full and letter by letter as it was requested, with scheme, host and query: signatures are made over it. */
  readonly url: string;
  /** The values by names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came; signatures are made over its bytes. */
  readonly body: Uint8Array;
}

/**
 * Reads the webhooks of one gateway: checks who sent a request, then what it says.
 *
 * The same reader serves where webhooks come in directly and where a relay hands them on, so that who runs the relay need not be trusted.
 */
export interface WebhookReader {
  /** The methods that the gateway uses; default POST alone. Some report delivery by GET. */
  readonly methods?: readonly string[];
  /** What the gateway is answered once a request is durable. Never words that the gateway would text to the patient. */
  readonly acknowledgement: WebhookAcknowledgement;
  /** Checks the signature first; never throws for what somebody else may have sent. */
  read(request: WebhookRequest): Promise<WebhookReading>;
}

export interface WebhookAcknowledgement {
  readonly status: number;
  /** Null for no body. */
  readonly contentType: string | null;
  readonly body: string;
}

/** What a webhook says, or why it is not believed. */
export type WebhookReading =
  | {
      readonly type: 'accepted';
      readonly messages: readonly InboundMessage[];
      readonly receipts: readonly MessageReceipt[];
    }
  | {
      readonly type: 'refused';
      /** `forged`: not signed by the gateway · `malformed`: signed by the gateway, and of no use to us · `unsupported`: another method or content type. */
      readonly why: 'forged' | 'malformed' | 'unsupported';
      /** What is wrong and what to do, without anything of the request. */
      readonly reason: string;
    };
